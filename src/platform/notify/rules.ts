import { foldForSearch } from '#lib/vietnamese';
import type { Template } from './contract.ts';

export type Channel = 'email' | 'sms' | 'push';
export type Params = Readonly<Record<string, string | number>>;

export class RenderError extends Error {
  override readonly name = 'RenderError';
  readonly code: 'missing_param' | 'personal_number';
  readonly place: string;

  constructor(code: RenderError['code'], place: string) {
    super(`${code}: ${place}`);
    this.code = code;
    this.place = place;
  }
}

export interface Rendered {
  readonly title: string;
  readonly body: string;
  /** null when the template is never sent by SMS. */
  readonly sms: string | null;
}

// Twelve digits in a row or in groups, as a personal number is written; not part of a longer code.
const personalNumber = /(?<![\dA-Za-z])(?:[01]\d{11}|[01]\d{2}(?: \d{3}){3}|[01]\d{3}(?: \d{4}){2})(?!\d)/;

function fillIn(text: string, params: Params): string {
  return text.replace(/\{(\w+)\}/g, (_place, name: string) => {
    const value = params[name];
    if (value === undefined) throw new RenderError('missing_param', name);
    return String(value);
  });
}

/** The texts of a notice. Throws RenderError when a parameter is missing or a text would hold a personal number. */
export function render(template: Template, params: Params, language: 'vi' | 'en'): Rendered {
  const rendered = {
    title: fillIn(template.title[language], params),
    body: fillIn(template.body[language], params),
    sms: template.sms ? plainSms(fillIn(template.sms[language], params)) : null,
  };
  const holder = Object.entries(rendered).find(([, text]) => text !== null && personalNumber.test(text));
  if (holder) throw new RenderError('personal_number', holder[0]);
  return rendered;
}

/** Without marks a message costs one part of 160 signs instead of 70. 3GPP TS 23.038 */
function plainSms(text: string): string {
  return Array.from(text.normalize('NFC'), (letter) => {
    const plain = foldForSearch(letter);
    return letter === letter.toLowerCase() ? plain : plain.toUpperCase();
  }).join('');
}

/** Enough to recognise one's own address by, and no more. */
export function maskAddress(channel: Channel, address: string): string {
  if (channel === 'push') return 'thiết bị';
  if (channel === 'sms') return `${address.slice(0, 2)}•••${address.slice(-3)}`;
  const [name = '', domain = ''] = address.split('@');
  return `${name.slice(0, 1)}•••@${domain}`;
}

export function isAddress(channel: Channel, address: string): boolean {
  if (channel === 'sms') return /^(0|\+84)\d{9}$/.test(address);
  if (channel === 'email')
    return /^[^\s@<>(),;:"\\]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(address) && address.length <= 254;
  return address.length > 0 && address.length <= 4000;
}

export type Outcome =
  | { readonly kind: 'accepted'; readonly providerId: string | null }
  /** Not taken, may be tried again. */
  | { readonly kind: 'temporary'; readonly detail: string }
  /** Not taken, and never will be. */
  | { readonly kind: 'permanent'; readonly detail: string }
  /** Handed over, but the answer was lost. */
  | { readonly kind: 'unknown'; readonly detail: string };

export type NextStep =
  | { readonly state: 'sent' | 'failed' | 'unknown' }
  | { readonly state: 'waiting'; readonly delaySeconds: number };

const delays = [60, 300, 1800, 7200] as const;
export const mostAttempts = delays.length + 1;

/**
 * What follows an attempt. The SMS gateway knows a message by its key, so a lost answer is asked for again; a mail or a
 * push is not sent twice on a doubt.
 * @param luck 0 … 1, spreads the retries of an outage over ±20 %
 */
export function nextStep(
  delivery: { channel: Channel; attempts: number },
  outcome: Outcome,
  luck: number,
): NextStep {
  if (outcome.kind === 'accepted') return { state: 'sent' };
  if (outcome.kind === 'permanent') return { state: 'failed' };
  const end = outcome.kind === 'unknown' ? 'unknown' : 'failed';
  const delay = delays[delivery.attempts - 1];
  if (delay === undefined || (outcome.kind === 'unknown' && delivery.channel !== 'sms'))
    return { state: end };
  return { state: 'waiting', delaySeconds: Math.round(delay * (0.8 + 0.4 * luck)) };
}
