import { hashText } from './random.ts';

/** What an id stands for; part of the id, so that a person's and a household's never meet. */
export type SyntheticIdKind = 'person' | 'household' | 'identifier' | 'kinship' | 'contact' | 'stay' | 'act';

const KINDS: Readonly<Record<SyntheticIdKind, number>> = {
  person: 1,
  household: 2,
  identifier: 3,
  kinship: 4,
  contact: 5,
  stay: 6,
  act: 7,
};
const BASE_MILLISECONDS = 1_751_302_800_000;

/**
 * UUID in the layout of version 7 (RFC 9562 §5.7) for row `index` of a kind: the same for the same seed, ordered
 * by index. `index` is a person's ref for persons and households, `ref * 16 + n` for the n-th part of a person.
 */
export function createIdMaker(seed: string): (kind: SyntheticIdKind, index: number) => string {
  const tail =
    hashText(`${seed}/id`).toString(16).padStart(8, '0') +
    (hashText(`${seed}/id2`) >>> 16).toString(16).padStart(4, '0');
  return (kind, index) => {
    const time = (BASE_MILLISECONDS + Math.floor(index / 16)).toString(16).padStart(12, '0');
    const step = (index % 16).toString(16);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${step}0${KINDS[kind]}-8000-${tail}`;
  };
}
