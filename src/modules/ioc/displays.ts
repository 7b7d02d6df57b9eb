import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errors as accessErrors, mayEver } from '#platform/access';
import type { Ctx } from '#platform/runtime';
import type { Display } from './contract-shapes.ts';
import { errors } from './errors.ts';
import { policy } from './policy.ts';
import { codeFrom, plainCode } from './rules.ts';
import { findLayout } from './store.ts';
import {
  type DisplayRow,
  exchangeCode,
  findByToken,
  insertDisplay,
  listDisplayRows,
  markSeen,
  revokeDisplayRow,
} from './store-screens.ts';

const CODE_MS = 10 * 60_000;
const COOKIE = 'serepok_man_hinh';
const COOKIE_DAYS = 400;

const hashOf = (what: string, text: string) =>
  createHash('sha256').update(`serepok:${what}:${text}`).digest();

export function presentDisplay(row: DisplayRow, now: Date): Display {
  const open = row.code_until !== null && row.code_until > now;
  const waiting = open ? ('waiting' as const) : ('expired' as const);
  const paired = row.paired_at === null ? waiting : ('paired' as const);
  return {
    id: row.id,
    name: row.name,
    layout: row.layout_key,
    state: row.revoked_at === null ? paired : 'revoked',
    madeAt: row.made_at.toISOString(),
    pairedAt: row.paired_at?.toISOString() ?? null,
    seenAt: row.seen_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
  };
}

function checkMayArrange(ctx: Ctx): void {
  if (!mayEver(policy, 'display', { principal: ctx.principal, action: 'add' }))
    throw accessErrors.error('forbidden');
}

export async function listDisplays(ctx: Ctx): Promise<Display[]> {
  checkMayArrange(ctx);
  return (await listDisplayRows(ctx)).map((row) => presentDisplay(row, ctx.clock.now()));
}

/** Shows a code once; the screen on which it is typed within ten minutes shows the layout from then on. */
export async function addDisplay(
  ctx: Ctx,
  input: { name: string; layout: string },
): Promise<{ display: Display; code: string }> {
  checkMayArrange(ctx);
  const layout = await findLayout(ctx, input.layout);
  if (!layout) throw errors.error('not_found');
  if (layout.audience !== 'display') throw errors.error('not_for_displays');
  const code = codeFrom(ctx.random.bytes(8));
  const now = ctx.clock.now();
  const row = await insertDisplay(ctx, {
    ...input,
    codeHash: hashOf('display-code', plainCode(code)),
    codeUntil: new Date(now.getTime() + CODE_MS),
  });
  await ctx.events.emit({ type: 'ioc.display_added', streamId: row.id, data: { layout: input.layout } });
  return { display: presentDisplay(row, now), code };
}

/** The token goes into a cookie that scripts cannot read; only its hash is kept. */
export async function pairDisplay(
  ctx: Ctx,
  code: string,
  raw: { request: FastifyRequest; reply: FastifyReply },
): Promise<{ name: string }> {
  const token = ctx.random.bytes(32).toString('base64url');
  const row = await exchangeCode(ctx, {
    codeHash: hashOf('display-code', plainCode(code)),
    tokenHash: hashOf('display-token', token),
  });
  if (!row) throw errors.error('pairing_refused');
  await ctx.events.emit({ type: 'ioc.display_paired', streamId: row.id, data: { layout: row.layout_key } });
  void raw.reply.setCookie(COOKIE, token, {
    path: '/api/v1/ioc',
    httpOnly: true,
    sameSite: 'strict',
    secure: raw.request.protocol === 'https',
    maxAge: COOKIE_DAYS * 86_400,
  });
  return { name: row.name };
}

/** The screen that asks, by its cookie. @throws ioc.display_unknown also when it was switched off */
export async function displayOf(ctx: Ctx, request: FastifyRequest): Promise<DisplayRow> {
  const token = request.cookies[COOKIE];
  const row = token ? await findByToken(ctx, hashOf('display-token', token)) : undefined;
  if (!row) throw errors.error('display_unknown');
  return row;
}

export async function reportDisplay(ctx: Ctx, request: FastifyRequest): Promise<void> {
  await markSeen(ctx, (await displayOf(ctx, request)).id);
}

export async function revokeDisplay(ctx: Ctx, id: string): Promise<Display> {
  checkMayArrange(ctx);
  const row = await revokeDisplayRow(ctx, id);
  if (!row) throw errors.error('not_found');
  await ctx.events.emit({ type: 'ioc.display_revoked', streamId: id, data: {} });
  return presentDisplay(row, ctx.clock.now());
}
