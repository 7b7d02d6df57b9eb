import { foldForSearch } from '#lib/vietnamese';
import { type Ctx, legalDay } from '#platform/runtime';
import { errors } from './errors.ts';
import { type CitationFault, type Instrument, type State, citationFaults, stateOn } from './rules.ts';
import { readInstruments } from './store.ts';

const present = (instrument: Instrument, day: string) => ({ ...instrument, state: stateOn(instrument, day) });
const refer = ({ id, number, title }: Instrument) => ({ id, number, title });

export async function listInstruments(
  ctx: Ctx,
  question: { search?: string | undefined; on?: string | undefined; state?: State | undefined },
) {
  const day = question.on ?? legalDay(ctx.clock.now());
  const found = await readInstruments(ctx, { search: question.search });
  return found
    .map((instrument) => present(instrument, day))
    .filter((instrument) => question.state === undefined || instrument.state === question.state)
    .toSorted((a, b) => numberRank(a, question.search) - numberRank(b, question.search));
}

/** Whoever types a number means that instrument before those that mention it. */
const numberRank = (instrument: { number: string }, search: string | undefined): number =>
  search !== undefined && foldForSearch(instrument.number).startsWith(foldForSearch(search)) ? 0 : 1;

/** @throws law.not_found */
export async function getInstrument(ctx: Ctx, id: string, on?: string) {
  const day = on ?? legalDay(ctx.clock.now());
  const [instrument] = await readInstruments(ctx, { ids: [id] });
  if (instrument === undefined) throw errors.error('not_found');
  const pointing = await readInstruments(ctx, { pointingAt: id });
  return {
    instrument: present(instrument, day),
    amends: (await readInstruments(ctx, { ids: instrument.amends })).map(refer),
    amendedBy: pointing.filter((other) => other.amends.includes(id)).map(refer),
    replacedBy: (await readInstruments(ctx, { ids: instrument.replacedBy })).map(refer),
    replaces: pointing.filter((other) => other.replacedBy.includes(id)).map(refer),
  };
}

/** Instruments by id with their state on a day, in the order asked; unknown ids are left out. */
export async function instrumentsOn(ctx: Ctx, ids: readonly string[], day: string) {
  const known = new Map(
    (await readInstruments(ctx, { ids })).map((instrument) => [instrument.id, instrument]),
  );
  return ids.flatMap((id) => {
    const instrument = known.get(id);
    return instrument === undefined ? [] : [present(instrument, day)];
  });
}

/** What is wrong with citing these instruments on a day. Empty: all are in force and checked. */
export async function checkCitations(
  ctx: Ctx,
  ids: readonly string[],
  day: string,
): Promise<CitationFault[]> {
  const known = new Map(
    (await readInstruments(ctx, { ids })).map((instrument) => [instrument.id, instrument]),
  );
  return citationFaults(known, ids, day);
}
