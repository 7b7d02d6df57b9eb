import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { listPlanAgencies } from '#contract/programme';
import { type AnswerOf, useRead } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { PageError } from '../../app/problem.tsx';
import { type Column, DataTable, type Sort } from '../../ui/data-table.tsx';
import { formatDate, plain } from '../../ui/format.ts';
import { ProgrammeFrame } from './frame.tsx';
import { more } from './texts-more.ts';
import { texts } from './texts.ts';

type Row = AnswerOf<typeof listPlanAgencies>['items'][number];

function useColumns(): (Column<Row> & { order?: (a: Row, b: Row) => number })[] {
  const t = useT(texts);
  const m = useT(more);
  const number = (id: 'tasks' | 'done' | 'late' | 'stuck', name: string) => ({
    id,
    name,
    end: true,
    sortable: true,
    show: (row: Row) => row[id],
    text: (row: Row) => String(row[id]),
    order: (a: Row, b: Row) => a[id] - b[id],
  });
  const plan = (row: Row) => m(`plan.${row.planState ?? 'none'}`);
  return [
    {
      id: 'agency',
      name: t('agency'),
      sortable: true,
      text: (row) => row.agency.name,
      show: (row) => (
        <>
          <Link to="/can-bo/chuong-trinh/don-vi/$id" params={{ id: row.agency.id }}>
            <strong>{row.agency.name}</strong>
          </Link>
          {row.successorOf.length > 0 ? (
            <small className="mut">
              <br />
              {t('successorOf', { name: [...new Set(row.successorOf)].join(', ') })}
            </small>
          ) : null}
        </>
      ),
    },
    number('tasks', m('col.tasks')),
    number('done', m('col.done')),
    number('late', m('col.late')),
    number('stuck', m('col.stuck')),
    {
      id: 'leads',
      name: m('col.leads'),
      show: (row) => row.leads.join(', '),
      text: (row) => row.leads.join(', '),
    },
    {
      id: 'next',
      name: m('col.next'),
      sortable: true,
      show: (row) => formatDate(row.nextDue),
      text: (row) => row.nextDue ?? '',
    },
    {
      id: 'last',
      name: m('col.last'),
      sortable: true,
      show: (row) => (row.lastOn ? formatDate(row.lastOn) : t('silentNever')),
      text: (row) => row.lastOn ?? '',
    },
    { id: 'plan', name: m('col.plan'), show: plan, text: plan },
  ];
}

/** Who has what to do, how late, and when last heard of. */
export function AgenciesPage() {
  const m = useT(more);
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { q?: string; xep?: string };
  const found = useRead(listPlanAgencies, {});
  const columns = useColumns();
  const sort: Sort = {
    by: search.xep?.replace(/^-/, '') ?? 'late',
    descending: search.xep === undefined ? true : search.xep.startsWith('-'),
  };
  const go = (part: { q?: string; xep?: string }) =>
    void navigate({ to: '/can-bo/chuong-trinh/don-vi', search: { ...search, ...part }, replace: true });
  const column = columns.find((one) => one.id === sort.by);
  const order =
    column?.order ??
    ((a: Row, b: Row) => (column?.text?.(a) ?? '').localeCompare(column?.text?.(b) ?? '', 'vi'));
  const rows = found.data?.items
    .filter((row) => plain(`${row.agency.name} ${row.successorOf.join(' ')}`).includes(plain(search.q ?? '')))
    .toSorted((a, b) => order(a, b) * (sort.descending ? -1 : 1));
  return (
    <ProgrammeFrame>
      {found.error ? (
        <PageError error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <DataTable
          name="don-vi-de-an-06"
          caption={m('agencies')}
          columns={columns}
          rows={rows}
          rowId={(row) => row.agency.id}
          search={{ value: search.q ?? '', onChange: (q) => go({ q: q || undefined }) }}
          sort={sort}
          onSort={(next) => go({ xep: `${next.descending ? '-' : ''}${next.by}` })}
        />
      )}
    </ProgrammeFrame>
  );
}
