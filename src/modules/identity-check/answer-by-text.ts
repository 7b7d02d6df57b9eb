import { noticeTexts, parseCardQr, parsePersonalNumber, type NoticeCode } from '#lib/identity';
import { parseDate } from '#lib/vietnamese';
import { legalDay, type Ctx } from '#platform/runtime';
import { errors } from './errors.ts';
import { type CardSubject, findSubject } from './find-subject.ts';
import { takeOpenCheck } from './open-check.ts';
import { saveAnswer } from './store.ts';

function sentence(ctx: Ctx, code: NoticeCode): { sentence: string } {
  return { sentence: noticeTexts[code][ctx.language] };
}

async function answer(
  ctx: Ctx,
  input: { id: string; matchPopulation: boolean; method: 'qr' | 'typed'; subject: CardSubject },
): Promise<void> {
  const check = await takeOpenCheck(ctx, input.id);
  const found = await findSubject(ctx, input.subject, {
    purposeCode: check.purpose_code,
    caseRef: check.case_ref ?? `identity-check:${check.id}`,
    matchPopulation: input.matchPopulation,
  });
  // The chip may still follow: the nonce stays until a chip has answered.
  const level = input.method === 'qr' ? 'I1' : 'I0';
  await saveAnswer(ctx, check.id, {
    ...found,
    state: 'open',
    level,
    method: input.method,
    findings: [],
    documentType: input.method === 'qr' ? 'citizen_card' : null,
    documentExpiry: null,
  });
  await ctx.events.emit({
    type: 'identity-check.answered',
    streamId: check.id,
    data: { level, method: input.method },
    subjects: found.personId ? [found.personId] : [],
  });
}

/** The QR code is unsigned: I1 at most, whatever it says. */
export async function answerByQr(
  ctx: Ctx,
  input: { id: string; text: string; matchPopulation: boolean },
): Promise<void> {
  const parsed = parseCardQr(input.text, { today: legalDay(ctx.clock.now()) });
  if (!parsed.ok) throw errors.error('qr_unreadable', sentence(ctx, parsed.code));
  const { number, name, birth } = parsed.card;
  await answer(ctx, {
    ...input,
    method: 'qr',
    subject: { number, fullName: name, birth: birth ?? null },
  });
}

/** What somebody typed: I0. */
export async function answerByHand(
  ctx: Ctx,
  input: { id: string; number: string; fullName: string; birth?: string; matchPopulation: boolean },
): Promise<void> {
  const parsed = parsePersonalNumber(input.number, {});
  if (!parsed.ok)
    throw errors.error('number_invalid', sentence(ctx, parsed.notices[0]?.code ?? 'number_empty'));
  const birth = input.birth ? (parseDate(input.birth) ?? null) : null;
  await answer(ctx, {
    ...input,
    method: 'typed',
    subject: { number: parsed.value, fullName: input.fullName, birth },
  });
}
