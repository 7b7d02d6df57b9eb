import type { CatalogFault } from './errors.ts';
import type { AgencyRow, AgencySuccessionRow, PlaceChangeRow, PlaceUnitRow } from './schemas.ts';

type Dated = { validFrom: string | null; validTo: string | null };

/** Is a dated row in force on a legal day? [from, to). */
export function isInForce(row: Dated, day: string): boolean {
  return (row.validFrom === null || row.validFrom <= day) && (row.validTo === null || day < row.validTo);
}

const overlaps = (a: Dated, b: Dated): boolean =>
  (a.validTo === null || b.validFrom === null || b.validFrom < a.validTo) &&
  (b.validTo === null || a.validFrom === null || a.validFrom < b.validTo);

const dayBefore = (day: string): string => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
};

const grouped = <T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
};

const fault = (sheet: string, path: string, message: string): CatalogFault => ({
  sheet,
  row: null,
  path,
  message,
});

const overlapFaults = <T extends Dated>(sheet: string, groups: Map<string, T[]>): CatalogFault[] => {
  const faults: CatalogFault[] = [];
  for (const [key, rows] of groups) {
    for (const [index, a] of rows.entries()) {
      if (a.validFrom !== null && a.validTo !== null && a.validTo <= a.validFrom) {
        faults.push(fault(sheet, key, 'validTo is not after validFrom'));
      }
      for (const b of rows.slice(index + 1))
        if (overlaps(a, b)) faults.push(fault(sheet, key, 'validity overlaps'));
    }
  }
  return faults;
};

const unitFaults = (unit: PlaceUnitRow, byCode: Map<string, PlaceUnitRow[]>): CatalogFault[] => {
  const faults: CatalogFault[] = [];
  const at = unit.validFrom ?? (unit.validTo === null ? '9999-12-31' : dayBefore(unit.validTo));
  const inForce = (code: string): PlaceUnitRow | undefined =>
    byCode.get(code)?.find((other) => isInForce(other, at));
  if (unit.parent !== null && inForce(unit.parent) === undefined) {
    faults.push(fault('places', unit.code, `parent ${unit.parent} is not in force`));
  }
  for (const neighbour of unit.neighbours ?? []) {
    if (inForce(neighbour)?.neighbours?.includes(unit.code) !== true) {
      faults.push(fault('places', unit.code, `neighbour ${neighbour} is not mutual`));
    }
  }
  return faults;
};

/** Rules across places and their changes; an empty answer means none is broken. */
export function checkPlaces(
  units: readonly PlaceUnitRow[],
  changes: readonly PlaceChangeRow[],
): CatalogFault[] {
  const byCode = grouped(units, (unit) => unit.code);
  const faults = overlapFaults('places', byCode);
  for (const unit of units) faults.push(...unitFaults(unit, byCode));
  const exists = (code: string, day: string): boolean =>
    byCode.get(code)?.some((unit) => isInForce(unit, day)) === true;
  for (const change of changes) {
    const path = `${change.on}:${change.from}>${change.to}`;
    if (!exists(change.from, dayBefore(change.on)))
      faults.push(fault('places', path, 'old unit not in force the day before'));
    if (!exists(change.to, change.on)) faults.push(fault('places', path, 'new unit not in force on the day'));
  }
  for (const [from, rows] of grouped(changes, (change) => `${change.on}:${change.from}`)) {
    const wrong =
      rows.length > 1
        ? rows.some((row) => row.kind !== 'partial')
        : rows.some((row) => row.kind === 'partial');
    if (wrong)
      faults.push(
        fault('places', from, 'a divided unit has several partial changes, an undivided one exactly one'),
      );
  }
  const ended = units.filter((unit) => unit.level === 'commune' && unit.validTo !== null);
  for (const unit of ended) {
    if (!changes.some((change) => change.from === unit.code && change.on === unit.validTo)) {
      faults.push(fault('places', unit.code, 'unit ends without a change that says where it went'));
    }
  }
  return faults;
}

const successorLoop = (start: string, next: Map<string, AgencySuccessionRow[]>): boolean => {
  const open = [...(next.get(start) ?? [])].map((row) => row.to);
  const seen = new Set<string>();
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (key === start) return true;
    if (seen.has(key)) continue;
    seen.add(key);
    for (const row of next.get(key) ?? []) open.push(row.to);
  }
  return false;
};

const successionFaults = (
  agencies: readonly AgencyRow[],
  successions: readonly AgencySuccessionRow[],
): CatalogFault[] => {
  const faults: CatalogFault[] = [];
  const byKey = new Map(agencies.map((agency) => [agency.key, agency]));
  for (const row of successions) {
    const path = `${row.on}:${row.from}>${row.to}`;
    const to = byKey.get(row.to);
    if (!byKey.has(row.from)) faults.push(fault('agencies', path, 'predecessor unknown'));
    if (to === undefined || !isInForce(to, row.on)) {
      faults.push(fault('agencies', path, 'successor not in force on the day'));
    }
  }
  return faults;
};

/** Rules across agencies and their successions. */
export function checkAgencies(
  agencies: readonly AgencyRow[],
  successions: readonly AgencySuccessionRow[],
): CatalogFault[] {
  const keys = new Set(agencies.map((agency) => agency.key));
  const coded = agencies.filter((agency) => agency.code !== null);
  const faults = overlapFaults(
    'agencies',
    grouped(coded, (agency) => String(agency.code)),
  );
  faults.push(...successionFaults(agencies, successions));
  const next = grouped(successions, (row) => row.from);
  for (const key of next.keys()) {
    if (successorLoop(key, next)) faults.push(fault('agencies', key, 'succession is circular'));
  }
  for (const agency of agencies) {
    if (agency.parent !== null && !keys.has(agency.parent)) {
      faults.push(fault('agencies', agency.key, `parent ${agency.parent} unknown`));
    }
    if (agency.validTo !== null && !(next.get(agency.key) ?? []).some((row) => row.on === agency.validTo)) {
      faults.push(fault('agencies', agency.key, 'agency ends without a successor'));
    }
  }
  return faults;
}
