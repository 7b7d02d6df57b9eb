import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { type DossierComponent, listMyDossiers } from '#contract/dossier';
import { checkDraft, type DraftCheck, getDraft, submitDraft } from '#contract/filing';
import { keyOf, useRead, useWrite } from '../../app/api.ts';
import { useLanguage, usePick, useT } from '../../app/language.tsx';
import { PageError, useProblemText } from '../../app/problem.tsx';
import { texts as appTexts } from '../../app/texts.ts';
import { Button } from '../../ui/button.tsx';
import { CheckSection, EditLink } from '../../ui/check-section.tsx';
import { CheckField, ErrorBox } from '../../ui/field.tsx';
import { formatDate, formatMoney } from '../../ui/format.ts';
import {
  IconAlertTriangle,
  IconBuildingBank,
  IconCashBanknote,
  IconCircleCheck,
  IconClock,
} from '../../ui/icons.ts';
import { Notice } from '../../ui/notice.tsx';
import { SourceLine } from '../../ui/source-line.tsx';
import { SkeletonCard } from '../../ui/states.tsx';
import { BackLink, StepPage } from '../../ui/step-page.tsx';
import { SourceOf } from './source-of.tsx';
import { texts } from './texts.ts';

/** Everything once more, with its origin; then what happens on filing; then the one button. */
export function CheckPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const t = useT(texts);
  const pick = usePick();
  const draft = useRead(getDraft, { params: { id } });
  const check = useRead(checkDraft, { params: { id } }, { staleTime: 0 });
  const [declared, setDeclared] = useState(false);
  const [undeclared, setUndeclared] = useState(false);
  const submit = useSubmit(id);
  const failed = draft.error ?? check.error;
  const onSubmit = () => {
    setUndeclared(!declared);
    if (declared && draft.data) submit.send(draft.data.version);
  };
  return (
    <StepPage
      title={draft.data ? pick(draft.data.title) : ''}
      back={<BackLink to="/nop-ho-so/$id/giay-to" params={{ id }} aria-label={t('papers')} />}
      draft={draft.data ? { kind: 'saved', at: draft.data.savedAt } : undefined}
      foot={
        <Button kind="filled" main busy={submit.busy} onClick={onSubmit}>
          {t('submit')}
        </Button>
      }
    >
      <div className="stack-sm">
        <h1>{t('check')}</h1>
        <p className="cz-lead">{t('checkLead')}</p>
      </div>
      {failed ? <PageError error={failed} onRetry={() => void check.refetch()} /> : null}
      {!check.data && !failed ? <SkeletonCard lines={6} /> : null}
      {submit.problem ? (
        <Notice tone="basalt" live="alert">
          {submit.problem}
        </Notice>
      ) : null}
      {check.data ? <Checked id={id} check={check.data} /> : null}
      {check.data ? (
        <CheckField
          id="cam-doan"
          checked={declared}
          onChange={setDeclared}
          error={undeclared && !declared ? t('declareMissing') : undefined}
        >
          {t('declare')}
        </CheckField>
      ) : null}
    </StepPage>
  );
}

/** A double press files once: every try of this page carries the same key. */
function useSubmit(id: string) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const textOf = useProblemText();
  const key = useRef(crypto.randomUUID());
  const write = useWrite(submitDraft, {
    onSuccess: (dossier) => {
      void queries.invalidateQueries({ queryKey: keyOf(listMyDossiers) });
      const pay = dossier.actions.includes('pay');
      void navigate({ to: pay ? '/ho-so/$id/thanh-toan' : '/ho-so/$id/da-nop', params: { id: dossier.id } });
    },
    onError: () => {
      key.current = crypto.randomUUID();
    },
  });
  return {
    busy: write.isPending,
    problem: write.error ? textOf(write.error) : null,
    send: (version: number) =>
      write.mutate({
        input: { params: { id }, body: { declared: true, version } },
        idempotencyKey: key.current,
      }),
  };
}

function Checked({ id, check }: { id: string; check: DraftCheck }) {
  const t = useT(texts);
  const app = useT(appTexts);
  const pick = usePick();
  const problems = check.problems.map((problem) => ({
    field: `s-${problem.page ?? problem.component ?? ''}`,
    text: pick(problem.message),
  }));
  return (
    <>
      <ErrorBox errors={problems} />
      {check.sections.map((section) => (
        <div key={section.key} id={`s-${section.page ?? section.key}`} tabIndex={-1}>
          <CheckSection
            title={pick(section.title)}
            edit={
              section.editable && section.page ? (
                <EditLink
                  to="/nop-ho-so/$id/$trang"
                  params={{ id, trang: section.page }}
                  about={pick(section.title)}
                >
                  {app('action.edit')}
                </EditLink>
              ) : undefined
            }
            items={section.fields.map((field) => ({
              name: pick(field.label),
              value: field.text || t('emptyAnswer'),
              source: <SourceOf source={field.source} />,
            }))}
          />
        </div>
      ))}
      {check.components.length > 0 ? <CheckedPapers id={id} check={check} /> : null}
      <WhenFiled check={check} />
    </>
  );
}

function CheckedPapers({ id, check }: { id: string; check: DraftCheck }) {
  const t = useT(texts);
  const app = useT(appTexts);
  const missing = new Set(check.problems.map((problem) => problem.component));
  return (
    <CheckSection
      title={t('checkPapers')}
      edit={
        <EditLink to="/nop-ho-so/$id/giay-to" params={{ id }} about={t('checkPapers')}>
          {app('action.edit')}
        </EditLink>
      }
    >
      <ul className="rows">
        {check.components.map((component) => (
          <PaperLine key={component.key} component={component} missing={missing.has(component.key)} />
        ))}
      </ul>
    </CheckSection>
  );
}

type PaperLook = 'missing' | 'later' | 'attached' | 'proved';

function lookOf(component: DossierComponent, missing: boolean): PaperLook {
  if (missing) return 'missing';
  if (component.attachments.length > 0) return 'attached';
  return component.provedBy === 'upload' || component.provedBy === 'nothing' ? 'later' : 'proved';
}

const paperIcons = {
  missing: IconAlertTriangle,
  later: IconClock,
  attached: IconCircleCheck,
  proved: IconCircleCheck,
} as const;

function PaperLine({ component, missing }: { component: DossierComponent; missing: boolean }) {
  const pick = usePick();
  const look = lookOf(component, missing);
  const Shape = paperIcons[look];
  const warns = look === 'missing' || look === 'later';
  return (
    <li id={`s-${component.key}`} className="paperline" tabIndex={-1}>
      <Shape className={warns ? 'i warn' : 'i'} aria-hidden="true" />
      <div>
        <strong>{pick(component.name)}</strong>
        <PaperProof component={component} look={look} />
      </div>
    </li>
  );
}

function PaperProof({ component, look }: { component: DossierComponent; look: PaperLook }) {
  const t = useT(texts);
  const pick = usePick();
  if (look === 'missing' || look === 'later') return <span className="src src-amber">{t(look)}</span>;
  if (look === 'attached') {
    const pages = component.attachments.reduce((sum, one) => sum + (one.pages ?? 0), 0);
    const words =
      pages > 0 ? t('uploadedPages', { n: pages }) : t('uploadedFiles', { n: component.attachments.length });
    return <SourceLine source="uploaded">{words}</SourceLine>;
  }
  if (component.source) return <SourceOf source={component.source} />;
  return component.statement ? <span className="src src-plain">{pick(component.statement)}</span> : null;
}

function WhenFiled({ check }: { check: DraftCheck }) {
  const t = useT(texts);
  const pick = usePick();
  const { language } = useLanguage();
  const skipped = check.skippedDays.map(
    (one) => `${formatDate(one.day).slice(0, 5)} ${one.reason[language]}`,
  );
  return (
    <section className="whenbox" aria-labelledby="khi-nop">
      <h2 id="khi-nop">{t('when')}</h2>
      <ul>
        <li>
          <IconCashBanknote className="i" aria-hidden="true" />
          {check.fee.amount > 0 ? t('when.fee', { amount: formatMoney(check.fee.amount) }) : t('when.free')}
        </li>
        {check.expectedBy ? (
          <li>
            <IconClock className="i" aria-hidden="true" />
            {t('when.due', { day: formatDate(check.expectedBy), limit: pick(check.timeLimit) })}
            {skipped.length > 0 ? t('when.skipped', { days: skipped.join('; ') }) : ''}
          </li>
        ) : null}
        {check.decidingAgency ? (
          <li>
            <IconBuildingBank className="i" aria-hidden="true" />
            {t('when.agency', { name: check.decidingAgency.name })}
          </li>
        ) : null}
      </ul>
    </section>
  );
}
