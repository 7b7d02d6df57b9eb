import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  CatalogError,
  canonicalText,
  checkAgencies,
  checkPlaces,
  expectSheet,
  parseSheet,
  planImport,
  renderSheet,
  type AgencyRow,
  type AgencySuccessionRow,
  type PlaceChangeRow,
  type PlaceUnitRow,
  type Sheet,
} from './index.ts';

const root = new URL('../../catalog/', import.meta.url);
const read = (id: string): string => readFileSync(new URL(`${id}.yaml`, root), 'utf8');
const ids = [
  ...readdirSync(new URL('places', root)).map((file) => `places/${file.replace('.yaml', '')}`),
  ...readdirSync(new URL('agencies', root)).map((file) => `agencies/${file.replace('.yaml', '')}`),
  'law/instruments',
  'procedures/essential-services',
  'models',
];
const sheets = ids.map((id) => parseSheet(read(id)));
const rowsOfKind = <T>(kind: string): T[] =>
  sheets.filter((s) => s.sheet === kind).flatMap((s) => s.rows as T[]);
const units = rowsOfKind<PlaceUnitRow>('place-unit');
const changes = rowsOfKind<PlaceChangeRow>('place-change');
const agencies = rowsOfKind<AgencyRow>('agency');
const successions = rowsOfKind<AgencySuccessionRow>('agency-succession');

const tiny = (rows: string): string => `sheet: place-unit\nid: t\nabout: t\nsources:\n  s: t\nrows:\n${rows}`;
const row =
  '{code: "24133", name: A, level: commune, type: Xã, parent: null, validFrom: null, validTo: null, source: s, verified: true}';

describe('the sheets of catalog/', () => {
  it.each(ids)('%s is written in canonical form', (id) => {
    const sheet = parseSheet(read(id));
    expect(sheet.id).toBe(id);
    expect(renderSheet(sheet)).toBe(read(id));
  });

  it('holds the counts of the statistics office', () => {
    const communes = units.filter((unit) => unit.level === 'commune');
    const inForce = (day: string): PlaceUnitRow[] =>
      communes.filter((u) => (u.validFrom ?? '') <= day && (u.validTo === null || day < u.validTo));
    const parents = (code: string): Set<string> =>
      new Set(units.filter((u) => u.level === 'district' && u.parent === code).map((u) => u.code));
    const under = (day: string, province: string): number =>
      inForce(day).filter((u) => parents(province).has(u.parent ?? '')).length;
    expect([under('2023-06-01', '66'), under('2023-06-01', '54')]).toEqual([184, 110]);
    expect([under('2025-01-15', '66'), under('2025-01-15', '54')]).toEqual([180, 106]);
    expect(inForce('2025-06-30')).toHaveLength(286);
    const today = inForce('2025-07-01');
    expect(today.filter((u) => u.type === 'Xã')).toHaveLength(88);
    expect(today.filter((u) => u.type === 'Phường')).toHaveLength(14);
    expect(today.reduce((sum, u) => sum + (u.areaKm2 ?? 0), 0)).toBeCloseTo(18096.4, 0);
    const links = changes.filter((c) => c.on === '2025-07-01' && c.from.length === 5);
    const count = (kind: string): number => links.filter((c) => c.kind === kind).length;
    expect([links.length, count('whole'), count('partial'), count('unchanged'), count('renamed')]).toEqual([
      294, 271, 16, 6, 1,
    ]);
  });

  it('breaks no rule across rows', () => {
    expect(checkPlaces(units, changes)).toEqual([]);
    expect(checkAgencies(agencies, successions)).toEqual([]);
  });

  it('has one committee, one centre and one police for each commune, and 43 models and 53 services', () => {
    for (const kind of ['commune-committee', 'commune-centre', 'commune-police']) {
      expect(agencies.filter((agency) => agency.kind === kind)).toHaveLength(102);
    }
    expect(rowsOfKind('model')).toHaveLength(43);
    expect(rowsOfKind('essential-service')).toHaveLength(53);
  });

  it('cites only instruments that are listed', () => {
    const instruments = new Map(
      rowsOfKind<Sheet<'instrument'>['rows'][number]>('instrument').map((instrument) => [
        instrument.id,
        instrument,
      ]),
    );
    const cited = [...instruments.values()].flatMap((i) => [...(i.amends ?? []), ...(i.replacedBy ?? [])]);
    const fromSuccessions = successions.flatMap((s) => s.law ?? []);
    for (const id of [...cited, ...fromSuccessions]) expect(instruments.has(id), id).toBe(true);
    for (const instrument of instruments.values()) {
      for (const id of instrument.replacedBy ?? []) {
        const next = instruments.get(id)?.validFrom ?? null;
        if (instrument.validTo !== null && next !== null)
          expect(next <= instrument.validTo, instrument.id).toBe(true);
      }
    }
  });
});

describe('parseSheet', () => {
  const faultsOf = (text: string): string => {
    try {
      parseSheet(text);
      return '';
    } catch (error) {
      return error instanceof CatalogError
        ? error.faults.map((f) => `${f.row} ${f.path} ${f.message}`).join('\n')
        : 'other';
    }
  };

  it('names the row and the field of every fault', () => {
    const faults = faultsOf(tiny(`  - ${row.replace('"24133"', '24133')}\n  - ${row.replace('Xã', 'Làng')}`));
    expect(faults).toContain('0 code');
    expect(faults).toContain('1 type');
  });

  it.each([
    ['an unknown field', row.replace('verified', 'extra: 1, verified')],
    ['a day that does not exist', row.replace('validTo: null', 'validTo: 2025-02-29')],
    ['a source that is not listed', row.replace('source: s', 'source: q')],
    ['a row without its mark', row.replace(', verified: true', '')],
  ])('refuses %s', (_name, bad) => {
    expect(faultsOf(tiny(`  - ${bad}`))).not.toBe('');
  });

  it('refuses a key twice, broken YAML, aliases and an unknown kind', () => {
    expect(faultsOf(tiny(`  - ${row}\n  - ${row}`))).toContain('occurs twice');
    expect(faultsOf('sheet: [')).not.toBe('');
    expect(faultsOf(tiny(`  - ${row}`).replace('place-unit', 'place'))).not.toBe('');
    expect(() => expectSheet(parseSheet(tiny(`  - ${row}`)), 'agency')).toThrow(CatalogError);
  });

  it('accepts a leap day', () => {
    expect(faultsOf(tiny(`  - ${row.replace('validTo: null', 'validTo: 2024-02-29')}`))).toBe('');
  });
});

describe('planImport', () => {
  const base = expectSheet(parseSheet(tiny(`  - ${row}`)), 'place-unit').rows[0] as PlaceUnitRow;
  const item = (over: Partial<PlaceUnitRow>): { row: PlaceUnitRow; hash: string } => {
    const merged = { ...base, ...over };
    return { row: merged, hash: canonicalText(merged) };
  };

  it('plans nothing for what is already known, whatever the order of fields', () => {
    const known = new Map([['24133@', canonicalText(Object.fromEntries(Object.entries(base).toReversed()))]]);
    expect(planImport('place-unit', known, [item({})])).toEqual({
      added: [],
      revised: [],
      unchanged: 1,
      missing: [],
    });
  });

  it('tells added, revised and missing apart', () => {
    const known = new Map([
      ['24133@', 'old'],
      ['24134@', 'x'],
    ]);
    const plan = planImport('place-unit', known, [item({ name: 'B' }), item({ code: '24135' })]);
    expect(plan.revised.map((p) => p.row.name)).toEqual(['B']);
    expect(plan.added.map((p) => p.row.code)).toEqual(['24135']);
    expect(plan.missing).toEqual(['24134@']);
  });
});

describe('rules across rows', () => {
  const unit = (code: string, over: Partial<PlaceUnitRow> = {}): PlaceUnitRow => ({
    code,
    name: code,
    level: 'commune',
    type: 'Xã',
    parent: null,
    validFrom: null,
    validTo: null,
    source: 's',
    verified: true,
    ...over,
  });
  const change = (from: string, to: string, kind: PlaceChangeRow['kind']): PlaceChangeRow => ({
    on: '2025-07-01',
    from,
    to,
    kind,
    source: 's',
    verified: true,
  });

  it('finds overlapping validity, one-sided neighbours and a parent that ended', () => {
    const faults = checkPlaces(
      [
        unit('10001', { validTo: '2025-07-02' }),
        unit('10001', { validFrom: '2025-07-01' }),
        unit('10002', { neighbours: ['10003'] }),
        unit('10003'),
        unit('10004', { parent: '643' }),
      ],
      [],
    ).map((f) => f.message);
    expect(faults).toContain('validity overlaps');
    expect(faults).toContain('neighbour 10003 is not mutual');
    expect(faults).toContain('parent 643 is not in force');
    expect(faults).toContain('unit ends without a change that says where it went');
  });

  it('accepts a code that goes on with another meaning on the very day', () => {
    const units = [unit('10001', { validTo: '2025-07-01' }), unit('10001', { validFrom: '2025-07-01' })];
    expect(checkPlaces(units, [change('10001', '10001', 'whole')])).toEqual([]);
  });

  it('finds a division into one part and a change to a unit that is not there', () => {
    const units = [unit('10001', { validTo: '2025-07-01' }), unit('10002', { validFrom: '2025-07-01' })];
    expect(checkPlaces(units, [change('10001', '10002', 'partial')])).toHaveLength(1);
    expect(checkPlaces(units, [change('10001', '10009', 'whole')]).map((f) => f.message)).toEqual([
      'new unit not in force on the day',
    ]);
  });

  it('finds a circular succession and an agency that ends without one', () => {
    const agency = (key: string, over: Partial<AgencyRow> = {}): AgencyRow => ({
      key,
      code: null,
      provisional: true,
      name: key,
      nameEn: key,
      kind: 'department',
      parent: null,
      places: ['66'],
      validFrom: null,
      validTo: null,
      source: 's',
      verified: false,
      ...over,
    });
    const succession = (from: string, to: string): AgencySuccessionRow => ({
      on: '2025-03-01',
      from,
      to,
      scope: [],
      source: 's',
      verified: false,
    });
    const messages = checkAgencies(
      [agency('a'), agency('b'), agency('c', { validTo: '2025-03-01' })],
      [succession('a', 'b'), succession('b', 'a')],
    ).map((f) => f.message);
    expect(messages).toContain('succession is circular');
    expect(messages).toContain('agency ends without a successor');
  });
});
