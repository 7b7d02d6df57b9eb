import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import * as population from '#contract/population-analysis';
import { type AnswerOf, ApiError, useRead } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { OfficeHead } from '../../app/office-shell.tsx';
import { PageError } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { formatDate, formatDateTime } from '../../ui/format.ts';
import { IconChevronRight, IconDownload, IconPrinter } from '../../ui/icons.ts';
import { type MapValue, ProvinceMap, quantileScale } from '../../ui/province-map.tsx';
import { EmptyState, SkeletonCard } from '../../ui/states.tsx';
import { CountNow, Publish } from './acts.tsx';
import { PlaceFigures } from './place-figures.tsx';
import { type Measure, textOf, unitName } from './show.ts';
import { texts } from './texts.ts';

type Search = { ngay?: string; xa?: string; chi?: Measure; dt?: string };
type MapAnswer = AnswerOf<typeof population.getMap>;

/** Where one stands and what one looks at: all of it in the address. */
export function usePopulationSearch() {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const go = (change: Search) =>
    void navigate({ to: '/can-bo/dan-cu', search: { ...search, ...change }, replace: true });
  return { search, go };
}

export function PopulationPage() {
  const t = useT(texts);
  const { search, go } = usePopulationSearch();
  const place = search.xa ?? '*';
  const found = useRead(
    population.getSummary,
    { query: { day: search.ngay, place } },
    { retry: false, refetchInterval: 60_000 },
  );
  const nothing = found.error instanceof ApiError && found.error.status === 404 && !search.ngay;
  return (
    <div className="opage-all">
      <OfficeHead title={t('title')} />
      <main id="noi-dung" className="oscroll" tabIndex={-1}>
        <div className="stack">
          {found.isPending ? <SkeletonCard lines={6} /> : null}
          {nothing ? (
            <EmptyState title={t('notYet')} action={<CountNow />}>
              {t('notYetText')}
            </EmptyState>
          ) : null}
          {found.error && !nothing ? (
            <PageError error={found.error} onRetry={() => void found.refetch()} />
          ) : null}
          {found.data ? (
            <>
              <Tools summary={found.data} />
              <Crumbs name={found.data.name} onProvince={() => go({ xa: undefined })} />
              <PlaceFigures summary={found.data}>
                <CommuneMap summary={found.data} />
              </PlaceFigures>
            </>
          ) : null}
        </div>
      </main>
    </div>
  );
}

function Crumbs({ name, onProvince }: { name: string; onProvince: () => void }) {
  const t = useT(texts);
  if (name === '') return <h2>{t('province')}</h2>;
  return (
    <div className="crumbs">
      <Button onClick={onProvince}>{t('province')}</Button>
      <IconChevronRight className="i" aria-hidden="true" />
      <h2>{name}</h2>
    </div>
  );
}

function Tools({ summary }: { summary: population.Summary }) {
  const t = useT(texts);
  const { session } = useSession();
  const { search, go } = usePopulationSearch();
  const list = useRead(population.listSnapshots, { query: { limit: 100 } });
  const days = [...new Set([summary.snapshot.day, ...(list.data?.items ?? []).map((one) => one.day)])];
  const isAnalyst = session?.roles.includes('population-analyst') ?? false;
  return (
    <div className="pop-tools">
      <SelectField
        label={t('instant')}
        value={summary.snapshot.day}
        onChange={(day) => go({ ngay: day || undefined })}
        options={days.map((day) => ({ value: day, label: formatDate(day) }))}
      />
      <FileLink format="csv" day={search.ngay}>
        {t('csv')}
      </FileLink>
      <FileLink format="xlsx" day={search.ngay}>
        {t('xlsx')}
      </FileLink>
      <Button icon={<IconPrinter className="i" aria-hidden="true" />} onClick={() => window.print()}>
        {t('print')}
      </Button>
      {isAnalyst ? <CountNow /> : null}
      {isAnalyst ? <Publish snapshot={summary.snapshot} /> : null}
    </div>
  );
}

function FileLink({ format, day, children }: { format: 'csv' | 'xlsx'; day?: string; children: ReactNode }) {
  const query = new URLSearchParams({ format, ...(day ? { day } : {}) });
  return (
    <a className="btn btn-outline" href={`/api/v1/population/export?${query.toString()}`} download>
      <IconDownload className="i" aria-hidden="true" />
      {children}
    </a>
  );
}

function CommuneMap({ summary }: { summary: population.Summary }) {
  const t = useT(texts);
  const { search, go } = usePopulationSearch();
  const measure: Measure = search.chi ?? 'persons';
  const group = search.dt ?? summary.ethnicities[1]?.code ?? summary.ethnicities[0]?.code;
  const found = useRead(
    population.getMap,
    { query: { day: search.ngay, measure, ...(measure === 'ethnicity-share' ? { group } : {}) } },
    { retry: false },
  );
  return (
    <section className="card pad stack">
      <div className="pop-tools">
        <SelectField
          label={t('measure')}
          value={measure}
          onChange={(value) => go({ chi: value as Measure })}
          options={population.measures.map((one) => ({ value: one, label: t(`m.${one}`) }))}
        />
        {measure === 'ethnicity-share' ? (
          <SelectField
            label={t('ethnicity')}
            value={group ?? ''}
            onChange={(value) => go({ dt: value })}
            options={summary.ethnicities.map((one) => ({ value: one.code, label: one.name }))}
          />
        ) : null}
      </div>
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isPending ? <SkeletonCard lines={8} /> : null}
      {found.data ? <MapOf answer={found.data} /> : null}
    </section>
  );
}

function MapOf({ answer }: { answer: MapAnswer }) {
  const t = useT(texts);
  const { search, go } = usePopulationSearch();
  const { measure } = answer;
  const values = useMemo(
    () =>
      answer.values.map(
        (one): MapValue =>
          one.value === null
            ? { unit: one.unit, value: null, text: t('hidden'), state: 'suppressed' }
            : { unit: one.unit, value: one.value, text: textOf(measure, one.value) },
      ),
    [answer, measure, t],
  );
  const scale = useMemo(() => quantileScale(values, (value) => textOf(measure, value)), [values, measure]);
  return (
    <ProvinceMap
      title={t(`m.${measure}`)}
      sentence={<Extremes answer={answer} />}
      legend={t(`m.${measure}`)}
      values={values}
      scale={scale}
      picked={search.xa ?? null}
      onPick={(unit) => go({ xa: unit ?? undefined })}
      source={t('source', { at: formatDateTime(answer.snapshot.takenAt) })}
    />
  );
}

function Extremes({ answer }: { answer: MapAnswer }) {
  const t = useT(texts);
  const known = answer.values.flatMap((one) =>
    one.value === null ? [] : [{ unit: one.unit, value: one.value }],
  );
  const ordered = known.toSorted((a, b) => b.value - a.value);
  const [high, low] = [ordered[0], ordered.at(-1)];
  if (!high || !low || answer.whole === null) return null;
  const text = (value: number) => textOf(answer.measure, value);
  return t('mapSentence', {
    high: unitName(high.unit),
    highText: text(high.value),
    low: unitName(low.unit),
    lowText: text(low.value),
    whole: text(answer.whole),
  });
}
