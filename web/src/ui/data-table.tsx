import { type ReactNode, useState } from 'react';
import { useT } from '../app/language.tsx';
import { texts } from '../app/texts.ts';
import { Button } from './button.tsx';
import {
  IconArrowsSort,
  IconColumns,
  IconDownload,
  IconSearch,
  IconSortAscending,
  IconSortDescending,
} from './icons.ts';
import { EmptyState, SkeletonRows } from './states.tsx';
import { downloadCsv, rememberedColumns, rememberColumns } from './table-memory.ts';

export type Column<Row> = {
  id: string;
  name: string;
  show: (row: Row) => ReactNode;
  /** Plain text of the cell for the exported file. */
  text?: (row: Row) => string;
  sortable?: boolean;
  end?: boolean;
  hiddenAtFirst?: boolean;
};
export type Sort = { by: string; descending: boolean };
type DataTableProps<Row> = {
  /** Column choice is remembered under this name. */
  name: string;
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[] | undefined;
  rowId: (row: Row) => string;
  search?: { value: string; onChange: (value: string) => void };
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  page?: { hasNext: boolean; hasPrevious: boolean; onNext: () => void; onPrevious: () => void };
  tools?: ReactNode;
  empty?: ReactNode;
};

/** A list with search, sorting, cursor paging, export, and columns that stay as chosen. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const [hidden, setHidden] = useState(() => rememberedColumns(props.name, props.columns));
  const shown = props.columns.filter((column) => !hidden.includes(column.id));
  const toggle = (id: string) => {
    const next = hidden.includes(id) ? hidden.filter((one) => one !== id) : [...hidden, id];
    setHidden(next);
    rememberColumns(props.name, next);
  };
  return (
    <div className="dtable-box">
      <TableBar props={props} shown={shown} hidden={hidden} onToggle={toggle} />
      <TableBody props={props} shown={shown} />
      <TableFoot props={props} />
    </div>
  );
}

type PartProps<Row> = { props: DataTableProps<Row>; shown: readonly Column<Row>[] };

function TableBar<Row>(part: PartProps<Row> & { hidden: readonly string[]; onToggle: (id: string) => void }) {
  const t = useT(texts);
  const { props, shown, hidden, onToggle } = part;
  return (
    <div className="dtable-bar">
      {props.search ? (
        <label className="osearch">
          <IconSearch className="i" aria-hidden="true" />
          <span className="sr">{t('table.search')}</span>
          <input
            type="search"
            placeholder={t('table.search')}
            value={props.search.value}
            onChange={(event) => props.search?.onChange(event.target.value)}
          />
        </label>
      ) : null}
      {props.tools}
      <span className="grow" />
      <details className="colpick">
        <summary className="btn btn-outline">
          <IconColumns className="i" aria-hidden="true" />
          {t('table.columns')}
        </summary>
        <div>
          {props.columns.map((column) => (
            <label key={column.id} className="choice choice-bare">
              <input
                type="checkbox"
                checked={!hidden.includes(column.id)}
                onChange={() => onToggle(column.id)}
              />
              <span>{column.name}</span>
            </label>
          ))}
        </div>
      </details>
      <Button
        icon={<IconDownload className="i" aria-hidden="true" />}
        onClick={() => downloadCsv(props.name, shown, props.rows ?? [])}
      >
        {t('table.export')}
      </Button>
    </div>
  );
}

function TableBody<Row>({ props, shown }: PartProps<Row>) {
  const t = useT(texts);
  if (!props.rows) return <SkeletonRows count={6} />;
  if (props.rows.length === 0) {
    return (
      <div className="dtable-wrap">
        {props.empty ?? <EmptyState title={t('table.empty')}>{t('table.emptyText')}</EmptyState>}
      </div>
    );
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways is reached by keyboard
    <section className="dtable-wrap" aria-label={props.caption} tabIndex={0}>
      <table className="dtable">
        <caption className="sr">{props.caption}</caption>
        <thead>
          <tr>
            {shown.map((column) => (
              <HeadCell key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={props.rowId(row)}>
              {shown.map((column) => (
                <td key={column.id} className={column.end ? 'end num' : undefined}>
                  {column.show(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type HeadCellProps<Row> = { column: Column<Row>; sort?: Sort; onSort?: (sort: Sort) => void };

function HeadCell<Row>({ column, sort, onSort }: HeadCellProps<Row>) {
  const t = useT(texts);
  const sorted = sort?.by === column.id;
  const Shape = sorted ? (sort.descending ? IconSortDescending : IconSortAscending) : IconArrowsSort;
  const direction = sorted ? (sort.descending ? 'descending' : 'ascending') : undefined;
  return (
    <th scope="col" aria-sort={direction} className={column.end ? 'end' : undefined}>
      {column.sortable && onSort ? (
        <button
          type="button"
          title={t('table.sortBy', { name: column.name })}
          onClick={() => onSort({ by: column.id, descending: sorted ? !sort.descending : false })}
        >
          {column.name}
          <Shape className="i" aria-hidden="true" />
        </button>
      ) : (
        column.name
      )}
    </th>
  );
}

function TableFoot<Row>({ props }: { props: DataTableProps<Row> }) {
  const t = useT(texts);
  if (!props.rows || props.rows.length === 0) return null;
  return (
    <div className="dtable-foot">
      <output>{t('table.rows', { n: props.rows.length })}</output>
      <span className="grow" />
      {props.page?.hasPrevious ? <Button onClick={props.page.onPrevious}>{t('table.prev')}</Button> : null}
      {props.page?.hasNext ? <Button onClick={props.page.onNext}>{t('table.next')}</Button> : null}
    </div>
  );
}
