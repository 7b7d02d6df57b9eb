import type { IdentityCheckPurpose, IdentityCheckView } from '#contract/identity-check';
import {
  answerByChip,
  answerByHand,
  answerByQr,
  getIdentityCheck,
  openIdentityCheck,
} from '#contract/identity-check';
import { call } from '../../app/api.ts';
import { type CardFacts, factsOfChip, factsOfQrText, factsOfTyped } from './card-facts.ts';
import { AgentRefusal, type ReaderAgent } from './reader-agent.ts';

export type PrintedAccess = { number?: string; birth?: string; expiry?: string; can?: string; qr?: string };
export type TypedEntry = { number: string; fullName: string; birth: string };
export type CheckStep = 'waiting' | 'judging' | 'reading' | 'answered';
export type CheckState = {
  step: CheckStep;
  view: IdentityCheckView | null;
  facts: CardFacts | null;
  /** What went wrong last, as a sentence; what was reached before stands. */
  trouble: string | null;
  /** How the chip may be opened, once known. */
  access: PrintedAccess | null;
  seconds: number | null;
  /** The signed reading of an accepted chip, for the holder check; gone with the next card. */
  envelope: string | null;
};

export const nothingYet: CheckState = {
  step: 'waiting',
  view: null,
  facts: null,
  trouble: null,
  access: null,
  seconds: null,
  envelope: null,
};

export type CheckOptions = {
  purposeCode: IdentityCheckPurpose;
  caseRef?: string;
  matchPopulation: boolean;
  agent: ReaderAgent;
  onAnswer?: (view: IdentityCheckView, facts: CardFacts | null) => void;
};

type Opened = { id: string; nonce: string; expiresAt: string };
type Found = { view: IdentityCheckView; facts: CardFacts | null };

/** What the steps work with; `memory` belongs to one page and outlives renders. */
export type CheckTools = {
  now: () => { options: CheckOptions; state: CheckState };
  change: (more: Partial<CheckState>) => void;
  sentenceOf: (error: unknown) => string;
  memory: { opened: Opened | null; round: number; startedAt: number };
};

/** A check that is about to end is not begun with. */
const leastLeftMs = 10_000;

export const isSettled = (view: IdentityCheckView | null) => view?.method === 'chip';

export function hasCard({ link }: ReaderAgent): boolean {
  return link.at === 'here' && link.paired && link.readers.some((reader) => reader.hasCard);
}

async function openCheck({ memory, now }: CheckTools): Promise<Opened> {
  const known = memory.opened;
  if (known && Date.parse(known.expiresAt) > Date.now() + leastLeftMs) return known;
  const { purposeCode, caseRef } = now().options;
  memory.opened = await call(openIdentityCheck, { body: { purposeCode, caseRef } });
  return memory.opened;
}

/** Runs one step; a card put aside meanwhile hears nothing of it. @returns whether it went well */
async function attempt(tools: CheckTools, work: () => Promise<Found>): Promise<boolean> {
  const { memory, change } = tools;
  const mine = memory.round;
  try {
    const { view, facts } = await work();
    if (mine !== memory.round) return false;
    change({ step: 'answered', view, facts, seconds: (performance.now() - memory.startedAt) / 1000 });
    tools.now().options.onAnswer?.(view, facts);
    return true;
  } catch (error) {
    if (mine !== memory.round) return false;
    const trouble = error instanceof AgentRefusal ? error.message : tools.sentenceOf(error);
    change({ trouble, step: tools.now().state.view ? 'answered' : 'waiting' });
    return false;
  }
}

/** What the check says now, after something was added to it. */
export async function lookAgain(tools: CheckTools, id: string): Promise<void> {
  const mine = tools.memory.round;
  const view = await call(getIdentityCheck, { params: { id } });
  if (mine === tools.memory.round) tools.change({ view });
}

export function nextCard({ memory, change }: CheckTools): void {
  memory.round += 1;
  memory.opened = null;
  change(nothingYet);
}

function begin(tools: CheckTools): void {
  if (isSettled(tools.now().state.view)) nextCard(tools);
  tools.memory.startedAt = performance.now();
  tools.change({ step: 'judging', trouble: null });
}

/** The reader reads, the server judges; what it says stands, whatever the reader thought of it. */
export function readChip(tools: CheckTools, access: PrintedAccess): Promise<boolean> {
  return attempt(tools, async () => {
    tools.change({ step: 'reading', trouble: null, access });
    const { id, nonce } = await openCheck(tools);
    const { agent } = tools.now().options;
    const { envelope } = await agent.ask<{ envelope: string }>('/readings', { check: id, nonce, access });
    tools.change({ step: 'judging' });
    const { matchPopulation } = tools.now().options;
    const view = await call(answerByChip, { params: { id }, body: { envelope, matchPopulation } });
    tools.memory.opened = null;
    if (view.outcome !== 'accepted') return { view, facts: null };
    tools.change({ envelope });
    return { view, facts: factsOfChip(envelope) ?? null };
  });
}

/** A new QR code is a new card; a card that lies on the reader already is read at once. */
export async function takeScan(tools: CheckTools, text: string): Promise<void> {
  nextCard(tools);
  begin(tools);
  const isTaken = await attempt(tools, async () => {
    const { id } = await openCheck(tools);
    const { matchPopulation } = tools.now().options;
    const view = await call(answerByQr, { params: { id }, body: { text, matchPopulation } });
    return { view, facts: factsOfQrText(text) ?? null };
  });
  if (!isTaken) return;
  tools.change({ access: { qr: text } });
  if (hasCard(tools.now().options.agent)) await readChip(tools, { qr: text });
}

function isoOf(typed: string): string | undefined {
  const [, day, month, year] = /^\s*(\d{1,2})\D(\d{1,2})\D(\d{4})\s*$/.exec(typed) ?? [];
  return year && month && day ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : undefined;
}

export async function takeTyped(tools: CheckTools, entry: TypedEntry): Promise<void> {
  begin(tools);
  await attempt(tools, async () => {
    const { id } = await openCheck(tools);
    const { matchPopulation } = tools.now().options;
    const { number, fullName } = entry;
    const body = { number, fullName, birth: isoOf(entry.birth), matchPopulation };
    return { view: await call(answerByHand, { params: { id }, body }), facts: factsOfTyped(entry) };
  });
}

export async function takePrinted(tools: CheckTools, access: PrintedAccess): Promise<void> {
  begin(tools);
  await readChip(tools, access);
}
