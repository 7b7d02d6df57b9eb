import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import * as report from '#contract/report';
import { useRead } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { PageError } from '../../app/problem.tsx';
import { ButtonAnchor, ButtonLink } from '../../ui/button.tsx';
import { formatDateTime } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { SkeletonCard } from '../../ui/states.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { FiguresView } from './figures-view.tsx';
import { ReportFrame } from './frame.tsx';
import { PaperView } from './paper-view.tsx';
import { ReportActs } from './report-acts.tsx';
import { SectionEditor } from './section-editor.tsx';
import { stateLooks } from './states.ts';
import { texts } from './texts.ts';

type Report = report.Report;
const views = ['write', 'preview', 'figures', 'history'] as const;
type View = (typeof views)[number];

/** One report: written, looked at as it will be printed, its figures, what happened to it. */
export function ReportPage() {
  const t = useT(texts);
  const { id } = useParams({ strict: false }) as { id: string };
  const found = useRead(
    report.getReport,
    { params: { id } },
    { refetchInterval: ({ state }) => (state.data?.state === 'numbered' ? 2000 : 20_000) },
  );
  return (
    <ReportFrame>
      <div className="stack">
        <div>
          <ButtonLink kind="quiet" to="/can-bo/bao-cao">
            {t('back')}
          </ButtonLink>
        </div>
        {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
        {found.data ? <Shown shown={found.data} /> : null}
        {!found.data && !found.error ? <SkeletonCard lines={8} /> : null}
      </div>
    </ReportFrame>
  );
}

function Shown({ shown }: { shown: Report }) {
  const t = useT(texts);
  const navigate = useNavigate();
  const { xem } = useSearch({ strict: false }) as { xem?: string };
  const isWriting = shown.may.includes('edit');
  const view: View = views.find((one) => one === xem) ?? (isWriting ? 'write' : 'preview');
  const offered = views.filter((one) => one !== 'write' || isWriting);
  return (
    <>
      <Head shown={shown} />
      <div>
        <fieldset className="segmented" aria-label={t('views')}>
          {offered.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={view === one}
              onClick={() =>
                void navigate({
                  to: '/can-bo/bao-cao/$id',
                  params: { id: shown.id },
                  search: { xem: one },
                  replace: true,
                })
              }
            >
              {t(one)}
            </button>
          ))}
        </fieldset>
      </div>
      {view === 'write' && isWriting ? <Writing shown={shown} /> : null}
      {view === 'preview' ? <PaperView shown={shown} /> : null}
      {view === 'figures' ? <FiguresView shown={shown} /> : null}
      {view === 'history' ? <History shown={shown} /> : null}
    </>
  );
}

function Head({ shown }: { shown: Report }) {
  const t = useT(texts);
  const href = (format: string) => `/api/v1/reports/${shown.id}/document?format=${format}`;
  return (
    <section className="card pad stack-sm">
      <h2>{shown.title}</h2>
      <p>
        {shown.unit.name} {shown.number ? <span className="num">· {shown.number} </span> : null}
        <StateTag {...stateLooks[shown.state]}>{t(`state.${shown.state}`)}</StateTag>
      </p>
      {shown.returnedNote && shown.state === 'draft' ? (
        <Notice tone="amber">{t('returnedNote', { note: shown.returnedNote })}</Notice>
      ) : null}
      <div className="crumbs">
        <ReportActs shown={shown} />
        <span className="grow" />
        <ButtonAnchor href={href('pdf')} download>
          {t('pdf')}
        </ButtonAnchor>
        <ButtonAnchor href={href('docx')} download>
          {t('docx')}
        </ButtonAnchor>
        <ButtonAnchor kind="quiet" href={href('csv')} download>
          {t('csv')}
        </ButtonAnchor>
      </div>
    </section>
  );
}

const carriedKeys = ['review', 'obstacles', 'proposals'];

function Writing({ shown }: { shown: Report }) {
  const t = useT(texts);
  return (
    <div className="stack">
      {shown.sections.map((section) => (
        <SectionEditor
          key={section.key}
          reportId={shown.id}
          section={section}
          hint={
            shown.previous &&
            section.version === 1 &&
            carriedKeys.includes(section.key) &&
            section.text !== ''
              ? t('carried', { title: shown.previous.title })
              : undefined
          }
        />
      ))}
    </div>
  );
}

const stepWords = [
  'made',
  'figures-refreshed',
  'presented',
  'returned',
  'signed',
  'numbered',
  'sealed',
  'sent',
] as const;

function History({ shown }: { shown: Report }) {
  const t = useT(texts);
  const wordOf = (kind: string) => {
    const known = stepWords.find((one) => one === kind);
    return known ? t(`step.${known}`) : kind;
  };
  return (
    <section className="card pad stack-sm">
      <ol className="events">
        {shown.steps.map((step) => (
          <li key={`${step.kind}${step.at}${step.note}`}>
            <strong>{wordOf(step.kind)}</strong>
            {step.note ? `: ${step.note}` : ''}
            <div className="field-hint">
              {step.by ?? t('bySystem')}, {formatDateTime(step.at)}
            </div>
          </li>
        ))}
      </ol>
      {shown.dispatches.length > 0 ? (
        <dl className="pairs">
          {shown.dispatches.map((one) => (
            <div key={one.receiver.id}>
              <dt>{one.receiver.name}</dt>
              <dd>
                {one.receivedAt
                  ? t('receivedAt', { by: one.receivedBy ?? '', at: formatDateTime(one.receivedAt) })
                  : t('notReceived')}
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
    </section>
  );
}
