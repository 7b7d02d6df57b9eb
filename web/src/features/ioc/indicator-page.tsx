import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import * as indicator from '#contract/indicator';
import * as ioc from '#contract/ioc';
import '../../ui/styles/office.css';
import '../../ui/styles/table.css';
import { type AnswerOf, useRead } from '../../app/api.ts';
import { usePick, useT } from '../../app/language.tsx';
import { PageError } from '../../app/problem.tsx';
import { useRoom } from '../../app/theme.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { formatDate, formatDateTime, formatNumber } from '../../ui/format.ts';
import { WeaveBand } from '../../ui/mark.tsx';
import { type MapValue, ProvinceMap, quantileScale } from '../../ui/province-map.tsx';
import { Spark } from '../../ui/spark.tsx';
import { SkeletonCard } from '../../ui/states.tsx';
import '../../ui/styles/wall.css';
import { figureText, stateText, unitName } from './show.ts';
import { texts } from './texts.ts';
import { useMapShapes } from './wall-page.tsx';

type Search = { ngay?: string; xa?: string };
type Comparison = AnswerOf<typeof ioc.compare>;
type Period = { from: string; to: string };

/** What a figure is made of, and how the communes compare over the last periods. */
export function IocIndicatorPage() {
  useRoom('office');
  const t = useT(texts);
  const pick = usePick();
  const { key } = useParams({ strict: false }) as { key: string };
  const search = useSearch({ strict: false }) as Search;
  const found = useRead(ioc.compare, { query: { indicator: key, on: search.ngay } }, { retry: false });
  const last = found.data?.periods.at(-1);
  return (
    <>
      <WeaveBand />
      <main id="noi-dung" className="leader stack" tabIndex={-1}>
        <div className="leader-head">
          <h1 className="grow">{pick(found.data?.title) || key}</h1>
          <ButtonLink to="/ioc" search={{ ngay: search.ngay, xa: search.xa }}>
            {t('back')}
          </ButtonLink>
        </div>
        {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
        {found.isPending ? <SkeletonCard lines={8} /> : null}
        {last ? (
          <Makeup
            indicatorKey={key}
            place={search.xa}
            period={last}
            unitKind={found.data?.unitKind ?? 'number'}
          />
        ) : null}
        {found.data && found.data.rows.length > 0 ? <Communes data={found.data} /> : null}
      </main>
    </>
  );
}

type MakeupProps = { indicatorKey: string; place?: string; period: Period; unitKind: string };

function Makeup({ indicatorKey, place, period, unitKind }: MakeupProps) {
  const t = useT(texts);
  const found = useRead(
    indicator.readMakeup,
    { params: { key: indicatorKey }, query: { from: period.from, to: period.to, place } },
    { retry: false },
  );
  if (found.error) return <PageError error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <SkeletonCard lines={4} />;
  const { figure, numerator, denominator, cases, computedAt } = found.data;
  return (
    <section className="card pad stack">
      <h2>
        {t('makeup')} {place ? unitName(place) : ''}
      </h2>
      <p>
        <strong>
          {figure.value === null ? stateText(t, figure.state) : figureText(unitKind, figure.value)}
        </strong>{' '}
        <span className="mut">
          {formatDate(period.from)}–{formatDate(period.to)}
          {computedAt ? `, ${t('until', { at: formatDateTime(computedAt) })}` : ''}
        </span>
      </p>
      <dl className="pairs">
        {numerator ? <Side name={t('numerator')} side={numerator} /> : null}
        {denominator ? <Side name={t('denominator')} side={denominator} /> : null}
      </dl>
      {cases === null ? <p className="field-hint">{t('noCases')}</p> : null}
      {cases && cases.length > 0 ? (
        <>
          <h3>{t('cases')}</h3>
          <ul className="rows">
            {cases.map((one) => (
              <li key={one.id} className="row pad-sm">
                <span className="grow num">{one.code}</span>
                <span>{one.label}</span>
                <span className="mut">{formatDate(one.day)}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}

type SideProps = { name: string; side: { total: number | null; sourceView: string; expression: string } };

function Side({ name, side }: SideProps) {
  const t = useT(texts);
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {side.total === null ? t('state.suppressed') : formatNumber(side.total)}{' '}
        <small className="mut">{t('from', { source: side.sourceView })}</small>
      </dd>
    </div>
  );
}

function Communes({ data }: { data: Comparison }) {
  const t = useT(texts);
  const pick = usePick();
  const navigate = useNavigate();
  const shapes = useMapShapes();
  const search = useSearch({ strict: false }) as Search;
  const write = (value: number) => figureText(data.unitKind, value);
  const values = useMemo(
    () =>
      data.rows.map((row): MapValue => {
        const value = row.values.at(-1) ?? null;
        return value === null
          ? { unit: row.unit, value, text: t('state.missing'), state: 'silent' }
          : { unit: row.unit, value, text: figureText(data.unitKind, value) };
      }),
    [data, t],
  );
  const scale = useMemo(
    () => quantileScale(values, (value) => figureText(data.unitKind, value)),
    [values, data],
  );
  const ordered = data.rows.toSorted(
    (a, b) => (b.values.at(-1) ?? -Infinity) - (a.values.at(-1) ?? -Infinity),
  );
  return (
    <>
      <section className="card pad">
        <ProvinceMap
          title={t('compare')}
          legend={pick(data.title)}
          values={values}
          scale={scale}
          shapes={shapes}
          picked={search.xa ?? null}
          onPick={(unit) =>
            void navigate({
              to: '/ioc/chi-so/$key',
              params: { key: data.key },
              search: { ...search, xa: unit ?? undefined },
              replace: true,
            })
          }
        />
      </section>
      <section className="card pad stack">
        <p className="field-hint">{t('compareNote', { n: data.periods.length })}</p>
        <ul className="multiples">
          {ordered.map((row) => (
            <li key={row.unit}>
              <strong>{unitName(row.unit)}</strong>
              <span>{row.values.at(-1) === null ? t('state.missing') : write(row.values.at(-1) ?? 0)}</span>
              <Spark values={row.values} />
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
