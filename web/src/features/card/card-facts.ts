import {
  type CardQr,
  decodeDg1,
  decodeDg13,
  decodeDg2,
  LdsError,
  maskNumber,
  parseCardQr,
} from '#lib/identity';
import { parseDate } from '#lib/vietnamese';

/** What is shown of a bearer at the desk. It lives in this page alone and is gone with the next card. */
export type CardFacts = {
  name: string;
  number: string;
  birth?: string;
  sex?: 'male' | 'female';
  address?: string;
  expiry?: string;
  /** JPEG of the chip's portrait. */
  portrait?: Blob;
};

const sexes: Readonly<Record<string, CardFacts['sex']>> = { M: 'male', F: 'female' };
/** How the zone of a card without expiry is believed to write it. */
const noExpiry = '991231';
type Part = { day?: number; month?: number; year: number };
const two = (value: number) => String(value).padStart(2, '0');

function dateText(date: Part | undefined): string | undefined {
  if (!date) return undefined;
  const { day, month, year } = date;
  if (month === undefined) return String(year);
  return day === undefined ? `${two(month)}/${year}` : `${two(day)}/${two(month)}/${year}`;
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function groupsIn(envelope: string): Record<string, string> {
  const payload = new TextDecoder().decode(bytesOf(envelope.split('.')[1] ?? ''));
  const body = (JSON.parse(payload) as { body?: { reading?: { dataGroups?: Record<string, string> } } }).body;
  return body?.reading?.dataGroups ?? {};
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (error instanceof LdsError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function portraitOf(dg2: string | undefined): Blob | undefined {
  const face = dg2 ? attempt(() => decodeDg2(bytesOf(dg2)))?.[0] : undefined;
  // Browsers show JPEG; a portrait in JPEG 2000 is left out.
  if (!face || face.image[0] !== 0xff) return undefined;
  return new Blob([new Uint8Array(face.image)], { type: 'image/jpeg' });
}

function mrzDate(text: string, isPast: boolean): string | undefined {
  const [, year, month, day] = /^(\d{2})(\d{2})(\d{2})$/.exec(text) ?? [];
  if (!year || text === noExpiry) return undefined;
  const isOld = isPast && Number(year) > new Date().getFullYear() % 100;
  return `${day}/${month}/${isOld ? '19' : '20'}${year}`;
}

/** From the very bytes the server has judged: shown only after it has said that they are intact. */
export function factsOfChip(envelope: string): CardFacts | undefined {
  const groups = attempt(() => groupsIn(envelope)) ?? {};
  const mrz = groups['1'] ? attempt(() => decodeDg1(bytesOf(groups['1'] ?? ''))) : undefined;
  if (!mrz) return undefined;
  const text = groups['13'] ? decodeDg13(bytesOf(groups['13'])) : undefined;
  const fields = text?.state === 'readable' ? text.fields : {};
  return {
    name: fields.name ?? `${mrz.surname} ${mrz.givenNames}`.trim(),
    number: maskNumber(mrz.personalNumber ?? mrz.documentNumber),
    birth: dateText(fields.birth) ?? mrzDate(mrz.birth, true),
    sex: sexes[mrz.sex],
    address: fields.residence,
    expiry: mrzDate(mrz.expiry, false),
    portrait: portraitOf(groups['2']),
  };
}

export function factsOfQr(card: CardQr): CardFacts {
  const { name, number, birth, sex, address } = card;
  return { name, number: maskNumber(number), birth: dateText(birth), sex, address };
}

export function factsOfQrText(text: string): CardFacts | undefined {
  const parsed = parseCardQr(text);
  return parsed.ok ? factsOfQr(parsed.card) : undefined;
}

export function factsOfTyped(entry: { number: string; fullName: string; birth: string }): CardFacts {
  return {
    name: entry.fullName.trim(),
    number: maskNumber(entry.number.replace(/\D/g, '')),
    birth: dateText(parseDate(entry.birth) ?? undefined),
  };
}
