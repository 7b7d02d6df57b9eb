import { Document, isMap, isSeq, parseDocument } from 'yaml';
import { z } from 'zod';
import { CatalogError, type CatalogFault } from './errors.ts';
import {
  planDeadlineRow,
  planDifferenceRow,
  planGroupRow,
  planModelRow,
  planStepRow,
  planTaskRow,
  planTotalRow,
  planUnitRow,
  type PlanDeadlineRow,
  type PlanDifferenceRow,
  type PlanGroupRow,
  type PlanModelRow,
  type PlanStepRow,
  type PlanTaskRow,
  type PlanTotalRow,
  type PlanUnitRow,
} from './plan-schemas.ts';
import {
  agencyRow,
  agencySuccessionRow,
  essentialServiceRow,
  instrumentRow,
  modelRow,
  placeChangeRow,
  placeUnitRow,
  type AgencyRow,
  type AgencySuccessionRow,
  type EssentialServiceRow,
  type InstrumentRow,
  type ModelRow,
  type PlaceChangeRow,
  type PlaceUnitRow,
} from './schemas.ts';

export type RowByKind = {
  'place-unit': PlaceUnitRow;
  'place-change': PlaceChangeRow;
  agency: AgencyRow;
  'agency-succession': AgencySuccessionRow;
  instrument: InstrumentRow;
  'essential-service': EssentialServiceRow;
  model: ModelRow;
  'plan-group': PlanGroupRow;
  'plan-unit': PlanUnitRow;
  'plan-model': PlanModelRow;
  'plan-task': PlanTaskRow;
  'plan-step': PlanStepRow;
  'plan-deadline': PlanDeadlineRow;
  'plan-total': PlanTotalRow;
  'plan-difference': PlanDifferenceRow;
};
export type SheetKind = keyof RowByKind;

const schemas: { [K in SheetKind]: z.ZodType<RowByKind[K]> } = {
  'place-unit': placeUnitRow,
  'place-change': placeChangeRow,
  agency: agencyRow,
  'agency-succession': agencySuccessionRow,
  instrument: instrumentRow,
  'essential-service': essentialServiceRow,
  model: modelRow,
  'plan-group': planGroupRow,
  'plan-unit': planUnitRow,
  'plan-model': planModelRow,
  'plan-task': planTaskRow,
  'plan-step': planStepRow,
  'plan-deadline': planDeadlineRow,
  'plan-total': planTotalRow,
  'plan-difference': planDifferenceRow,
};

const sheetKinds = Object.keys(schemas) as SheetKind[];

const header = z.strictObject({
  sheet: z.enum(sheetKinds as [SheetKind, ...SheetKind[]]),
  id: z.string().regex(/^[a-z0-9-]+(?:\/[a-z0-9-]+)*$/),
  about: z.string().min(1),
  sources: z.record(z.string(), z.string().min(1)),
  rows: z.array(z.unknown()),
});

/** One file of the catalogue: what it is about, its sources by short key, and its rows. */
export type Sheet<K extends SheetKind = SheetKind> = {
  sheet: K;
  id: string;
  about: string;
  sources: Record<string, string>;
  rows: RowByKind[K][];
};

const keyOf: { [K in SheetKind]: (row: RowByKind[K]) => string } = {
  'place-unit': (row) => `${row.code}@${row.validFrom ?? ''}`,
  'place-change': (row) => `${row.on}:${row.from}>${row.to}`,
  agency: (row) => row.key,
  'agency-succession': (row) => `${row.on}:${row.from}>${row.to}`,
  instrument: (row) => row.id,
  'essential-service': (row) => String(row.number),
  model: (row) => String(row.handbook),
  'plan-group': (row) => row.group,
  'plan-unit': (row) => row.abbreviation,
  'plan-model': (row) => String(row.handbook),
  'plan-task': (row) => `${row.model}.${row.number}`,
  'plan-step': (row) => `${row.model}.${row.number}`,
  'plan-deadline': (row) => `${row.model}.${row.number}`,
  'plan-total': (row) => row.key,
  'plan-difference': (row) => row.key,
};

/** The identity of a row within its kind; two rows with one key are two revisions of one fact. */
export function rowKey<K extends SheetKind>(kind: K, row: RowByKind[K]): string {
  return keyOf[kind](row);
}

const issueFaults = (error: z.ZodError, sheet: string, row: number | null): CatalogFault[] =>
  error.issues.map((issue) => ({ sheet, row, path: issue.path.join('.'), message: issue.message }));

const rowsOf = (raw: z.infer<typeof header>): { rows: RowByKind[SheetKind][]; faults: CatalogFault[] } => {
  const faults: CatalogFault[] = [];
  const rows: RowByKind[SheetKind][] = [];
  const seen = new Set<string>();
  for (const [index, candidate] of raw.rows.entries()) {
    const parsed = schemas[raw.sheet].safeParse(candidate);
    if (!parsed.success) {
      faults.push(...issueFaults(parsed.error, raw.id, index));
      continue;
    }
    const identity = (keyOf[raw.sheet] as (row: RowByKind[SheetKind]) => string)(parsed.data);
    if (seen.has(identity))
      faults.push({ sheet: raw.id, row: index, path: '', message: `key ${identity} occurs twice` });
    seen.add(identity);
    if (!(parsed.data.source in raw.sources)) {
      faults.push({
        sheet: raw.id,
        row: index,
        path: 'source',
        message: `source ${parsed.data.source} is not listed`,
      });
    }
    rows.push(parsed.data);
  }
  return { rows, faults };
};

/**
 * Reads a sheet.
 * @throws CatalogError with every fault: malformed YAML, a row against its schema, a key twice, a source not listed.
 */
export function parseSheet(text: string): Sheet {
  const document = parseDocument(text, { uniqueKeys: true });
  if (document.errors.length > 0) {
    throw new CatalogError(
      document.errors.map((error) => ({ sheet: '?', row: null, path: '', message: error.message })),
    );
  }
  const head = header.safeParse(document.toJS({ maxAliasCount: 0 }));
  if (!head.success) throw new CatalogError(issueFaults(head.error, '?', null));
  const { rows, faults } = rowsOf(head.data);
  if (faults.length > 0) throw new CatalogError(faults);
  return { ...head.data, rows } as Sheet;
}

/** Checks one row of a kind, e.g. from a JSON column. @throws ZodError */
export function parseRow<K extends SheetKind>(kind: K, row: unknown): RowByKind[K] {
  return schemas[kind].parse(row);
}

/** Narrows a sheet to one kind. @throws CatalogError when it is another kind. */
export function expectSheet<K extends SheetKind>(sheet: Sheet, kind: K): Sheet<K> {
  if (sheet.sheet !== kind) {
    throw new CatalogError([{ sheet: sheet.id, row: null, path: 'sheet', message: `expected ${kind}` }]);
  }
  return sheet as unknown as Sheet<K>;
}

/** Writes a sheet in its canonical form: one row per line, fields in the schema's order. */
export function renderSheet(sheet: Sheet): string {
  const document = new Document({ ...sheet, rows: sheet.rows }, { aliasDuplicateObjects: false });
  const rows = document.get('rows');
  if (isSeq(rows)) {
    for (const row of rows.items) if (isMap(row)) row.flow = true;
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false, singleQuote: false });
}
