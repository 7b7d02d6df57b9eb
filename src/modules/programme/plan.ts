import type { PlanTaskRow, PlanUnitRow, RowByKind, SheetKind } from '#lib/catalog';
import { type Agency, type AgencyBook, loadAgencyBook } from '#modules/agency';
import { listRows } from '#platform/catalog';
import { type Ctx, oncePerAct } from '#platform/runtime';
import type { AgencyRef, PlanUnit } from './contract-shapes.ts';

const rows = <K extends SheetKind>(ctx: Ctx, kind: K): Promise<RowByKind[K][]> =>
  oncePerAct(ctx, `programme plan ${kind}`, () => listRows(ctx, kind));

/** The facts of the plan as the catalogue publishes them. */
export const planFacts = {
  models: async (ctx: Ctx) => (await rows(ctx, 'model')).toSorted((a, b) => a.handbook - b.handbook),
  details: (ctx: Ctx) => rows(ctx, 'plan-model'),
  units: (ctx: Ctx) => rows(ctx, 'plan-unit'),
  tasks: (ctx: Ctx) => rows(ctx, 'plan-task'),
  steps: (ctx: Ctx) => rows(ctx, 'plan-step'),
  deadlines: (ctx: Ctx) => rows(ctx, 'plan-deadline'),
  groups: (ctx: Ctx) => rows(ctx, 'plan-group'),
  totals: (ctx: Ctx) => rows(ctx, 'plan-total'),
  differences: (ctx: Ctx) => rows(ctx, 'plan-difference'),
};

/** Numbers of legal instruments by their key in the catalogue. */
export async function lawNumbers(ctx: Ctx): Promise<Map<string, string>> {
  return new Map((await rows(ctx, 'instrument')).map((row) => [row.id, row.number]));
}

export const agencyBook = (ctx: Ctx): Promise<AgencyBook> =>
  oncePerAct(ctx, 'programme agencies', () => loadAgencyBook(ctx));

export const refOf = ({ id, name, shortName }: Agency): AgencyRef => ({ id, name, shortName });

const unnamed = (id: string): AgencyRef => ({ id, name: '?', shortName: null });

export async function refById(ctx: Ctx): Promise<(id: string) => AgencyRef> {
  const book = await agencyBook(ctx);
  return (id) => {
    const found = book.byId.get(id);
    return found ? refOf(found) : unnamed(id);
  };
}

/** Finds a unit by its abbreviation or by any other way the source writes it. */
export function unitFinder(units: readonly PlanUnitRow[]): (abbreviation: string) => PlanUnitRow | undefined {
  const byName = new Map(
    units.flatMap((unit) =>
      [unit.abbreviation, ...(unit.aliases ?? [])].map((name) => [name, unit] as const),
    ),
  );
  return (abbreviation) => byName.get(abbreviation);
}

/** Who does today what a unit of the plan was to do, in a field of work, and how it came to them. */
export function unitToday(
  unit: PlanUnitRow,
  book: AgencyBook,
  field?: string,
): { agencies: Agency[]; steps: ReturnType<AgencyBook['follow']>['steps'] } {
  if (unit.agency === null) return { agencies: [], steps: [] };
  const asked = field ?? unit.field;
  const found = book.follow(unit.agency, asked);
  return found.agencies.length > 0 ? found : book.follow(unit.agency);
}

export function presentUnit(
  unit: PlanUnitRow,
  book: AgencyBook,
  options: { field?: string | undefined; lawNumbers: ReadonlyMap<string, string> },
): PlanUnit {
  const { agencies, steps } = unitToday(unit, book, options.field);
  const then = unit.agency === null ? undefined : book.byKey.get(unit.agency);
  const nameOf = (key: string): string => book.byKey.get(key)?.name ?? key;
  return {
    abbreviation: unit.abbreviation,
    name: unit.name,
    agency: then ? refOf(then) : null,
    today: agencies.map(refOf),
    isFormer: then !== undefined && !agencies.some((agency) => agency.id === then.id),
    steps: steps.map((step) => ({
      from: nameOf(step.from),
      to: nameOf(step.to),
      on: step.on,
      law: step.law.map((id) => options.lawNumbers.get(id) ?? id),
      note: step.note,
      verified: step.verified,
    })),
  };
}

/** The one agency that owns a task of the plan today: the unit's successor, else the model's lead, else the fallback. */
export function ownerToday(
  task: Pick<PlanTaskRow, 'unit' | 'field'>,
  known: {
    find: (abbreviation: string) => PlanUnitRow | undefined;
    book: AgencyBook;
    fallback: Agency;
  },
): Agency {
  const unit = known.find(task.unit);
  if (unit === undefined) return known.fallback;
  return unitToday(unit, known.book, task.field).agencies[0] ?? known.fallback;
}

/** The field by which a model's work of a unit went to a successor: as its own tasks name it. */
export function fieldIn(tasks: readonly PlanTaskRow[], model: number, unit: string): string | undefined {
  return tasks.find((task) => task.model === model && task.unit === unit && task.field !== undefined)?.field;
}
