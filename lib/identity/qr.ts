import {
  cleanText,
  foldForSearch,
  parseDate,
  repairText,
  toIsoDate,
  type PartialDate,
} from '#lib/vietnamese';
import { undoMojibake } from './mojibake.ts';
import { parseMrz } from './mrz.ts';
import { notice, type Notice, type NoticeCode } from './notice.ts';
import {
  compactNumber,
  isCmnd9,
  isPersonalNumber,
  parsePersonalNumber,
  type Sex,
} from './personal-number.ts';

export interface CardQr {
  /** `2021`: seven fields; `2024`: eleven or more; `short`: six, no field for the CMND. */
  generation: '2021' | '2024' | 'short';
  number: string;
  cmnd9?: string;
  name: string;
  birth?: PartialDate;
  sex?: Sex;
  /** Permanent residence on cards of 2021, residence on cards of 2024. May name units that no longer exist. */
  address?: string;
  issued?: PartialDate;
  /** Fields 8 and on of the card of 2024, as they stand. */
  extra: string[];
  /** Our reading of `extra`, not confirmed on a real card. */
  unconfirmed?: { cancelledNumber?: string; father?: string; mother?: string };
}

export type CardQrResult =
  | { ok: true; card: CardQr; notices: Notice[] }
  | { ok: false; code: NoticeCode; notices: Notice[] };

export interface QrContext {
  /** ISO date of today; enables checks against the future. */
  today?: string;
  production?: boolean;
}

const maxLength = 4000;

function refuse(code: NoticeCode): CardQrResult {
  return { ok: false, code, notices: [notice(code, 'error')] };
}

function sexOf(text: string): Sex | undefined {
  const word = foldForSearch(cleanText(text));
  if (word === 'nam' || word === 'm' || word === 'male') return 'male';
  if (word === 'nu' || word === 'f' || word === 'female' || word === 'n?') return 'female';
  return undefined;
}

interface Scan {
  lines: string[];
  repaired: boolean;
}

// Scanners end with CR, LF or Tab, may put an AIM identifier in front (]Q1), repeat when the card is held, and some
// keyboards send another bar than "|".
function scannedLines(raw: string): Scan {
  const lines: string[] = [];
  let repaired = false;
  for (const piece of raw.slice(0, maxLength).split(/[\r\n\t]+/)) {
    const undone = undoMojibake(piece);
    repaired ||= undone !== undefined;
    const line = cleanText((undone ?? piece).replace(/[¦｜ǀ]/g, '|')).replace(/^\][A-Za-z]\d/, '');
    const continues = line.includes('|') && !/^\d[\d .]{10,}\d *\|/.test(line);
    const previous = lines.at(-1);
    if (continues && previous?.includes('|')) lines[lines.length - 1] = `${previous} ${line}`;
    else if (line !== '') lines.push(line);
  }
  return { lines, repaired };
}

function notACard(line: string): CardQrResult {
  if (/^https?:\/\//i.test(line)) return refuse('qr_is_link');
  if (parseMrz(line).ok) return refuse('qr_is_mrz');
  return refuse('qr_not_card');
}

interface Fields {
  generation: CardQr['generation'];
  cmnd: string;
  name: string;
  birth?: string;
  sex?: string;
  address?: string;
  issued?: string;
  extra: string[];
}

function byPosition(fields: string[]): Fields {
  const [, second = ''] = fields;
  const hasCmndField = !/\p{L}/u.test(second);
  const [name = '', birth, sex, address, issued, ...extra] = fields.slice(hasCmndField ? 2 : 1);
  const generation = !hasCmndField ? 'short' : extra.length > 0 ? '2024' : '2021';
  return { generation, cmnd: hasCmndField ? second : '', name, birth, sex, address, issued, extra };
}

function repairField(text: string): { text: string; changed: boolean } {
  const repaired = repairText(text);
  return { text: repaired.text, changed: repaired.system !== 'unicode' };
}

function readBirth(text: string | undefined, notices: Notice[]): Pick<CardQr, 'birth'> {
  const birth = text ? parseDate(text) : undefined;
  if (text && !birth) notices.push(notice('qr_bad_birth'));
  return birth ? { birth } : {};
}

function readIssued(
  text: string | undefined,
  notices: Notice[],
  today: string | undefined,
): Pick<CardQr, 'issued'> {
  if (!text) return {};
  const issued = parseDate(text);
  if (issued?.day === undefined) {
    notices.push(notice('qr_bad_issue_date'));
    return {};
  }
  if (today && toIsoDate(issued) > today) notices.push(notice('qr_issued_in_future'));
  return { issued };
}

function readTexts(fields: Fields, notices: Notice[]): Pick<CardQr, 'name' | 'address'> {
  const name = repairField(fields.name);
  const address = repairField(fields.address ?? '');
  if (name.changed || address.changed) notices.push(notice('qr_text_repaired'));
  if (/[?\ufffd]/.test(name.text + address.text)) notices.push(notice('qr_text_lost'));
  if (name.text === '') notices.push(notice('qr_no_name'));
  return { name: name.text, ...(address.text === '' ? {} : { address: address.text }) };
}

function readExtra(extra: string[]): Pick<CardQr, 'extra' | 'unconfirmed'> {
  if (extra.every((field) => field === '')) return { extra };
  const [number = '', father = '', mother = ''] = extra;
  const cancelled = compactNumber(number);
  const unconfirmed = {
    ...(isPersonalNumber(cancelled) ? { cancelledNumber: cancelled } : {}),
    ...(father === '' ? {} : { father }),
    ...(mother === '' ? {} : { mother }),
  };
  return { extra, unconfirmed };
}

function readFields(number: string, fields: Fields, notices: Notice[]): CardQr {
  if (fields.generation === 'short') notices.push(notice('qr_short_form'));
  if ([fields.birth, fields.sex, fields.address, fields.issued].some((field) => !field))
    notices.push(notice('qr_truncated'));
  const texts = readTexts(fields, notices);
  const sex = fields.sex ? sexOf(fields.sex) : undefined;
  if (fields.sex && !sex) notices.push(notice('qr_unknown_sex'));
  const cmnd = compactNumber(fields.cmnd);
  return {
    generation: fields.generation,
    number,
    ...(isCmnd9(cmnd) ? { cmnd9: cmnd } : {}),
    ...texts,
    ...(sex ? { sex } : {}),
    ...readExtra(fields.extra),
  };
}

/**
 * Reads the QR text of a Vietnamese identity card of 2021 or 2024 by position. The text is unsigned: anyone can
 * print one. Never throws; keyboard mangling, truncation and oddities are reported in `notices`.
 */
export function parseCardQr(raw: string, context: QrContext = {}): CardQrResult {
  const { lines, repaired } = scannedLines(raw);
  if (lines.length === 0) return refuse('qr_empty');
  const cards = [...new Set(lines.filter((line) => line.includes('|')))];
  if (cards.length > 1) return refuse('qr_two_cards');
  const [line] = cards;
  if (line === undefined) return notACard(lines.join(''));
  const parts = line.split('|').map((field) => field.trim());
  const number = compactNumber(parts[0] ?? '');
  if (!isPersonalNumber(number)) return refuse(/^[\d?]{5,}$/.test(number) ? 'qr_bad_number' : 'qr_not_card');
  const fields = byPosition(parts);
  const notices = repaired ? [notice('qr_text_repaired')] : [];
  const card: CardQr = {
    ...readFields(number, fields, notices),
    ...readBirth(fields.birth, notices),
    ...readIssued(fields.issued, notices, context.today),
  };
  if (lines.length > 1) notices.push(notice('qr_scanned_twice', 'info'));
  return { ok: true, card, notices: [...notices, ...crossCheck(card, context)] };
}

function crossCheck(card: CardQr, context: QrContext): Notice[] {
  return parsePersonalNumber(card.number, {
    production: context.production,
    currentYear: context.today ? Number(context.today.slice(0, 4)) : undefined,
    sex: card.sex,
    birthYear: card.birth?.year,
  }).notices;
}
