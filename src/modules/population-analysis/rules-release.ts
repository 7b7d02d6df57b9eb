import { type Box, protectLine, protectRows, type Verdict } from '#lib/disclosure';
import { ageGroups, broadGroups, broadOf, NO_HAMLET, OTHER, PROVINCE } from './rules.ts';

/** Counts of one instant, as they come from the registers. */
export interface RawCounts {
  readonly places: readonly string[];
  readonly people: readonly {
    readonly place: string;
    readonly sex: string;
    readonly age: number;
    readonly count: number;
  }[];
  readonly ethnicities: readonly { readonly place: string; readonly group: string; readonly count: number }[];
  readonly hamlets: readonly { readonly place: string; readonly hamlet: string; readonly count: number }[];
  readonly households: readonly { readonly place: string; readonly hamlet: string; readonly count: number }[];
}

export interface Figure {
  readonly place: string;
  readonly measure: Measure;
  readonly category: string;
  readonly sex: string;
  /** Null: not named. */
  readonly value: number | null;
}
export type Measure =
  | 'persons'
  | 'sex'
  | 'broad'
  | 'age'
  | 'ethnicity'
  | 'households'
  | 'hamlet'
  | 'hamlet_households';

export interface Release {
  readonly figures: readonly Figure[];
  readonly hidden: number;
  /** Measures whose figures by commune are not published at all. */
  readonly withheld: readonly Measure[];
}

interface Grid {
  readonly places: readonly string[];
  /** place × sex × five-year group */
  readonly cells: readonly (readonly (readonly number[])[])[];
  readonly blank: readonly boolean[][][];
}
interface Rules {
  readonly least: number;
  readonly hamlets: boolean;
}

const sexes = ['male', 'female'] as const;
const ages = [...ageGroups.keys()];
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const transpose = (rows: readonly (readonly number[])[]) =>
  (rows[0] ?? []).map((_, col) => sum(rows.map((row) => row[col] ?? 0)));

function gridOf(raw: RawCounts): Grid {
  const at = new Map(raw.places.map((place, index) => [place, index]));
  const cells = raw.places.map(() => sexes.map(() => ages.map(() => 0)));
  for (const { place, sex, age, count } of raw.people) {
    const line = cells[at.get(place) ?? -1]?.[sexes.indexOf(sex as 'male')];
    if (line) line[age] = (line[age] ?? 0) + count;
  }
  return { places: raw.places, cells, blank: cells.map((one) => one.map((line) => line.map(() => false))) };
}

const cellAt = (grid: Grid, place: number, at: { sex: number; age: number }) =>
  grid.cells[place]?.[at.sex]?.[at.age] ?? 0;

function blankOut(grid: Grid, place: number, which: (sex: number, age: number) => boolean): void {
  grid.blank[place]?.forEach((line, sex) =>
    line.forEach((_, age) => {
      if (which(sex, age)) line[age] = true;
    }),
  );
}

type Way = 'up' | 'down';

/** Sexes exchanged between two communes: somebody of the same age must be there to go each way. */
function sexCarriers(grid: Grid) {
  return ({ row, col, otherRow, otherCol }: Box, way: Way) =>
    ages.some((age) =>
      way === 'up'
        ? cellAt(grid, row, { sex: otherCol, age }) > 0 && cellAt(grid, otherRow, { sex: col, age }) > 0
        : cellAt(grid, row, { sex: col, age }) > 0 && cellAt(grid, otherRow, { sex: otherCol, age }) > 0,
    );
}

/** Broad ages exchanged between two communes: two persons of one sex, one of each broad group. */
function broadCarriers(grid: Grid) {
  const has = (place: number, at: { sex: number; group: number }) =>
    ages.some((age) => broadOf(age) === at.group && cellAt(grid, place, { sex: at.sex, age }) > 0);
  return ({ row, col, otherRow, otherCol }: Box, way: Way) =>
    sexes.some((_, sex) =>
      way === 'up'
        ? has(row, { sex, group: otherCol }) && has(otherRow, { sex, group: col })
        : has(row, { sex, group: col }) && has(otherRow, { sex, group: otherCol }),
    );
}

const isHidden = (verdict: Verdict | undefined) => verdict !== undefined && verdict !== 'shown';
const shownOr = (value: number, verdict: Verdict | undefined) => (isHidden(verdict) ? null : value);

/** Everything that is released of one instant; what is null can be computed from nothing that is not. */
export function release(raw: RawCounts, rules: Rules): Release {
  const totals = totalsOf(raw);
  const small = protectLine(totals, rules);
  const gone = small.map(isHidden);
  const parts = [
    personFigures(raw, totals, gone),
    ...ageFigures(raw, { gone, rules }),
    ethnicityFigures(raw, { gone, rules }),
    householdFigures(raw, { gone, rules }),
    hamletFigures(raw, { gone, rules }),
  ];
  const figures = parts.flatMap((part) => part.figures);
  return {
    figures,
    hidden: figures.filter((figure) => figure.value === null).length,
    withheld: parts.flatMap((part) => part.withheld),
  };
}

interface Part {
  readonly figures: Figure[];
  readonly withheld: Measure[];
}
interface Scene {
  readonly gone: readonly boolean[];
  readonly rules: Rules;
}

function totalsOf(raw: RawCounts): number[] {
  const by = new Map<string, number>();
  for (const { place, count } of raw.people) by.set(place, (by.get(place) ?? 0) + count);
  return raw.places.map((place) => by.get(place) ?? 0);
}

function personFigures(raw: RawCounts, totals: readonly number[], gone: readonly boolean[]): Part {
  const one = { measure: 'persons' as const, category: '', sex: '' };
  const figures = raw.places.map((place, at) => ({
    ...one,
    place,
    value: gone[at] ? null : (totals[at] ?? 0),
  }));
  return { figures: [{ ...one, place: PROVINCE, value: sum(totals) }, ...figures], withheld: [] };
}

interface Layer {
  readonly measure: Measure;
  readonly values: readonly (readonly number[])[];
  readonly names: readonly { readonly category: string; readonly sex: string }[];
  readonly verdicts: readonly (readonly Verdict[])[];
  readonly holds: boolean;
  readonly margin: readonly Verdict[];
}

/** Figures of a table and of its column sums; by commune only when every small one could be covered. */
function layerFigures(raw: RawCounts, layer: Layer, gone: readonly boolean[]): Part {
  const { measure, values, names, verdicts, holds, margin } = layer;
  const named = holds && !margin.some(isHidden);
  const sums = transpose(values);
  const province = names.map((name, col) => ({
    ...name,
    measure,
    place: PROVINCE,
    value: shownOr(sums[col] ?? 0, margin[col]),
  }));
  const communes = raw.places.flatMap((place, row) =>
    names.map((name, col) => ({
      ...name,
      measure,
      place,
      value: named && !gone[row] ? shownOr(values[row]?.[col] ?? 0, verdicts[row]?.[col]) : null,
    })),
  );
  return { figures: [...province, ...communes], withheld: named ? [] : [measure] };
}

function ageFigures(raw: RawCounts, scene: Scene): Part[] {
  const { gone, rules } = scene;
  const grid = gridOf(raw);
  gone.forEach((isGone, place) => {
    if (isGone) blankOut(grid, place, () => true);
  });
  const bySex = grid.cells.map((one) => one.map(sum));
  const sexTable = { values: bySex, hidden: bySex.map((line, at) => line.map(() => gone[at] ?? false)) };
  const sex = protectRows({ ...sexTable, allows: sexCarriers(grid) }, rules);
  sex.verdicts.forEach((line, place) => blankOut(grid, place, (one) => isHidden(line[one])));
  const byBroad = broadCounts(raw);
  const broadTable = {
    values: byBroad,
    hidden: byBroad.map((line, at) => line.map(() => gone[at] ?? false)),
  };
  const broad = protectRows({ ...broadTable, allows: broadCarriers(grid) }, rules);
  broad.verdicts.forEach((line, place) => blankOut(grid, place, (_, age) => isHidden(line[broadOf(age)])));
  const first = [
    layerFigures(
      raw,
      {
        measure: 'sex',
        values: bySex,
        names: sexes.map((one) => ({ category: '', sex: one })),
        ...sex,
        margin: protectLine(transpose(bySex), rules),
      },
      gone,
    ),
    layerFigures(
      raw,
      {
        measure: 'broad',
        values: byBroad,
        names: broadGroups.map((category) => ({ category, sex: '' })),
        ...broad,
        margin: protectLine(transpose(byBroad), rules),
      },
      gone,
    ),
  ];
  const holds = sex.holds && broad.holds && first.every((part) => part.withheld.length === 0);
  return [...first, ...pyramidFigures(raw, { grid, gone, rules, holds })];
}

/** Broad groups of all persons, those of unknown sex among them. */
function broadCounts(raw: RawCounts): number[][] {
  const at = new Map(raw.places.map((place, index) => [place, index]));
  const counts = raw.places.map(() => broadGroups.map(() => 0));
  for (const { place, age, count } of raw.people) {
    const line = counts[at.get(place) ?? -1];
    const group = broadOf(age);
    if (line) line[group] = (line[group] ?? 0) + count;
  }
  return counts;
}

type Pyramid = Scene & { readonly grid: Grid; readonly holds: boolean };

/** Each sex by itself: its sums by commune, by age in the province, and by broad group in a commune stay as they are. */
function pyramidFigures(raw: RawCounts, { grid, gone, rules, holds }: Pyramid): Part[] {
  const tables = sexes.map((_, sex) => {
    const values = grid.cells.map((one) => one[sex] ?? []);
    const hidden = grid.blank.map((one) => one[sex] ?? []);
    return { values, hidden, ...protectRows({ values, hidden, groups: ages.map(broadOf) }, rules) };
  });
  const margins = tables.map(({ values }) => marginByGroup(transpose(values), rules));
  const whole =
    holds && tables.every((table) => table.holds) && !margins.some((margin) => margin.some(isHidden));
  return tables.map(({ values, hidden, verdicts }, sex) => {
    const named = verdicts.map((line, row) =>
      line.map((verdict, col): Verdict => (hidden[row]?.[col] ? 'covering' : verdict)),
    );
    const layer: Layer = {
      measure: 'age',
      values,
      names: ageGroups.map((category) => ({ category, sex: sexes[sex] ?? '' })),
      verdicts: named,
      holds: whole,
      margin: margins[sex] ?? [],
    };
    return layerFigures(raw, layer, gone);
  });
}

/** A line of ages in which the sums of the broad groups are known. */
function marginByGroup(values: readonly number[], rules: Rules): Verdict[] {
  return broadGroups.flatMap((_, group) =>
    protectLine(
      values.filter((_value, age) => broadOf(age) === group),
      rules,
    ),
  );
}

/** Groups that would be few in the whole province stand together. */
function nameable(raw: RawCounts, { least }: Rules): string[] {
  const by = new Map<string, number>();
  for (const { group, count } of raw.ethnicities) by.set(group, (by.get(group) ?? 0) + count);
  const ordered = [...by].toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  const named = ordered.filter(([, count]) => count >= least * 4);
  let rest = sum(ordered.slice(named.length).map(([, count]) => count));
  while (rest > 0 && rest < least * 4 && named.length > 0) rest += named.pop()?.[1] ?? 0;
  return [...named.map(([group]) => group), ...(rest > 0 ? [OTHER] : [])];
}

function ethnicityFigures(raw: RawCounts, { gone, rules }: Scene): Part {
  const groups = nameable(raw, rules);
  const at = new Map(raw.places.map((place, index) => [place, index]));
  const values = raw.places.map(() => groups.map(() => 0));
  for (const { place, group, count } of raw.ethnicities) {
    const line = values[at.get(place) ?? -1];
    const col = groups.includes(group) ? groups.indexOf(group) : groups.indexOf(OTHER);
    if (line && col >= 0) line[col] = (line[col] ?? 0) + count;
  }
  const hidden = values.map((line, row) => line.map(() => gone[row] ?? false));
  const table = protectRows({ values, hidden }, rules);
  const names = groups.map((category) => ({ category, sex: '' }));
  const margin = protectLine(transpose(values), rules);
  return layerFigures(raw, { measure: 'ethnicity', values, names, ...table, margin }, gone);
}

function householdFigures(raw: RawCounts, { gone, rules }: Scene): Part {
  const by = new Map<string, number>();
  for (const { place, count } of raw.households) by.set(place, (by.get(place) ?? 0) + count);
  const values = raw.places.map((place) => by.get(place) ?? 0);
  const verdicts = protectLine(values, rules);
  const one = { measure: 'households' as const, category: '', sex: '' };
  const communes = raw.places.map((place, index) => ({
    ...one,
    place,
    value: gone[index] ? null : shownOr(values[index] ?? 0, verdicts[index]),
  }));
  return { figures: [{ ...one, place: PROVINCE, value: sum(values) }, ...communes], withheld: [] };
}

/** Hamlets of a commune are parts of its sum; those without one are shown as such. */
function hamletFigures(raw: RawCounts, { gone, rules }: Scene): Part {
  if (!rules.hamlets) return { figures: [], withheld: ['hamlet', 'hamlet_households'] };
  const figures = (['hamlet', 'hamlet_households'] as const).flatMap((measure) => {
    const rows = Map.groupBy(measure === 'hamlet' ? raw.hamlets : raw.households, (row) => row.place);
    return raw.places.flatMap((place, index) => {
      const lines = rows.get(place) ?? [];
      const verdicts = protectLine(
        lines.map((line) => line.count),
        rules,
      );
      return lines.map((line, at) => ({
        place,
        measure,
        category: line.hamlet === '' ? NO_HAMLET : line.hamlet,
        sex: '',
        value: gone[index] ? null : shownOr(line.count, verdicts[at]),
      }));
    });
  });
  return { figures, withheld: [] };
}
