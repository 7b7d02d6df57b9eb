import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Selectable } from 'kysely';
import type { Ctx, Database } from '#platform/runtime';
import { errors } from './errors.ts';
import { hashToken, newToken } from './secrets.ts';
import type { Identity } from './service.ts';
import { isSecure } from './settings.ts';

export type FlowRow = Selectable<Database['identity.flow']>;
export type FlowKind = 'vneid' | 'office' | 'officer';

const BROWSER_COOKIE_SECONDS = 3600;

function browserCookie(identity: Identity): string {
  return isSecure(identity.settings) ? '__Host-serepok-luot' : 'serepok_luot';
}

/** A random mark of this browser: a sign-in begun here cannot be ended in another one. */
export function browserOf(
  identity: Identity,
  request: FastifyRequest,
  reply?: FastifyReply,
): string | undefined {
  const known = request.cookies[browserCookie(identity)];
  if (known || !reply) return known;
  const fresh = newToken(identity.runner().random);
  void reply.setCookie(browserCookie(identity), fresh, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(identity.settings),
    maxAge: BROWSER_COOKIE_SECONDS,
  });
  return fresh;
}

export interface NewFlow {
  readonly kind: FlowKind;
  readonly browser: string;
  readonly content: unknown;
  /** A secret by which the answer from outside finds the flow (OAuth `state`). */
  readonly lookup?: string;
}

export async function openFlow(ctx: Ctx, flow: NewFlow): Promise<string> {
  const id = ctx.ids.next();
  const now = ctx.clock.now();
  const { identity } = ctx.ports;
  await ctx.db
    .insertInto('identity.flow')
    .values({
      id,
      kind: flow.kind,
      browser_hash: hashToken(flow.browser),
      lookup_hash: flow.lookup ? hashToken(flow.lookup) : null,
      content_sealed: identity.vault.seal(`flow:${flow.kind}`, JSON.stringify(flow.content)),
      account_id: null,
      challenge: null,
      created_at: now,
      expires_at: new Date(now.getTime() + identity.limits.flowMs),
      consumed_at: null,
      upstream_sid: null,
    })
    .execute();
  return id;
}

export interface FlowKey {
  readonly kind: FlowKind;
  readonly browser: string | undefined;
  readonly id?: string;
  readonly lookup?: string;
}

/** @throws sign_in_expired when it is over, used, of another browser, or never was */
export async function findFlow(ctx: Ctx, key: FlowKey): Promise<FlowRow> {
  if (!key.browser) throw errors.error('sign_in_expired');
  let query = ctx.db
    .selectFrom('identity.flow')
    .selectAll()
    .where('kind', '=', key.kind)
    .where('browser_hash', '=', hashToken(key.browser))
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', ctx.clock.now())
    .forUpdate();
  query = key.lookup
    ? query.where('lookup_hash', '=', hashToken(key.lookup))
    : query.where('id', '=', key.id ?? '00000000-0000-0000-0000-000000000000');
  const row = await query.executeTakeFirst();
  if (!row) throw errors.error('sign_in_expired');
  return row;
}

export function contentOf(ctx: Ctx, row: FlowRow): unknown {
  return JSON.parse(ctx.ports.identity.vault.open(`flow:${row.kind}`, row.content_sealed).toString('utf8'));
}

export async function changeFlow(
  ctx: Ctx,
  id: string,
  change: {
    account_id?: string;
    methods?: string[];
    challenge?: string | null;
    upstream_sid?: string | null;
  },
): Promise<void> {
  await ctx.db.updateTable('identity.flow').set(change).where('id', '=', id).execute();
}

/** Uses a flow up: whoever comes second finds nothing. */
export async function consumeFlow(ctx: Ctx, key: FlowKey): Promise<FlowRow> {
  const row = await findFlow(ctx, key);
  await ctx.db
    .updateTable('identity.flow')
    .set({ consumed_at: ctx.clock.now() })
    .where('id', '=', row.id)
    .execute();
  return row;
}

/** The VNeID session by which this browser's last finished officer sign-in was confirmed, if it was. */
export async function upstreamOfOfficer(
  ctx: Ctx,
  browser: string | undefined,
  accountId: string,
): Promise<string | null> {
  if (!browser) return null;
  const row = await ctx.db
    .selectFrom('identity.flow')
    .select('upstream_sid')
    .where('kind', '=', 'officer')
    .where('browser_hash', '=', hashToken(browser))
    .where('account_id', '=', accountId)
    .where('consumed_at', 'is not', null)
    .orderBy('consumed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.upstream_sid ?? null;
}

/** Only a path of our own: `/x`, never `//host` or `/\host`. OWASP ASVS 5.0 V10.4.1 */
export function localPath(wanted: unknown, otherwise: string): string {
  if (typeof wanted !== 'string' || wanted.length > 500) return otherwise;
  if (!/^\/(?![/\\])[\x21-\x7e]*$/.test(wanted) || wanted.includes('\\')) return otherwise;
  return wanted;
}
