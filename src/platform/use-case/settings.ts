import { type Kysely, sql } from 'kysely';
import type { Database, Principal } from '#platform/runtime';

function uuidArray(ids: readonly string[]): string {
  return `{${ids.join(',')}}`;
}

function termsJson(principal: Principal): string {
  const byRole: Record<string, { agencies: string[]; places: string[] }> = {};
  for (const term of principal.terms) {
    const entry = (byRole[term.role] ??= { agencies: [], places: [] });
    entry.agencies.push(term.agencyId);
    entry.places.push(...term.places);
  }
  return JSON.stringify(byRole);
}

/** Tells the database, for this transaction only, who acts and when: one statement, read by access.*(). */
export async function applySettings(db: Kysely<Database>, principal: Principal, now: Date): Promise<void> {
  const values: Record<string, string> = {
    'app.kind': principal.kind,
    'app.actor': principal.id ?? '',
    'app.person': principal.personId ?? '',
    'app.persons': uuidArray(principal.persons),
    'app.organisations': uuidArray(principal.organisations),
    'app.terms': termsJson(principal),
    'app.now': now.toISOString(),
    'app.evidence': principal.assurance?.evidence ?? 'I0',
    'app.account_level': String(principal.assurance?.accountLevel ?? 0),
    'app.auth_level': String(principal.assurance?.authLevel ?? 0),
  };
  const calls = Object.entries(values).map(([name, value]) => sql`set_config(${name}, ${value}, true)`);
  await sql`select set_config('role', 'serepok_app', true), ${sql.join(calls)}`.execute(db);
}

export async function applyBasis(db: Kysely<Database>, basisId: string): Promise<void> {
  await sql`select set_config('app.basis', ${basisId}, true)`.execute(db);
}
