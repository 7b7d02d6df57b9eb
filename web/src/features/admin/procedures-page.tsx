import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { listProcedures } from '#contract/procedure';
import { type AnswerOf, useRead } from '../../app/api.ts';
import { usePick, useT } from '../../app/language.tsx';
import { PageError } from '../../app/problem.tsx';
import { type Column, DataTable, type Sort } from '../../ui/data-table.tsx';
import { formatMoney, plain } from '../../ui/format.ts';
import { StateTag } from '../../ui/state-tag.tsx';
import { AdminFrame } from './admin-shell.tsx';
import { texts } from './texts.ts';

type Row = AnswerOf<typeof listProcedures>['items'][number];

function useColumns(): Column<Row>[] {
  const t = useT(texts);
  const pick = usePick();
  const fee = (row: Row) => (row.fee === null ? t('unknown') : formatMoney(row.fee));
  const checked = (row: Row) => t(row.verified ? 'verified' : 'unverified');
  return [
    {
      id: 'code',
      name: t('col.code'),
      show: (row) => <span className="num">{row.code}</span>,
      text: (row) => row.code,
      sortable: true,
    },
    {
      id: 'title',
      name: t('col.title'),
      show: (row) => (
        <Link to="/can-bo/quan-tri/thu-tuc/$ma" params={{ ma: row.code }}>
          <strong>{pick(row.title)}</strong>
        </Link>
      ),
      text: (row) => pick(row.title),
      sortable: true,
    },
    {
      id: 'field',
      name: t('col.field'),
      show: (row) => pick(row.field),
      text: (row) => pick(row.field),
      sortable: true,
    },
    {
      id: 'open',
      name: t('col.open'),
      show: (row) => t(row.open ? 'yes' : 'no'),
      text: (row) => t(row.open ? 'yes' : 'no'),
    },
    {
      id: 'time',
      name: t('col.time'),
      show: (row) => pick(row.timeLimit),
      text: (row) => pick(row.timeLimit),
    },
    { id: 'fee', name: t('col.fee'), show: fee, text: fee, end: true },
    {
      id: 'verified',
      name: t('col.verified'),
      show: (row) => (
        <StateTag tone={row.verified ? 'leaf' : 'amber'} icon={row.verified ? 'done' : 'late'}>
          {checked(row)}
        </StateTag>
      ),
      text: checked,
    },
  ];
}

export function ProceduresAdminPage() {
  const t = useT(texts);
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { q?: string; xep?: string };
  const found = useRead(listProcedures, { query: {} });
  const columns = useColumns();
  const sort: Sort = {
    by: search.xep?.replace(/^-/, '') ?? 'code',
    descending: search.xep?.startsWith('-') ?? false,
  };
  const rows = useMemo(() => {
    const words = plain(search.q ?? '')
      .split(/\s+/)
      .filter(Boolean);
    const textOf = columns.find((column) => column.id === sort.by)?.text ?? ((row: Row) => row.code);
    return found.data?.items
      .filter((row) =>
        words.every((word) => plain(`${row.code} ${row.title.vi} ${row.field.vi}`).includes(word)),
      )
      .toSorted((a, b) => textOf(a).localeCompare(textOf(b), 'vi') * (sort.descending ? -1 : 1));
  }, [found.data, search.q, sort.by, sort.descending, columns]);
  const go = (part: { q?: string; xep?: string }) =>
    void navigate({ to: '/can-bo/quan-tri/thu-tuc', search: { ...search, ...part }, replace: true });
  return (
    <AdminFrame>
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.error ? null : (
        <DataTable
          name="thu-tuc"
          caption={t('proc.caption')}
          columns={columns}
          rows={rows}
          rowId={(row) => row.code}
          search={{ value: search.q ?? '', onChange: (q) => go({ q: q || undefined }) }}
          sort={sort}
          onSort={(next) => go({ xep: `${next.descending ? '-' : ''}${next.by}` })}
        />
      )}
    </AdminFrame>
  );
}
