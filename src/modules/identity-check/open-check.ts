import type { Ctx } from '#platform/runtime';
import type { IdentityCheckPurpose } from './contract.ts';
import { errors } from './errors.ts';
import { minutesOfNonce } from './rules.ts';
import { addCheck, type CheckRow, findRow, lockRow } from './store.ts';

export interface OpenedCheck {
  readonly id: string;
  readonly nonce: Buffer;
  readonly expiresAt: Date;
}

/** Draws the nonce from which the chip's challenge follows: one reading, three minutes, this officer. */
export async function openIdentityCheck(
  ctx: Ctx,
  input: { purposeCode: IdentityCheckPurpose; caseRef?: string },
): Promise<OpenedCheck> {
  const nonce = ctx.random.bytes(32);
  const expiresAt = new Date(ctx.clock.now().getTime() + minutesOfNonce * 60_000);
  const id = await addCheck(ctx, {
    purposeCode: input.purposeCode,
    caseRef: input.caseRef ?? null,
    nonce,
    expiresAt,
  });
  return { id, nonce, expiresAt };
}

export async function getIdentityCheck(ctx: Ctx, id: string): Promise<CheckRow> {
  const row = await findRow(ctx, id);
  if (!row) throw errors.error('not_found');
  return row;
}

/** The check, ready to take an answer: still open, not past its time. */
export async function takeOpenCheck(ctx: Ctx, id: string): Promise<CheckRow & { nonce: Buffer }> {
  const row = await lockRow(ctx, id);
  if (!row) throw errors.error('not_found');
  if (row.state !== 'open' || row.nonce === null) throw errors.error('nonce_spent');
  if (row.expires_at.getTime() <= ctx.clock.now().getTime()) throw errors.error('check_expired');
  return { ...row, nonce: row.nonce };
}
