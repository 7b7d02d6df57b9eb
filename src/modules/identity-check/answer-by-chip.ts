import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type ChipReading, type ChipVerdict, decodeReading, deriveChallenge, judgeChip } from '#lib/emrtd';
import { decodeSod, LdsError } from '#lib/identity';
import { parseDate } from '#lib/vietnamese';
import { acceptEnvelope, type AcceptedEnvelope } from '#platform/devices';
import { legalDay, type Ctx } from '#platform/runtime';
import { errors } from './errors.ts';
import { type CardSubject, findSubject, type FoundSubject, numberKeyOf } from './find-subject.ts';
import { takeOpenCheck } from './open-check.ts';
import { type CardFinding, documentTypeOf, expiryDay } from './rules.ts';
import { type Answer, type CheckRow, saveAnswer } from './store.ts';
import { currentTrust } from './trust-source.ts';

const Body = z.object({ check: z.string(), reading: z.unknown() });

function sha256(bytes: Uint8Array | string): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function readingOf(envelope: AcceptedEnvelope, check: CheckRow): ChipReading {
  const body = Body.safeParse(envelope.body);
  if (!body.success) throw errors.error('reading_malformed');
  if (body.data.check !== check.id) throw errors.error('session_wrong');
  const reading = decodeReading(body.data.reading);
  if (!reading) throw errors.error('reading_malformed');
  return reading;
}

/** A reader serves the office it was paired for; one of no office serves every desk. */
function checkOffice(ctx: Ctx, envelope: AcceptedEnvelope): void {
  if (envelope.agencyId === null) return;
  const isOurs = ctx.principal.terms.some(({ agencyId }) => agencyId === envelope.agencyId);
  if (!isOurs) throw errors.error('reader_elsewhere');
}

function signedGroups(reading: ChipReading): ReadonlyMap<number, Uint8Array> {
  try {
    return reading.sod ? decodeSod(reading.sod).hashes : new Map();
  } catch (error) {
    if (error instanceof LdsError) return new Map();
    throw error;
  }
}

/** What our own rules add to the judgement of the chip. */
function ownFindings(
  ctx: Ctx,
  at: { check: CheckRow; reading: ChipReading; verdict: ChipVerdict },
): CardFinding[] {
  const { check, reading, verdict } = at;
  if (!verdict.mrz) return [];
  const found: CardFinding[] = [];
  const type = documentTypeOf(verdict.mrz);
  if (type !== 'citizen_card') found.push({ code: 'wrong_card_type', weight: 'refuse' });
  if (type === 'citizen_card' && verdict.chipIntact && !signedGroups(reading).has(13))
    found.push({ code: 'text_group_unsigned', weight: 'refuse' });
  const number = verdict.mrz.personalNumber ?? verdict.mrz.documentNumber;
  if (check.number_key !== null && check.method === 'qr' && check.number_key !== numberKeyOf(ctx, number))
    found.push({ code: 'cards_differ', weight: 'refuse' });
  return found;
}

function subjectOf(verdict: ChipVerdict, now: Date): CardSubject | null {
  const { mrz, text } = verdict;
  if (!mrz) return null;
  const fields = text?.state === 'readable' ? text.fields : {};
  return {
    number: mrz.personalNumber ?? mrz.documentNumber,
    fullName: fields.name ?? `${mrz.surname} ${mrz.givenNames}`.trim(),
    birth: fields.birth ?? parseDate(birthText(mrz.birth, now)) ?? null,
  };
}

// Two digits of the year: the latest year that is not in the future. DG13, where it can be read, has all four.
function birthText(mrzDate: string, now: Date): string {
  const thisYear = Number(legalDay(now).slice(2, 4));
  const century = Number(mrzDate.slice(0, 2)) > thisYear ? '19' : '20';
  return `${mrzDate.slice(4, 6)}/${mrzDate.slice(2, 4)}/${century}${mrzDate.slice(0, 2)}`;
}

const unnamed: FoundSubject = { numberKey: null, numberHint: null, personId: null, population: null };

/** Names the bearer only when the chip's data hold together. */
async function subjectFound(
  ctx: Ctx,
  at: { check: CheckRow; verdict: ChipVerdict; matchPopulation: boolean },
): Promise<FoundSubject> {
  const { check, verdict } = at;
  const subject = verdict.chipIntact ? subjectOf(verdict, ctx.clock.now()) : null;
  if (!subject) return unnamed;
  return findSubject(ctx, subject, {
    purposeCode: check.purpose_code,
    caseRef: check.case_ref ?? `identity-check:${check.id}`,
    matchPopulation: at.matchPopulation,
  });
}

function documentOf(verdict: ChipVerdict): Pick<Answer, 'documentType' | 'documentExpiry'> {
  const { mrz } = verdict;
  if (!mrz) return { documentType: null, documentExpiry: null };
  return { documentType: documentTypeOf(mrz), documentExpiry: expiryDay(mrz.expiry) };
}

async function answerOf(
  ctx: Ctx,
  at: { check: CheckRow; verdict: ChipVerdict; findings: CardFinding[]; matchPopulation: boolean },
): Promise<Omit<Answer, 'chip'>> {
  const isRefused = at.findings.some(({ weight }) => weight === 'refuse');
  const found = await subjectFound(ctx, { ...at, matchPopulation: at.matchPopulation && !isRefused });
  return {
    ...found,
    ...documentOf(at.verdict),
    state: isRefused ? 'refused' : 'answered',
    level: isRefused ? 'I0' : at.verdict.level,
    method: 'chip',
    findings: at.findings,
  };
}

/**
 * Judges a chip from raw data. The reader is believed in nothing: the challenge is derived here from our nonce, this
 * check and the document number; hashes, signature, chain, revocation and the chip's answer are verified again. Stored
 * are verdict and fingerprints; the data groups, the portrait first, are gone when the transaction ends.
 */
export async function answerByChip(
  ctx: Ctx,
  input: { id: string; envelope: string; matchPopulation: boolean },
): Promise<void> {
  const check = await takeOpenCheck(ctx, input.id);
  const envelope = await acceptEnvelope(ctx, input.envelope, { kind: 'card.reading' });
  checkOffice(ctx, envelope);
  const reading = readingOf(envelope, check);
  const verdict = await judgeChip(reading, {
    trust: await currentTrust(ctx),
    now: ctx.clock.now().getTime(),
    expectedChallenge: (document) => deriveChallenge({ nonce: check.nonce, session: check.id, document }),
  });
  const findings: CardFinding[] = [
    ...verdict.findings.map(({ code, weight }) => ({ code, weight })),
    ...ownFindings(ctx, { check, reading, verdict }),
  ];
  const answer = await answerOf(ctx, { check, verdict, findings, matchPopulation: input.matchPopulation });
  await saveAnswer(ctx, check.id, {
    ...answer,
    chip: {
      trustBy: verdict.trust?.by ?? null,
      signerCountry: verdict.signerCountry ?? null,
      deviceId: envelope.deviceId,
      deviceSequence: envelope.sequence,
      readingHash: sha256(input.envelope),
      sodHash: reading.sod ? sha256(reading.sod) : null,
    },
  });
  await ctx.events.emit({
    type: answer.state === 'refused' ? 'identity-check.card_refused' : 'identity-check.answered',
    streamId: check.id,
    data: {
      level: answer.level,
      method: 'chip',
      codes: findings.map(({ code }) => code),
      device: envelope.deviceId,
    },
    subjects: answer.personId ? [answer.personId] : [],
  });
}
