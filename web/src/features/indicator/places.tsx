import * as indicator from '#contract/indicator';
import { tiles } from '#lib/province-map';
import { listAgencies } from '#contract/agency';
import { useRead } from '../../app/api.ts';
import { usePick, useT } from '../../app/language.tsx';
import { PageError } from '../../app/problem.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { type MapValue, ProvinceMap, quantileScale } from '../../ui/province-map.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { FigureCell, useFigureText } from './figure-text.tsx';
import { amountText } from './show.ts';
import { texts } from './texts.ts';

type Row = indicator.IndicatorRow;
type Props = { row: Row; on: string; asKnownOn: string | undefined };

/** The figure of each commune on the map, with the list beside it. */
export function Places({
  row,
  on,
  asKnownOn,
  picked,
  onPick,
}: Props & { picked: string | null; onPick: (unit: string | null) => void }) {
  const t = useT(texts);
  const pick = usePick();
  const textOf = useFigureText();
  const found = useRead(indicator.readFigures, { query: { keys: row.key, on, by: 'place', asKnownOn } });
  if (found.error) return <PageError error={found.error} onRetry={() => void found.refetch()} />;
  const byPlace = new Map((found.data?.items ?? []).map((figure) => [figure.place, figure]));
  const values = tiles.map((tile): MapValue => {
    const figure = byPlace.get(tile.code);
    if (!figure) return { unit: tile.code, value: null, text: t('state.missing'), state: 'silent' };
    const text = textOf(figure, row.unit.kind);
    if (figure.state === 'suppressed') return { unit: tile.code, value: null, text, state: 'suppressed' };
    return figure.value === null
      ? { unit: tile.code, value: null, text, state: 'silent' }
      : { unit: tile.code, value: figure.value, text };
  });
  const alert = row.direction === 'up' ? 'lowest' : row.direction === 'down' ? 'highest' : undefined;
  const scale = quantileScale(values, (value) => amountText(value, row.unit.kind));
  return (
    <section className="card pad">
      <ProvinceMap
        title={t('byPlace')}
        values={values}
        scale={{ ...scale, alert }}
        legend={pick(row.title)}
        picked={picked}
        onPick={onPick}
      />
    </section>
  );
}

/** The figure of each unit, the weakest first where more is better. */
export function Units({ row, on, asKnownOn }: Props) {
  const t = useT(texts);
  const pick = usePick();
  const textOf = useFigureText();
  const found = useRead(indicator.readFigures, { query: { keys: row.key, on, by: 'unit', asKnownOn } });
  const agencies = useRead(listAgencies, { query: { former: 'true' } }, { staleTime: Infinity });
  const names = new Map(
    (agencies.data?.items ?? []).map((one) => [one.id, pick({ vi: one.name, en: one.nameEn })]),
  );
  const nameOf = (figure: indicator.Figure) => names.get(figure.unitId ?? '') ?? '';
  const sign = row.direction === 'down' ? -1 : 1;
  const rows = found.data?.items.toSorted((a, b) => ((a.value ?? Infinity) - (b.value ?? Infinity)) * sign);
  const columns: Column<indicator.Figure>[] = [
    { id: 'unit', name: t('unit'), show: nameOf, text: nameOf },
    {
      id: 'value',
      name: t('col.value'),
      show: (figure) => <FigureCell figure={figure} kind={row.unit.kind} />,
      text: (figure) => textOf(figure, row.unit.kind),
      end: true,
    },
  ];
  if (row.hasDenominator)
    columns.push({
      id: 'of',
      name: t('makeup'),
      show: (figure) => sidesText(t('of', { a: figure.numerator ?? '–', b: figure.denominator ?? '–' })),
      text: (figure) => `${figure.numerator ?? ''}/${figure.denominator ?? ''}`,
      end: true,
    });
  if (found.error) return <PageError error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <section className="stack-sm">
      <h3>{t('byUnit')}</h3>
      <DataTable
        name="chi-so-don-vi"
        caption={t('byUnit')}
        columns={columns}
        rows={rows}
        rowId={(figure) => figure.unitId ?? ''}
        empty={<EmptyState title={t('state.missing')} />}
      />
    </section>
  );
}

const sidesText = (text: string) => <span className="num">{text}</span>;
