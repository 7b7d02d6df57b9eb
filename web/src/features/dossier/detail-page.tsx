import { useParams } from '@tanstack/react-router';
import { type Dossier, getMyDossier } from '#contract/dossier';
import { useRead } from '../../app/api.ts';
import { usePick, useT } from '../../app/language.tsx';
import { useNow } from '../../app/now.ts';
import { PageError } from '../../app/problem.tsx';
import { texts as appTexts } from '../../app/texts.ts';
import { ButtonAnchor, ButtonLink } from '../../ui/button.tsx';
import { CaseSteps } from '../../ui/case-steps.tsx';
import { CheckSection } from '../../ui/check-section.tsx';
import { Section } from '../../ui/citizen-pieces.tsx';
import { formatBytes, formatDate, formatDateTime, formatMoney } from '../../ui/format.ts';
import { IconDownload, IconFileText } from '../../ui/icons.ts';
import { Notice } from '../../ui/notice.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { SkeletonCard } from '../../ui/states.tsx';
import { BackLink, StepPage } from '../../ui/step-page.tsx';
import { SourceOf } from '../filing/source-of.tsx';
import { CaseActions } from './case-actions.tsx';
import { citizenState, nextSentence, stepLooks } from './state-words.ts';
import { texts } from './texts.ts';

/** One case: where it stands, what happens next, what happened, its papers. */
export function DossierPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const t = useT(texts);
  const app = useT(appTexts);
  const pick = usePick();
  const found = useRead(getMyDossier, { params: { id } }, { refetchInterval: 30_000 });
  const dossier = found.data;
  return (
    <StepPage
      title={dossier ? dossier.code : t('title')}
      back={<BackLink to="/ho-so" aria-label={app('nav.back')} />}
      foot={dossier ? <MainAction dossier={dossier} /> : undefined}
    >
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {!dossier && !found.error ? <SkeletonCard lines={6} /> : null}
      {dossier ? (
        <>
          <Standing dossier={dossier} />
          <Facts dossier={dossier} />
          <Timeline dossier={dossier} />
          {dossier.documents.length > 0 ? <Documents dossier={dossier} /> : null}
          <Section title={t('answers')}>
            <div className="stack-sm">
              {dossier.sections.map((section) => (
                <CheckSection
                  key={section.key}
                  title={pick(section.title)}
                  items={section.fields.map((field) => ({
                    name: pick(field.label),
                    value: field.text,
                    source: <SourceOf source={field.source} />,
                  }))}
                />
              ))}
            </div>
          </Section>
          <CaseActions dossier={dossier} />
        </>
      ) : null}
    </StepPage>
  );
}

function MainAction({ dossier }: { dossier: Dossier }) {
  const t = useT(texts);
  const params = { id: dossier.id };
  if (dossier.actions.includes('supplement')) {
    return (
      <ButtonLink kind="filled" main to="/ho-so/$id/bo-sung" params={params}>
        {t('do.supplement')}
      </ButtonLink>
    );
  }
  if (dossier.actions.includes('pay')) {
    return (
      <ButtonLink kind="filled" main to="/ho-so/$id/thanh-toan" params={params}>
        {t('do.payAmount', { amount: formatMoney(dossier.fee.amount) })}
      </ButtonLink>
    );
  }
  const result = dossier.documents.find((one) => one.kind === 'result');
  if (!result) return null;
  return (
    <ButtonAnchor
      kind="filled"
      main
      href={`/api/v1/me/dossiers/${dossier.id}/documents/${result.id}`}
      target="_blank"
      rel="noopener"
    >
      {t('do.result')}
    </ButtonAnchor>
  );
}

function Standing({ dossier }: { dossier: Dossier }) {
  const t = useT(texts);
  const pick = usePick();
  const now = useNow();
  const state = citizenState(dossier.states.business, t);
  const skipped = dossier.skippedDays.map((one) => `${formatDate(one.day).slice(0, 5)} ${pick(one.reason)}`);
  return (
    <section className="stack">
      <div className="caserow-top is-page">
        <h1 className="grow">{pick(dossier.title)}</h1>
        <StateTag tone={state.tone} icon={state.icon}>
          {state.text}
        </StateTag>
      </div>
      <CaseSteps looks={stepLooks(dossier.steps)} />
      <p>
        {nextSentence(dossier, t, now)}
        {skipped.length > 0 && dossier.dueAt ? ` ${t('skipped', { days: skipped.join('; ') })}` : ''}
      </p>
      {dossier.supplementRequest && dossier.states.business === 'supplement' ? (
        <Notice tone="amber" title={t('supp.asked')}>
          <ul className="bullets">
            {dossier.supplementRequest.items.map((item) => (
              <li key={item.text}>{item.text}</li>
            ))}
          </ul>
          {dossier.supplementRequest.answerBy
            ? t('supp.by', { when: formatDateTime(dossier.supplementRequest.answerBy) })
            : null}
        </Notice>
      ) : null}
    </section>
  );
}

function Facts({ dossier }: { dossier: Dossier }) {
  const t = useT(texts);
  const money = dossier.states.money;
  const fee =
    dossier.fee.amount === 0
      ? t('free')
      : `${formatMoney(dossier.fee.amount)}${money === 'none' ? '' : `, ${t(`money.${money}`)}`}`;
  return (
    <dl className="card facts">
      <div>
        <dt>{t('submitted')}</dt>
        <dd>{formatDateTime(dossier.submittedAt)}</dd>
      </div>
      <div>
        <dt>{t('due')}</dt>
        <dd>{dossier.dueAt ? formatDateTime(dossier.dueAt) : t('dueNone')}</dd>
      </div>
      <div>
        <dt>{t('agency')}</dt>
        <dd>{dossier.decidingAgency.name}</dd>
      </div>
      <div>
        <dt>{t('fee')}</dt>
        <dd>{fee}</dd>
      </div>
    </dl>
  );
}

function Timeline({ dossier }: { dossier: Dossier }) {
  const t = useT(texts);
  const pick = usePick();
  const newestFirst = dossier.timeline.toSorted((a, b) => b.at.localeCompare(a.at));
  return (
    <Section title={t('timeline')}>
      <ol className="card timeline">
        {newestFirst.map((entry) => (
          <li key={entry.id}>
            <strong>{pick(entry.sentence)}</strong>
            {entry.note ? <small>{entry.note}</small> : null}
            <small>
              <time dateTime={entry.at}>{formatDateTime(entry.at)}</time>
              {entry.actor.agency ? ` · ${entry.actor.agency}` : ''}
            </small>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Documents({ dossier }: { dossier: Dossier }) {
  const t = useT(texts);
  const pick = usePick();
  return (
    <Section title={t('documents')}>
      <ul className="card rows">
        {dossier.documents.map((document) => (
          <li key={document.id}>
            <a
              className="linkrow"
              href={`/api/v1/me/dossiers/${dossier.id}/documents/${document.id}`}
              target="_blank"
              rel="noopener"
            >
              <IconFileText className="i" aria-hidden="true" />
              <span className="grow">
                <strong>{pick(document.name)}</strong>
                <small>
                  {[
                    document.number,
                    formatDate(document.issuedAt),
                    document.signed ? t('doc.signed') : null,
                    formatBytes(document.bytes),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
              </span>
              <IconDownload className="i" aria-hidden="true" />
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}
