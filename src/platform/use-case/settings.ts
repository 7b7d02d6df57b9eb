import { type CompiledQuery, sql } from 'kysely';
import type { Kysely } from 'kysely';
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
export function settingsOf(db: Kysely<Database>, principal: Principal, now: Date): CompiledQuery {
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
  return sql`select set_config('role', 'serepok_app', true), ${sql.join(calls)}`.compile(db);
}

/** The same, said and waited for. */
export async function applySettings(db: Kysely<Database>, principal: Principal, now: Date): Promise<void> {
  await db.executeQuery(settingsOf(db, principal, now));
}

export function basisSetting(db: Kysely<Database>, basisId: string): CompiledQuery {
  return sql`select set_config('app.basis', ${basisId}, true)`.compile(db);
}
