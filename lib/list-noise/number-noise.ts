import type { SeededRandom, SyntheticPerson } from '#lib/synthetic-population';
import type { NoiseRates } from './rates.ts';

export interface NoisyValue {
  readonly text: string;
  readonly noise: readonly string[];
}

/** The number as a list has it: missing, the old one, a cancelled one, somebody else's, mistyped, mangled. */
export function noisyNumber(person: SyntheticPerson, rates: NoiseRates, random: SeededRandom): NoisyValue {
  if (random.chance(rates.numberMissing)) return { text: '', noise: ['numberMissing'] };
  const noise: string[] = [];
  let text = written(person, { rates, random, noise });
  if (random.chance(rates.numberTypo)) {
    text = mistyped(text, random);
    noise.push('numberTypo');
  } else if (random.chance(rates.numberShort)) {
    const at = 3 + random.int(text.length - 3);
    text = text.slice(0, at) + text.slice(at + 1);
    noise.push('numberShort');
  }
  return mangled(text, { rates, random, noise });
}

interface Drawing {
  readonly rates: NoiseRates;
  readonly random: SeededRandom;
  readonly noise: string[];
}

function written(person: SyntheticPerson, { rates, random, noise }: Drawing): string {
  const relatives = [person.father?.number, person.mother?.number, person.spouse?.number];
  const known = relatives.filter((number) => number !== undefined);
  if (random.chance(rates.numberOfRelative) && known.length > 0) {
    noise.push('numberOfRelative');
    return random.pick(known);
  }
  const cancelled = person.identifiers.find(
    ({ kind, state }) => kind === 'personal_number' && state === 'cancelled',
  );
  if (cancelled && random.chance(rates.numberCancelled)) {
    noise.push('numberCancelled');
    return cancelled.value;
  }
  const old = person.identifiers.find(({ kind }) => kind === 'cmnd9');
  if (old && random.chance(rates.numberOld)) {
    noise.push('numberOld');
    return old.value;
  }
  return person.number;
}

function mistyped(text: string, random: SeededRandom): string {
  const at = random.int(text.length);
  const digit = Number(text.charAt(at));
  const next = text.charAt(at + 1);
  if (random.chance(0.3) && next !== '' && next !== text.charAt(at))
    return text.slice(0, at) + next + text.charAt(at) + text.slice(at + 2);
  return text.slice(0, at) + String((digit + 1 + random.int(9)) % 10) + text.slice(at + 1);
}

/** What spreadsheets make of digits. */
function mangled(text: string, { rates, random, noise }: Drawing): NoisyValue {
  if (text.startsWith('0') && random.chance(rates.numberZerosLost))
    return { text: text.replace(/^0+/, ''), noise: [...noise, 'numberZerosLost'] };
  if (text.length === 12 && random.chance(rates.numberExponent)) {
    const exponent = Number(text).toExponential(2).replace('.', ',').replace('e+', 'E+');
    return { text: exponent, noise: [...noise, 'numberExponent'] };
  }
  if (!random.chance(rates.numberDecorated)) return { text, noise };
  const decorated = random.pick([
    `'${text}`,
    `${text}.0`,
    `${text} `,
    text.replace(/(\d{3})(?=\d)/g, '$1 '),
    text.replace(/(\d{3})(?=\d)/g, '$1.'),
  ]);
  return { text: decorated, noise: [...noise, 'numberDecorated'] };
}
