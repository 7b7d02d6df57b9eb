import { useState } from 'react';
import { type Dossier, type DossierComponent, getDossier, revealNumber } from '#contract/dossier';
import { call, useRead } from '../../app/api.ts';
import { usePick, useT } from '../../app/language.tsx';
import { PageError } from '../../app/problem.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { formatDate, formatDateTime, formatMoney, formatShort } from '../../ui/format.ts';
import { IconArrowLeft, IconLink, IconPrinter, IconUser } from '../../ui/icons.ts';
import { MaskedNumber } from '../../ui/money.tsx';
import { Notice } from '../../ui/notice.tsx';
import {
  type ComponentLine,
  ComponentTable,
  EventList,
  FourStates,
  PairsBox,
} from '../../ui/office-pieces.tsx';
import type { Source } from '../../ui/source-line.tsx';
import { SourceLine } from '../../ui/source-line.tsx';
import type { StateIcon, Tone } from '../../ui/state-tag.tsx';
import { SkeletonCard } from '../../ui/states.tsx';
import { useToast } from '../../ui/toast.tsx';
import { texts as caseTexts } from '../dossier/texts.ts';
import { ComponentDialog } from './component-dialog.tsx';
import { DossierActions } from './dossier-actions.tsx';
import { texts } from './texts.ts';

/** The open dossier: who and what, four dimensions, components, content, events; actions below. */
export function DossierDetail({ id, onBack }: { id: string; onBack: () => void }) {
  const t = useT(texts);
  const found = useRead(getDossier, { params: { id } }, { staleTime: 5_000 });
  const [looking, setLooking] = useState<string | null>(null);
  const dossier = found.data;
  if (found.error || !dossier) {
    return (
      <div className="detail">
        <div className="detail-body">
          <Button icon={<IconArrowLeft className="i" aria-hidden="true" />} onClick={onBack}>
            {t('back')}
          </Button>
          {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
          {found.error ? null : <SkeletonCard lines={6} />}
        </div>
      </div>
    );
  }
  const toSee = dossier.components.find((component) => component.needsEyes);
  return (
    <article className="detail" aria-labelledby="ho-so-mo">
      <DetailHead dossier={dossier} onBack={onBack} />
      {/* A scrolling region must be reachable by keyboard. WCAG 2.2 2.1.1 */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className="detail-body" aria-labelledby="ho-so-mo" tabIndex={0}>
        <Dimensions dossier={dossier} />
        {dossier.supplementRequest ? (
          <Notice tone="amber" title={t('supplement')}>
            {dossier.supplementRequest.items.map((item) => item.text).join('; ')}
          </Notice>
        ) : null}
        <Components dossier={dossier} onLook={setLooking} />
        <div className="two">
          <Request dossier={dossier} />
          <Events dossier={dossier} />
        </div>
      </section>
      <DossierActions dossier={dossier} onLook={toSee ? () => setLooking(toSee.key) : undefined} />
      <ComponentDialog dossier={dossier} componentKey={looking} onClose={() => setLooking(null)} />
    </article>
  );
}

/** The masked number as it was filed; it is opened only with a reason. */
function maskedNumberOf(dossier: Dossier): string {
  const fields = dossier.sections.flatMap((section) => section.fields);
  return fields.find((field) => /^\d{3}•+\d{4}$/.test(field.text))?.text ?? '•••••••••';
}

function DetailHead({ dossier, onBack }: { dossier: Dossier; onBack: () => void }) {
  const t = useT(texts);
  const pick = usePick();
  const toast = useToast();
  const copy = () =>
    void navigator.clipboard.writeText(location.href).then(
      () => toast({ text: t('copied') }),
      () => undefined,
    );
  return (
    <header className="detail-head">
      <div className="row">
        <span className="only-narrow">
          <IconButton label={t('back')} onClick={onBack}>
            <IconArrowLeft className="i" aria-hidden="true" />
          </IconButton>
        </span>
        <h2 id="ho-so-mo" className="grow">
          {pick(dossier.title)}
        </h2>
        <Button kind="quiet" icon={<IconLink className="i" aria-hidden="true" />} onClick={copy}>
          {t('copy')}
        </Button>
        <Button
          kind="quiet"
          icon={<IconPrinter className="i" aria-hidden="true" />}
          onClick={() => window.print()}
        >
          {t('print')}
        </Button>
      </div>
      <div className="detail-meta">
        <span className="num">{dossier.code}</span>
        <span>
          <IconUser className="i" aria-hidden="true" />
          {dossier.applicantName}
        </span>
        <span>
          <MaskedNumber
            masked={maskedNumberOf(dossier)}
            onReveal={async ({ text }) => {
              const answer = await call(revealNumber, { params: { id: dossier.id }, body: { reason: text } });
              return answer.number;
            }}
          />
        </span>
        <span>{t('filedAt', { when: formatDateTime(dossier.submittedAt) })}</span>
        {dossier.assignee ? <span>{t('assignee', { name: dossier.assignee.name })}</span> : null}
      </div>
    </header>
  );
}

function Dimensions({ dossier }: { dossier: Dossier }) {
  const t = useT(texts);
  const say = useT(caseTexts);
  const { states, timeLeft, fee } = dossier;
  const clock = timeLeft
    ? t(dossier.receivedAt ? 'dim.dueBy' : 'dim.replyBy', { when: formatShort(timeLeft.dueAt) })
    : null;
  return (
    <FourStates
      dimensions={[
        { name: t('dim.business'), value: say(`state.${states.business}`), note: clock },
        {
          name: t('dim.money'),
          value: t(`money.${states.money}`),
          note: fee.amount > 0 ? formatMoney(fee.amount) : null,
        },
        {
          name: t('dim.delivery'),
          value: t(`delivery.${states.delivery}`),
          note: dossier.dueAt ? t('dim.dueBy', { when: formatDate(dossier.dueAt) }) : null,
        },
        {
          name: t('dim.sync'),
          value: t(`sync.${states.sync}`),
          note: t('dim.code', { n: states.nationalCode }),
        },
      ]}
    />
  );
}

const proofSources: Record<DossierComponent['provedBy'], Source> = {
  form: 'signed',
  data: 'register',
  upload: 'uploaded',
  consent: 'vneid',
  vault: 'vault',
  nothing: 'unverified',
};
function proofSourceOf({ source, provedBy }: DossierComponent): Source {
  if (!source || source.kind === 'computed') return proofSources[provedBy];
  return source.state === 'unverified' ? 'unverified' : source.kind;
}

const verdictLooks: Record<DossierComponent['verdict'], { tone: Tone; icon: StateIcon }> = {
  open: { tone: 'neutral', icon: 'info' },
  valid: { tone: 'leaf', icon: 'done' },
  invalid: { tone: 'basalt', icon: 'refused' },
  pending: { tone: 'amber', icon: 'clock' },
  unavailable: { tone: 'amber', icon: 'late' },
  not_needed: { tone: 'neutral', icon: 'info' },
};

function useComponentNote() {
  const t = useT(texts);
  const pick = usePick();
  return ({ statement, attachments }: DossierComponent): string => {
    const pages = attachments.reduce((sum, file) => sum + (file.pages ?? 0), 0);
    const what = statement ? pick(statement) : attachments.map((file) => file.fileName).join('; ');
    return pages > 0 ? `${what}, ${t('pages', { n: pages })}` : what;
  };
}

function useComponentLine(dossier: Dossier, onLook: (key: string) => void) {
  const t = useT(texts);
  const pick = usePick();
  const noteOf = useComponentNote();
  const firstToSee = dossier.components.find((component) => component.needsEyes)?.key;
  const verdictOf = (component: DossierComponent): ComponentLine['verdict'] => {
    const canLook = component.needsEyes || component.attachments.length > 0;
    if (!canLook || component.verdict !== 'open') {
      return { ...verdictLooks[component.verdict], text: t(`verdict.${component.verdict}`) };
    }
    const kbd = component.key === firstToSee ? 'X' : undefined;
    const action = (
      <Button kbd={kbd} onClick={() => onLook(component.key)}>
        {t('look')}
        <span className="sr"> {pick(component.name)}</span>
      </Button>
    );
    return { action };
  };
  return (component: DossierComponent): ComponentLine => ({
    id: component.key,
    name: pick(component.name),
    note: noteOf(component),
    proof: (
      <SourceLine source={proofSourceOf(component)}>
        {component.source?.name ? pick(component.source.name) : t(`proof.${component.provedBy}`)}
      </SourceLine>
    ),
    proofNote: component.verdictNote ?? formatDateTime(component.source?.at),
    verdict: verdictOf(component),
    needsEyes: component.needsEyes,
  });
}

function Components({ dossier, onLook }: { dossier: Dossier; onLook: (key: string) => void }) {
  const t = useT(texts);
  const lineOf = useComponentLine(dossier, onLook);
  const eyes = dossier.components.filter((component) => component.needsEyes).length;
  const proved = dossier.components.filter((component) => component.verdict === 'valid').length;
  return (
    <ComponentTable
      title={t('components')}
      aside={t('components.count', { proved, eyes })}
      lines={dossier.components.map(lineOf)}
    />
  );
}

function Request({ dossier }: { dossier: Dossier }) {
  const t = useT(texts);
  const pick = usePick();
  return (
    <PairsBox
      title={t('request')}
      pairs={dossier.sections.flatMap((section) =>
        section.fields.map((field) => ({ name: pick(field.label), value: field.text })),
      )}
    />
  );
}

function Events({ dossier }: { dossier: Dossier }) {
  const t = useT(texts);
  const pick = usePick();
  const newest = dossier.timeline.toSorted((a, b) => b.at.localeCompare(a.at));
  return (
    <EventList
      title={t('events')}
      events={newest.map((entry) => ({
        id: entry.id,
        at: entry.at,
        text: pick(entry.sentence),
        note: [entry.actor.name, entry.note].filter(Boolean).join(': ') || undefined,
      }))}
    />
  );
}
