import type { SeededRandom, SyntheticAddress, SyntheticPerson, UnitInput } from '#lib/synthetic-population';
import { withoutDiacritics } from './name-noise.ts';
import type { NoiseRates } from './rates.ts';
import type { FormerUnit } from './types.ts';

export interface Places {
  readonly units: readonly UnitInput[];
  readonly formerByUnit: ReadonlyMap<string, readonly FormerUnit[]>;
}

export interface NoisyPlace {
  readonly detail: string;
  readonly hamlet: string;
  readonly commune: string;
  readonly district: string;
  readonly noise: readonly string[];
}

const shortForms: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^Phường /, ['P. ', 'P.', 'phường ', '']],
  [/^Xã /, ['X. ', 'X.', 'xã ', '']],
  [/^Thị trấn /, ['TT. ', 'TT ', 'thị trấn ']],
  [/^Thành phố /, ['TP. ', 'TP ', 'Tp.']],
  [/^Thị xã /, ['TX. ', 'TX ', 'thị xã ']],
  [/^Huyện /, ['H. ', 'H.', 'huyện ', '']],
  [/^Tổ dân phố /, ['TDP ', 'Tổ ', 'tdp ', 'Khối ']],
  [/^Thôn /, ['T. ', 'thôn ', 'T', 'Thôn 0']],
  [/^Buôn /, ['B. ', 'buôn ', 'B.']],
];

function abbreviate(text: string, random: SeededRandom): string {
  for (const [pattern, forms] of shortForms)
    if (pattern.test(text)) return text.replace(pattern, random.pick(forms)).replace('Buôn Ma Thuột', 'BMT');
  return text;
}

function communeName(unit: UnitInput): string {
  return `${unit.kind === 'ward' ? 'Phường' : 'Xã'} ${unit.name}`;
}

interface Drawing {
  readonly rates: NoiseRates;
  readonly random: SeededRandom;
  readonly noise: string[];
}

/** Where the list says that somebody lives. */
export function noisyPlace(
  person: SyntheticPerson,
  places: Places,
  { rates, random }: { rates: NoiseRates; random: SeededRandom },
): NoisyPlace {
  const noise: string[] = [];
  const drawing = { rates, random, noise };
  const elsewhere =
    person.permanentAddress.unitCode !== person.currentAddress.unitCode &&
    random.chance(rates.addressPermanent);
  if (elsewhere) noise.push('addressPermanent');
  const home = elsewhere ? person.permanentAddress : person.currentAddress;
  const unit = noisyUnit(home, places, drawing);
  const plain = random.chance(rates.nameWithoutDiacritics);
  const dress = (text: string) => {
    const short = random.chance(rates.communeAbbreviated) ? abbreviate(text, random) : text;
    return plain ? withoutDiacritics(short) : short;
  };
  return {
    detail: random.chance(rates.detailMissing) ? '' : dress(home.detail),
    hamlet: dress(noisyHamlet(home.hamlet, drawing)),
    commune: dress(unit.commune),
    district: dress(unit.district),
    noise,
  };
}

function noisyUnit(
  home: SyntheticAddress,
  places: Places,
  { rates, random, noise }: Drawing,
): { commune: string; district: string } {
  const none = { commune: '', district: '' };
  const roll = random.float();
  if (roll < rates.communeMissing) {
    noise.push('communeMissing');
    return none;
  }
  let [code, commune] = [home.unitCode, home.unitName];
  if (roll < rates.communeMissing + rates.communeWrong) {
    noise.push('communeWrong');
    const other = random.pick(places.units);
    [code, commune] = [other.code, communeName(other)];
  }
  const former = code === undefined ? undefined : places.formerByUnit.get(code);
  if (!former || former.length === 0 || !random.chance(rates.communeOld)) return { ...none, commune };
  noise.push('communeOld');
  const old = random.pick(former);
  return { commune: old.name, district: old.district };
}

function noisyHamlet(hamlet: string, { rates, random, noise }: Drawing): string {
  if (random.chance(rates.hamletMissing)) {
    noise.push('hamletMissing');
    return '';
  }
  if (!random.chance(rates.hamletWrong)) return hamlet;
  noise.push('hamletWrong');
  return hamlet.replace(/\d+$/, () => String(1 + random.int(12)));
}
