import { useMemo, useState } from 'react';
import type { MapShapes } from '#lib/province-map';
import { useT } from '../app/language.tsx';
import { plain } from './format.ts';
import { IconSearch, IconSortAscending, IconSortDescending } from './icons.ts';
import { cellClass } from './province-map-drawing.tsx';
import type { MapScale, MapValue } from './province-map-scale.ts';
import { mapTexts } from './province-map-texts.ts';

type ListProps = {
  shapes: MapShapes;
  values: ReadonlyMap<string, MapValue>;
  scale: MapScale;
  title: string;
  valueName?: string;
  picked: string | null;
  onPick?: (unit: string | null) => void;
  ranks: ReadonlyMap<string, number>;
};
type Row = { code: string; name: string; value: MapValue | undefined };
type Order = { by: 'name' | 'value'; descending: boolean };

function ordered(rows: readonly Row[], order: Order): Row[] {
  const sign = order.descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    if (order.by === 'name') return sign * a.name.localeCompare(b.name, 'vi');
    const [one, two] = [a.value?.value ?? null, b.value?.value ?? null];
    if (one === null || two === null) return Number(one === null) - Number(two === null);
    return sign * (one - two) || a.name.localeCompare(b.name, 'vi');
  });
}

/** The table behind the map: every unit with its value, searched without diacritics, sorted both ways. */
export function MapList(props: ListProps) {
  const t = useT(mapTexts);
  const { shapes, values, title, scale } = props;
  const [text, setText] = useState('');
  const [order, setOrder] = useState<Order>({ by: 'value', descending: scale.alert !== 'lowest' });
  const rows = useMemo(
    () => shapes.units.map((unit) => ({ code: unit.code, name: unit.name, value: values.get(unit.code) })),
    [shapes, values],
  );
  const shown = ordered(
    rows.filter((row) => plain(row.name).includes(plain(text))),
    order,
  );
  return (
    <div className="pmap-list">
      <label className="osearch">
        <IconSearch className="i" aria-hidden="true" />
        <span className="sr">{t('search')}</span>
        <input
          type="search"
          placeholder={t('search')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <section className="pmap-scroll" aria-label={t('list', { title })}>
        <table className="dtable pmap-table">
          <caption className="sr">{t('list', { title })}</caption>
          <thead>
            <tr>
              <SortHead by="name" name={t('unit')} order={order} onOrder={setOrder} />
              <SortHead
                by="value"
                name={props.valueName ?? t('value')}
                order={order}
                onOrder={setOrder}
                end
              />
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <ListRow key={row.code} row={row} props={props} />
            ))}
          </tbody>
        </table>
        {shown.length === 0 ? <p className="pmap-none">{t('none')}</p> : null}
      </section>
    </div>
  );
}

type HeadProps = {
  by: Order['by'];
  name: string;
  order: Order;
  onOrder: (order: Order) => void;
  end?: boolean;
};

function SortHead({ by, name, order, onOrder, end }: HeadProps) {
  const t = useT(mapTexts);
  const sorted = order.by === by;
  const Shape = sorted && order.descending ? IconSortDescending : IconSortAscending;
  return (
    <th
      scope="col"
      className={end ? 'end' : undefined}
      aria-sort={sorted ? (order.descending ? 'descending' : 'ascending') : undefined}
    >
      <button
        type="button"
        title={t('sortBy', { name })}
        onClick={() => onOrder({ by, descending: sorted ? !order.descending : by === 'value' })}
      >
        {name}
        <Shape className="i" aria-hidden="true" />
      </button>
    </th>
  );
}

function ListRow({ row, props }: { row: Row; props: ListProps }) {
  const t = useT(mapTexts);
  const { picked, onPick, ranks, scale } = props;
  const rank = ranks.get(row.code);
  const key = rank ? (
    <span className="pmap-key pmap-ranked-key">{rank}</span>
  ) : (
    <span className={`pmap-key ${cellClass(row.value, scale)}`} />
  );
  return (
    <tr data-picked={row.code === picked}>
      <th scope="row">
        {onPick ? (
          <button
            type="button"
            className="pmap-go"
            aria-pressed={row.code === picked}
            onClick={() => onPick(row.code === picked ? null : row.code)}
          >
            {key}
            {row.name}
          </button>
        ) : (
          <span className="pmap-go">
            {key}
            {row.name}
          </span>
        )}
      </th>
      <td className="end num">{row.value?.text ?? t('silent')}</td>
    </tr>
  );
}
