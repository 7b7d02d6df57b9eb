import { Link, useParams, useSearch } from '@tanstack/react-router';
import { compareVersions, getProcedure, listVersions } from '#contract/procedure';
import { type AnswerOf, useRead } from '../../app/api.ts';
import { usePick, useT } from '../../app/language.tsx';
import { PageError } from '../../app/problem.tsx';
import { formatDate, formatDateTime } from '../../ui/format.ts';
import { SkeletonCard } from '../../ui/states.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { AdminFrame } from './admin-shell.tsx';
import { operatorTexts } from './operator-texts.ts';

type Version = AnswerOf<typeof listVersions>['items'][number];
type Difference = AnswerOf<typeof compareVersions>['items'][number];

/** The versions of a procedure, and what each changed. */
export function VersionsPage() {
  const t = useT(operatorTexts);
  const pick = usePick();
  const { ma } = useParams({ strict: false }) as { ma: string };
  const { ban } = useSearch({ strict: false }) as { ban?: string };
  const procedure = useRead(getProcedure, { params: { code: ma } }, { staleTime: 300_000 });
  const found = useRead(listVersions, { params: { code: ma } });
  const items = found.data?.items ?? [];
  const shown = items.find((one) => String(one.version) === ban) ?? items[0];
  return (
    <AdminFrame>
      <div className="stack">
        <div>
          <Link className="btn-link" to="/can-bo/quan-tri/thu-tuc">
            {t('ver.back')}
          </Link>
        </div>
        <h2>
          {ma} {procedure.data ? pick(procedure.data.summary.title) : ''}
        </h2>
        {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
        {found.isPending ? <SkeletonCard lines={4} /> : null}
        {found.data ? (
          <section className="card rows" aria-label={t('ver.title')}>
            {items.map((one) => (
              <VersionRow key={one.version} code={ma} version={one} current={one === shown} />
            ))}
          </section>
        ) : null}
        <p className="field-hint">{t('ver.pinned')}</p>
        {shown ? <Differences code={ma} version={shown.version} /> : null}
      </div>
    </AdminFrame>
  );
}

function VersionRow({ code, version, current }: { code: string; version: Version; current: boolean }) {
  const t = useT(operatorTexts);
  return (
    <Link
      className="linkrow"
      to="/can-bo/quan-tri/thu-tuc/$ma"
      params={{ ma: code }}
      search={{ ban: String(version.version) }}
      aria-current={current ? 'true' : undefined}
    >
      <span className="grow">
        <strong>{t('ver.version', { n: version.version })}</strong>
        <small>
          {t('ver.from', { from: formatDate(version.validFrom) })}
          {version.validTo ? t('ver.to', { to: formatDate(version.validTo) }) : ''}
          {' · '}
          {t('ver.published', { at: formatDateTime(version.publishedAt) })}
        </small>
      </span>
      {version.inForce ? (
        <StateTag tone="leaf" icon="done">
          {t('ver.inForce')}
        </StateTag>
      ) : null}
    </Link>
  );
}

function Differences({ code, version }: { code: string; version: number }) {
  const t = useT(operatorTexts);
  const found = useRead(compareVersions, { params: { code, version: String(version) }, query: {} });
  if (found.error) return <PageError error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <SkeletonCard lines={4} />;
  const { against, items } = found.data;
  if (against === null) return <p>{t('ver.first')}</p>;
  return (
    <section className="stack-sm" aria-label={t('ver.differs', { n: against })}>
      <h3>{t('ver.differs', { n: against })}</h3>
      {items.length === 0 ? <p>{t('ver.same')}</p> : <DifferenceTable items={items} />}
    </section>
  );
}

function DifferenceTable({ items }: { items: readonly Difference[] }) {
  const t = useT(operatorTexts);
  return (
    <div className="dtable-wrap">
      <table className="dtable">
        <thead>
          <tr>
            <th scope="col">{t('ver.where')}</th>
            <th scope="col">{t('ver.before')}</th>
            <th scope="col">{t('ver.after')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr key={one.path.join('/')}>
              <td>{one.path.join(' / ')}</td>
              <td>{one.before === null ? '–' : <del>{one.before}</del>}</td>
              <td>{one.after === null ? '–' : <ins>{one.after}</ins>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
