import { createHash } from 'node:crypto';
import { type EssentialServiceRow, expectSheet, parseSheet } from '#lib/catalog';
import { type ServiceDefinition, feesFor, onDay, parseDefinition } from '#lib/service-definition';
import { foldForSearch } from '#lib/vietnamese';
import { type Ctx, legalDay } from '#platform/runtime';
import { type Listing, publishDefinition, storeListing } from './store.ts';

export interface CatalogueFile {
  readonly name: string;
  readonly text: string;
}

export interface ImportResult {
  readonly added: number;
  readonly same: number;
  readonly listings: number;
}

function searchText(parts: readonly (string | null | undefined)[]): string {
  return foldForSearch(parts.filter(Boolean).join(' '));
}

function lowestOnlineFee(definition: ServiceDefinition, day: string): number | null {
  const result = feesFor(definition, {
    day,
    channel: 'online',
    applicant: { kind: 'person' },
    filer: { relation: 'self' },
    form: { copies: 1 },
    data: {},
  });
  return result.ok ? result.total : null;
}

const unitWords = {
  HOUR: { vi: 'giờ làm việc', en: 'working hours' },
  WORKING_DAY: { vi: 'ngày làm việc', en: 'working days' },
  DAY: { vi: 'ngày', en: 'days' },
} as const;

function timeLimitText(definition: ServiceDefinition, day: string): string | null {
  const limit = onDay(definition.cases[0]?.timeLimits ?? [], day);
  if (!limit) return null;
  return limit.amount === 0 ? 'Trong ngày làm việc' : `${limit.amount} ${unitWords[limit.unit].vi}`;
}

function listingOf(definition: ServiceDefinition, day: string): Listing {
  return {
    code: definition.code,
    essentialNumber: definition.essential,
    name: definition.name,
    field: definition.field.name,
    searchText: searchText([
      definition.code,
      definition.name.vi,
      definition.name.en,
      definition.summary.vi,
      definition.field.name.vi,
    ]),
    levels: [...new Set(definition.agencies.receives.map((agency) => agency.kind))],
    timeLimit: timeLimitText(definition, day),
    feeText: null,
    feeAmount: lowestOnlineFee(definition, day),
    isOpen: true,
    verified: definition.verified,
    source: Object.values(definition.sources).join('; '),
  };
}

function essentialListing(row: EssentialServiceRow, code: string): Listing {
  return {
    code,
    essentialNumber: row.number,
    name: { vi: row.name, en: row.name },
    field: { vi: row.ministry, en: row.ministry },
    searchText: searchText([code, row.name, row.result]),
    levels: row.level,
    timeLimit: row.timeLimit ?? null,
    feeText: row.fee ?? null,
    feeAmount: null,
    isOpen: false,
    verified: row.verified,
    source: row.source,
  };
}

/**
 * Brings the catalogue's procedures into the register. Importing the same files again changes nothing; a published
 * version that differs is refused. Rows of essential services without a definition are listed by their facts.
 */
export async function importCatalogue(ctx: Ctx, files: readonly CatalogueFile[]): Promise<ImportResult> {
  const day = legalDay(ctx.clock.now());
  const sheets = files.filter((file) => /^sheet:/m.test(file.text));
  const definitions = files
    .filter((file) => !sheets.includes(file))
    .map((file) => parseDefinition(file.text));
  let added = 0;
  for (const definition of definitions) {
    const hash = createHash('sha256').update(JSON.stringify(definition)).digest('hex');
    if ((await publishDefinition(ctx, { definition, hash })) === 'added') added += 1;
  }
  const current = new Map(
    definitions.toSorted((a, b) => a.version - b.version).map((definition) => [definition.code, definition]),
  );
  const listings = [...current.values()].map((definition) => listingOf(definition, day));
  for (const file of sheets) {
    for (const row of expectSheet(parseSheet(file.text), 'essential-service').rows) {
      const [code] = row.codes;
      if (code && !current.has(code)) listings.push(essentialListing(row, code));
    }
  }
  for (const listing of listings) await storeListing(ctx, listing);
  if (added > 0)
    await ctx.events.emit({ type: 'procedure.published', streamId: ctx.ids.next(), data: { added } });
  return { added, same: definitions.length - added, listings: listings.length };
}
