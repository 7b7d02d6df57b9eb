import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import * as indicator from '#contract/indicator';
import { keyOf, useRead, useWrite } from '../../app/api.ts';
import { usePick, useT } from '../../app/language.tsx';
import { OfficeHead } from '../../app/office-shell.tsx';
import { PageError, useProblemText } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable, type Sort } from '../../ui/data-table.tsx';
import { formatDateTime, plain } from '../../ui/format.ts';
import { IconRefresh } from '../../ui/icons.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useToast } from '../../ui/toast.tsx';
import '../../ui/styles/charts.css';
import { FigureCell, KindTag, TargetCell, useFigureText } from './figure-text.tsx';
import { changeText } from './show.ts';
import { texts } from './texts.ts';

type Row = indicator.IndicatorRow;
export type IndicatorSearch = {
  q?: string;
  mo?: string;
  dv?: string;
  nguon?: string;
  xep?: string;
};

function ownerName(row: Row): string {
  return row.owner.today.length > 0 ? row.owner.today.map((heir) => heir.vi).join(', ') : row.owner.name;
}

function useColumns(): Column<Row>[] {
  const t = useT(texts);
  const pick = usePick();
  const textOf = useFigureText();
  const change = (row: Row) => changeText(row.figure.value, row.previous.value, row.unit.kind) ?? '–';
  return [
    {
      id: 'model',
      name: t('col.model'),
      show: (row) => <span className="num">{row.models.join(', ')}</span>,
      text: (row) => row.models.join(' '),
      sortable: true,
    },
    {
      id: 'title',
      name: t('col.title'),
      show: (row) => (
        <Link to="/can-bo/chi-so/$ma" params={{ ma: row.key }}>
          <strong>{pick(row.title)}</strong>
        </Link>
      ),
      text: (row) => pick(row.title),
      sortable: true,
    },
    {
      id: 'value',
      name: t('col.value'),
      show: (row) => <FigureCell figure={row.figure} kind={row.unit.kind} />,
      text: (row) => textOf(row.figure, row.unit.kind),
      sortable: true,
      end: true,
    },
    {
      id: 'change',
      name: t('col.change'),
      show: (row) => <span className="num">{change(row)}</span>,
      text: change,
      end: true,
    },
    {
      id: 'target',
      name: t('col.target'),
      show: (row) => <TargetCell row={row} />,
      text: (row) => String(row.figure.target ?? ''),
    },
    { id: 'owner', name: t('col.owner'), show: ownerName, text: ownerName, sortable: true },
    { id: 'kind', name: t('col.kind'), show: (row) => <KindTag row={row} />, text: (row) => t(row.kind) },
  ];
}

const kinds = ['computed', 'typed', 'stale'] as const;

const sortOf = ({ xep }: IndicatorSearch): Sort => ({
  by: xep?.replace(/^-/, '') ?? 'model',
  descending: xep?.startsWith('-') ?? false,
});

function fits(row: Row, search: IndicatorSearch): boolean {
  if (search.mo && !row.models.includes(Number(search.mo))) return false;
  if (search.dv && row.owner.key !== search.dv) return false;
  if (search.nguon === 'stale') return row.isStale;
  return !search.nguon || row.kind === search.nguon;
}

function compare(sort: Sort, columns: readonly Column<Row>[]): (a: Row, b: Row) => number {
  const sign = sort.descending ? -1 : 1;
  if (sort.by === 'model') return (a, b) => ((a.models[0] ?? 0) - (b.models[0] ?? 0)) * sign;
  if (sort.by === 'value') return (a, b) => ((a.figure.value ?? -1) - (b.figure.value ?? -1)) * sign;
  const textOf = columns.find((column) => column.id === sort.by)?.text ?? ((row: Row) => row.key);
  return (a, b) => textOf(a).localeCompare(textOf(b), 'vi') * sign;
}

/** All indicators with their figure, filtered in the address. */
export function IndicatorListPage() {
  const t = useT(texts);
  const search = useSearch({ strict: false }) as IndicatorSearch;
  const navigate = useNavigate();
  const found = useRead(indicator.listIndicators, { query: {} });
  const columns = useColumns();
  const sort = sortOf(search);
  const go = (part: IndicatorSearch) =>
    void navigate({ to: '/can-bo/chi-so', search: { ...search, ...part }, replace: true });
  const all = found.data?.items;
  const rows = useMemo(() => {
    const words = plain(search.q ?? '')
      .split(/\s+/)
      .filter(Boolean);
    return all
      ?.filter(
        (row) =>
          fits(row, search) &&
          words.every((word) =>
            plain(`${row.key} ${row.title.vi} ${row.title.en} ${row.about.vi}`).includes(word),
          ),
      )
      .toSorted(compare(sortOf(search), columns));
  }, [all, search, columns]);
  return (
    <div className="opage-all">
      <OfficeHead title={t('title')} />
      <main id="noi-dung" className="oscroll" tabIndex={-1}>
        <div className="stack">
          <p className="field-hint">{t('lead')}</p>
          <RunLine />
          {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
          {found.error ? null : (
            <DataTable
              name="chi-so"
              caption={t('caption')}
              columns={columns}
              rows={rows}
              rowId={(row) => row.key}
              search={{ value: search.q ?? '', onChange: (q) => go({ q: q || undefined }) }}
              sort={sort}
              onSort={(next) => go({ xep: `${next.descending ? '-' : ''}${next.by}` })}
              tools={<Filters rows={all ?? []} search={search} go={go} />}
              empty={<EmptyState title={t('none')}>{t('noneText')}</EmptyState>}
            />
          )}
        </div>
      </main>
    </div>
  );
}

type FilterProps = { rows: readonly Row[]; search: IndicatorSearch; go: (part: IndicatorSearch) => void };

function Filters({ rows, search, go }: FilterProps) {
  const t = useT(texts);
  const models = [...new Set(rows.flatMap((row) => row.models))].toSorted((a, b) => a - b);
  const owners = [...new Map(rows.map((row) => [row.owner.key, ownerName(row)]))].toSorted(([, a], [, b]) =>
    a.localeCompare(b, 'vi'),
  );
  return (
    <>
      <SelectField
        label={t('col.model')}
        value={search.mo ?? 'all'}
        onChange={(mo) => go({ mo: mo === 'all' ? undefined : mo })}
        options={[
          { value: 'all', label: t('allModels') },
          ...models.map((n) => ({ value: String(n), label: t('model', { n }) })),
        ]}
      />
      <SelectField
        label={t('col.owner')}
        value={search.dv ?? 'all'}
        onChange={(dv) => go({ dv: dv === 'all' ? undefined : dv })}
        options={[
          { value: 'all', label: t('allUnits') },
          ...owners.map(([value, label]) => ({ value, label })),
        ]}
      />
      <fieldset className="segmented" aria-label={t('kind')}>
        <button type="button" aria-pressed={!search.nguon} onClick={() => go({ nguon: undefined })}>
          {t('all')}
        </button>
        {kinds.map((kind) => (
          <button
            key={kind}
            type="button"
            aria-pressed={search.nguon === kind}
            onClick={() => go({ nguon: kind })}
          >
            {t(kind)}
          </button>
        ))}
      </fieldset>
    </>
  );
}

/** When the figures were computed; whoever may asks for them anew. */
function RunLine() {
  const t = useT(texts);
  const { session } = useSession();
  const toast = useToast();
  const problem = useProblemText();
  const queries = useQueryClient();
  const last = useRead(indicator.lastRun, {}, { refetchInterval: 15_000 });
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: keyOf(indicator.lastRun) });
    void queries.invalidateQueries({ queryKey: keyOf(indicator.listIndicators) });
  };
  const ask = useWrite(indicator.askComputing, {
    onSuccess: () => {
      toast({ text: t('computing') });
      for (const wait of [1500, 6000, 20_000]) setTimeout(refresh, wait);
    },
    onError: (error) => toast({ text: problem(error) }),
  });
  const run = last.data?.run;
  const may = session?.roles.some((role) => role === 'programme-secretary' || role === 'programme-lead');
  return (
    <div className="crumbs">
      <p className="field-hint grow">
        {run
          ? t('lastRun', { at: formatDateTime(run.askedAt), done: run.done, parts: run.parts })
          : t('neverRun')}{' '}
        {run && run.failed.length > 0 ? t('runFailed', { n: run.failed.length }) : ''}
      </p>
      {may ? (
        <Button
          busy={ask.isPending}
          icon={<IconRefresh className="i" aria-hidden="true" />}
          onClick={() => ask.mutate({ input: { body: {} } })}
        >
          {t('compute')}
        </Button>
      ) : null}
    </div>
  );
}
