import { createHash } from 'node:crypto';
import { Kysely, PostgresDialect, sql } from 'kysely';
import type { Line } from '#platform/db';
import { inTransaction } from '#platform/db';
import type pg from 'pg';
import { errors as accessErrors } from '#platform/access';
import {
  type Clock,
  type Ctx,
  type Database,
  type Ids,
  type Logger,
  type NewEvent,
  type Ports,
  type Principal,
  type Random,
  isAppError,
} from '#platform/runtime';
import { type AuditEntry, canonicalJson, entryQuery } from './record.ts';
import { basisSetting, settingsOf } from './settings.ts';

export interface RunnerOptions {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly log: Logger;
  readonly ports: Ports;
  /** Event type → names of the consumers that want it. */
  readonly consumers: ReadonlyMap<string, readonly string[]>;
}

export interface Act {
  /** `<module>.<verb>`: what the audit log calls it. */
  readonly action: string;
  readonly principal: Principal;
  readonly requestId?: string;
  readonly language?: 'vi' | 'en';
  readonly basisId?: string | null;
  /** A read leaves an audit entry only when persons' data were looked at; a write always leaves one. */
  readonly mode?: 'read' | 'write';
}

export interface Runner extends Omit<RunnerOptions, 'pool'> {
  readonly db: Kysely<Database>;
  readonly pool: pg.Pool;
  /** Runs one use case in one transaction; its audit entry and events commit with it or not at all. */
  act<T>(act: Act, run: (ctx: Ctx) => Promise<T>): Promise<T>;
}

interface Pending {
  readonly events: { id: string; event: NewEvent }[];
  readonly looks: { personIds: readonly string[]; what: string }[];
  basisId: string | null;
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

function makeContext(
  options: RunnerOptions,
  act: Act,
  transaction: { line: Line<Database>; pending: Pending },
): Ctx {
  const { line, pending } = transaction;
  const { db } = line;
  return {
    principal: act.principal,
    get basisId() {
      return pending.basisId;
    },
    action: act.action,
    requestId: act.requestId ?? options.ids.next(),
    language: act.language ?? 'vi',
    db,
    later: (query) => line.later(query),
    clock: options.clock,
    ids: options.ids,
    random: options.random,
    log: options.log,
    ports: options.ports,
    events: {
      emit: (event) => {
        const id = options.ids.next();
        pending.events.push({ id, event });
        return Promise.resolve(id);
      },
    },
    looks: { add: (personIds, what) => void pending.looks.push({ personIds, what }) },
    useBasis: (basisId) => {
      pending.basisId = basisId;
      line.later(basisSetting(db, basisId));
      return Promise.resolve();
    },
  };
}

/** The events, and that the relay is to tell whoever wants them: it does so once they are committed. */
function storeEvents(options: RunnerOptions, ctx: Ctx, pending: Pending): void {
  if (pending.events.length === 0) return;
  const occurredAt = ctx.clock.now();
  const rows = pending.events.map(({ id, event }) => ({
    id,
    type: event.type,
    stream_id: event.streamId,
    occurred_at: occurredAt,
    actor_kind: ctx.principal.kind,
    actor_id: ctx.principal.id,
    basis_id: pending.basisId,
    request_id: ctx.requestId,
    subjects: [...(event.subjects ?? [])],
    data: JSON.stringify(event.data),
  }));
  ctx.later(ctx.db.insertInto('events.event').values(rows));
  const wanted = pending.events.filter(({ event }) => options.consumers.has(event.type));
  if (wanted.length === 0) return;
  ctx.later(ctx.db.insertInto('events.outgoing').values(wanted.map(({ id }) => ({ event_id: id }))));
}

function entryOf(ctx: Ctx, act: Act, pending: Pending): AuditEntry | null {
  if (act.mode === 'read' && pending.looks.length === 0) return null;
  const { events, looks } = pending;
  const named = [
    ...events.flatMap(({ event }) => event.subjects ?? []),
    ...looks.flatMap((look) => look.personIds),
  ];
  const subjects = [...new Set(named)].sort((a, b) => (a < b ? -1 : 1));
  return {
    id: ctx.ids.next(),
    recordedAt: ctx.clock.now(),
    kind: act.mode === 'read' ? 'look' : 'act',
    action: act.action,
    actorKind: act.principal.kind,
    actorId: act.principal.id,
    agencyId: act.principal.terms[0]?.agencyId ?? null,
    basisId: pending.basisId,
    eventId: events[0]?.id ?? null,
    requestId: ctx.requestId,
    detail: {
      events: events.map(({ id, event }) => ({ id, type: event.type, hash: hashOf(event) })),
      looks: looks.map((look) => look.what),
      count: subjects.length,
    },
    subjects,
  };
}

/** Serialization failure and deadlock: the transaction may simply be run again. */
const RETRYABLE = new Set(['40001', '40P01']);

function isRetryable(error: unknown): boolean {
  return RETRYABLE.has((error as { code?: string }).code ?? '');
}

/** A basis named by a request must be the actor's own and open; a case's basis is set by the case's module alone. */
async function useOwnBasis(ctx: Ctx, basisId: string): Promise<void> {
  await ctx.useBasis(basisId);
  const { rows } = await sql<{ own: boolean }>`
    select actor_id is not distinct from access.actor_id() and kind <> 'case' as own from access.open_basis() where id is not null`.execute(
    ctx.db,
  );
  if (!rows[0]?.own) throw accessErrors.error('basis_closed');
}

async function once<T>(
  options: RunnerOptions,
  work: { act: Act; run: (ctx: Ctx) => Promise<T> },
): Promise<T> {
  return inTransaction<Database, T>(options.pool, async (line) => {
    const { act, run } = work;
    const pending: Pending = { events: [], looks: [], basisId: null };
    line.later(settingsOf(line.db, act.principal, options.clock.now()));
    const ctx = makeContext(options, act, { line, pending });
    if (act.basisId) await useOwnBasis(ctx, act.basisId);
    const result = await run(ctx);
    storeEvents(options, ctx, pending);
    const entry = entryOf(ctx, act, pending);
    if (entry) line.later(entryQuery(line.db, entry, options.random));
    return result;
  });
}

async function recordRefusal(options: RunnerOptions, refusal: { act: Act; code: string }): Promise<void> {
  const { act, code } = refusal;
  await inTransaction<Database, void>(options.pool, (line) => {
    line.later(settingsOf(line.db, act.principal, options.clock.now()));
    const entry: AuditEntry = {
      id: options.ids.next(),
      recordedAt: options.clock.now(),
      kind: 'refusal',
      action: act.action,
      actorKind: act.principal.kind,
      actorId: act.principal.id,
      agencyId: act.principal.terms[0]?.agencyId ?? null,
      basisId: null,
      eventId: null,
      requestId: act.requestId ?? options.ids.next(),
      detail: { code },
      subjects: [],
    };
    line.later(entryQuery(line.db, entry, options.random));
    return Promise.resolve();
  });
}

function isRefusal(act: Act, error: unknown): string | null {
  if (!isAppError(error) || act.principal.kind === 'anonymous' || act.principal.kind === 'system')
    return null;
  return error.status === 403 || error.status === 404 ? error.code : null;
}

export function createRunner(options: RunnerOptions): Runner {
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: options.pool }) });
  return {
    ...options,
    db,
    act: async (act, run) => {
      for (let attempt = 1; ; attempt++) {
        try {
          return await once(options, { act, run });
        } catch (error) {
          if (isRetryable(error) && attempt < 4) continue;
          const code = isRefusal(act, error);
          if (code) await recordRefusal(options, { act, code });
          throw error;
        }
      }
    },
  };
}
