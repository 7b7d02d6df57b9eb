import { useState } from 'react';
import { Link } from '@tanstack/react-router';
import * as indicator from '#contract/indicator';
import { type AnswerOf, useRead } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { PageError } from '../../app/problem.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { formatDate, formatNumber } from '../../ui/format.ts';
import { EmptyState, SkeletonCard } from '../../ui/states.tsx';
import { texts } from './texts.ts';

type Answer = AnswerOf<typeof indicator.readMakeup>;
type Case = NonNullable<Answer['cases']>[number];

/** Both sides of the figure, their source, and the cases the reader may see. */
export function Makeup({ row, place }: { row: indicator.IndicatorRow; place: string | undefined }) {
  const t = useT(texts);
  const [side, setSide] = useState<'numerator' | 'denominator'>('numerator');
  const { from, to } = row.figure.period;
  const found = useRead(indicator.readMakeup, { params: { key: row.key }, query: { from, to, place, side } });
  if (row.kind === 'typed') return null;
  if (found.error) return <PageError error={found.error} onRetry={() => void found.refetch()} />;
  const { data } = found;
  if (!data) return <SkeletonCard lines={4} />;
  const sides = [
    ['numerator', data.numerator],
    ['denominator', data.denominator],
  ] as const;
  return (
    <section className="card pad stack-sm">
      <h3>{t('makeup')}</h3>
      <dl className="pairs">
        {sides.map(([name, one]) =>
          one ? (
            <div key={name}>
              <dt>{t(name)}</dt>
              <dd>
                <strong className="num">
                  {one.total === null ? '–' : formatNumber(Math.round(one.total))}
                </strong>{' '}
                <code>{one.expression}</code>
              </dd>
            </div>
          ) : null,
        )}
        <div>
          <dt>{t('rows')}</dt>
          <dd className="num">{formatNumber(Math.round(data.sourceRows))}</dd>
        </div>
      </dl>
      {data.cases ? (
        <>
          {data.denominator ? (
            <fieldset className="segmented" aria-label={t('makeup')}>
              {sides.map(([name]) => (
                <button key={name} type="button" aria-pressed={side === name} onClick={() => setSide(name)}>
                  {t(name)}
                </button>
              ))}
            </fieldset>
          ) : null}
          <Cases cases={data.cases} hasMore={data.nextCursor !== null} />
        </>
      ) : null}
    </section>
  );
}

function Cases({ cases, hasMore }: { cases: readonly Case[]; hasMore: boolean }) {
  const t = useT(texts);
  const columns: Column<Case>[] = [
    {
      id: 'code',
      name: t('cases'),
      show: (one) => (
        <Link to="/can-bo" search={{ nhom: 'all', ho: one.id }}>
          <span className="num">{one.code}</span>
        </Link>
      ),
      text: (one) => one.code,
    },
    { id: 'label', name: t('col.title'), show: (one) => one.label ?? '', text: (one) => one.label ?? '' },
    { id: 'day', name: t('asOf'), show: (one) => formatDate(one.day), text: (one) => formatDate(one.day) },
  ];
  return (
    <>
      <p className="field-hint">{t('casesHint')}</p>
      <DataTable
        name="chi-so-ho-so"
        caption={t('cases')}
        columns={columns}
        rows={cases}
        rowId={(one) => one.id}
        empty={<EmptyState title={t('casesNone')} />}
      />
      {hasMore ? <p className="field-hint">{t('casesMore')}</p> : null}
    </>
  );
}
