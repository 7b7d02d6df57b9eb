import type { InstrumentRow } from '#lib/catalog';

export interface Instrument {
  readonly id: string;
  readonly number: string;
  readonly kind: InstrumentRow['kind'];
  readonly title: string;
  readonly issuer: string;
  readonly issuedOn: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly amends: readonly string[];
  readonly replacedBy: readonly string[];
  readonly governs: string;
  readonly verified: boolean;
}

export type State = 'inForce' | 'ended' | 'notYet' | 'unknown';

/** The state of an instrument on a legal day; an unknown first day is never taken for "in force". */
export function stateOn(instrument: Pick<Instrument, 'validFrom' | 'validTo'>, day: string): State {
  if (instrument.validTo !== null && instrument.validTo <= day) return 'ended';
  if (instrument.validFrom === null) return 'unknown';
  return instrument.validFrom <= day ? 'inForce' : 'notYet';
}

export interface CitationFault {
  readonly id: string;
  readonly fault: 'missing' | 'ended' | 'notYet' | 'unknown' | 'unchecked';
  readonly replacedBy: readonly string[];
}

/** What is wrong with citing these instruments on a day; `unchecked` is a warning, the rest are faults. */
export function citationFaults(
  known: ReadonlyMap<string, Instrument>,
  ids: readonly string[],
  day: string,
): CitationFault[] {
  return ids.flatMap((id): CitationFault[] => {
    const instrument = known.get(id);
    if (instrument === undefined) return [{ id, fault: 'missing', replacedBy: [] }];
    const state = stateOn(instrument, day);
    if (state !== 'inForce') return [{ id, fault: state, replacedBy: instrument.replacedBy }];
    return instrument.verified ? [] : [{ id, fault: 'unchecked', replacedBy: [] }];
  });
}
