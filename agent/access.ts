import type { ChipAccess } from '#lib/emrtd';
import { expiryCandidates, parseCardQr, parseMrz, toMrzDate } from '#lib/identity';
import { parseDate } from '#lib/vietnamese';
import { AgentError } from './texts.ts';

/** What opens a chip: the text of its QR, its MRZ, what is printed on it, or the six digits of the CAN. */
export interface AccessInput {
  qr?: string;
  mrz?: string;
  number?: string;
  /** ISO dates. */
  birth?: string;
  expiry?: string;
  can?: string;
}

function fromQr(text: string, expiry: string | undefined): ChipAccess['mrz'] {
  const parsed = parseCardQr(text);
  if (!parsed.ok) throw new AgentError(parsed.code);
  const { number, birth, issued } = parsed.card;
  if (birth?.day === undefined) throw new AgentError('expiry_unknown');
  const printed = expiry ? parseDate(expiry) : undefined;
  const dates = printed
    ? [toMrzDate(printed)]
    : issued
      ? expiryCandidates({ birth, issued }).map(({ mrz }) => mrz)
      : [];
  if (dates.length === 0) throw new AgentError('expiry_unknown');
  return dates.map((date) => ({ documentNumber: number, birth: toMrzDate(birth), expiry: date }));
}

function fromMrz(text: string): ChipAccess['mrz'] {
  const parsed = parseMrz(text);
  if (!parsed.ok) throw new AgentError('request_malformed');
  const { personalNumber, documentNumber, birth, expiry } = parsed.mrz;
  return [{ documentNumber: personalNumber ?? documentNumber, birth, expiry }];
}

function fromPrint(input: AccessInput): ChipAccess['mrz'] {
  const [birth, expiry] = [parseDate(input.birth ?? ''), parseDate(input.expiry ?? '')];
  if (!input.number || !birth || !expiry) return undefined;
  return [{ documentNumber: input.number, birth: toMrzDate(birth), expiry: toMrzDate(expiry) }];
}

/** @throws AgentError with the sentence of what is wrong with the scan */
export function accessOf(input: AccessInput): ChipAccess {
  const can = input.can && /^\d{6}$/.test(input.can) ? { can: input.can } : {};
  if (input.mrz) return { ...can, mrz: fromMrz(input.mrz) };
  if (input.qr) return { ...can, mrz: fromQr(input.qr, input.expiry) };
  const mrz = fromPrint(input);
  return mrz ? { ...can, mrz } : can;
}
