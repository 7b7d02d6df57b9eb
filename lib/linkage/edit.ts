/** True when one letter more, one less, one other, or two neighbours exchanged make the words equal. Equal words too. */
export function isOneEdit(first: string, second: string): boolean {
  const a = first.length <= second.length ? first : second;
  const b = a === first ? second : first;
  if (b.length - a.length > 1) return false;
  let start = 0;
  while (start < a.length && a.charCodeAt(start) === b.charCodeAt(start)) start += 1;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA -= 1;
    endB -= 1;
  }
  if (endA - start <= 1 && endB - start <= 1) return true;
  return endA - start === 2 && endB - start === 2 && isExchanged(a, b, start);
}

function isExchanged(a: string, b: string, at: number): boolean {
  return a.charCodeAt(at) === b.charCodeAt(at + 1) && a.charCodeAt(at + 1) === b.charCodeAt(at);
}

/** Jaro–Winkler likeness, 0…1. */
export function jaroWinkler(first: string, second: string): number {
  if (first === second) return 1;
  const [lengthA, lengthB] = [first.length, second.length];
  if (lengthA === 0 || lengthB === 0) return 0;
  const reach = Math.max(0, Math.floor(Math.max(lengthA, lengthB) / 2) - 1);
  const takenB = new Uint8Array(lengthB);
  let matched = '';
  for (let i = 0; i < lengthA; i += 1) {
    for (let j = Math.max(0, i - reach); j <= Math.min(lengthB - 1, i + reach); j += 1) {
      if (takenB[j] || first.charCodeAt(i) !== second.charCodeAt(j)) continue;
      takenB[j] = 1;
      matched += first.charAt(i);
      break;
    }
  }
  if (matched === '') return 0;
  const jaro = jaroOf({ matched, takenB, second }, lengthA, lengthB);
  let prefix = 0;
  while (prefix < 4 && first.charCodeAt(prefix) === second.charCodeAt(prefix)) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}

function jaroOf(
  found: { matched: string; takenB: Uint8Array; second: string },
  lengthA: number,
  lengthB: number,
): number {
  let at = 0;
  let crossed = 0;
  for (let j = 0; j < lengthB; j += 1) {
    if (!found.takenB[j]) continue;
    if (found.matched.charAt(at) !== found.second.charAt(j)) crossed += 1;
    at += 1;
  }
  const m = found.matched.length;
  return (m / lengthA + m / lengthB + (m - crossed / 2) / m) / 3;
}

/** Consonant skeleton by sound, for names of any Latin writing: like letters one class, vowels only at the start. */
export function soundKey(folded: string): string {
  let result = '';
  let last = '';
  const text = folded
    .replace(/^(?:kn|gn|pn|wr)/, 'n')
    .replace(/ph/g, 'f')
    .replace(/[cs]ch|sh|ch/g, 's')
    .replace(/gh|h/g, '');
  for (const letter of text) {
    const found = soundClass[letter] ?? '';
    const sound = found === '' && result === '' && /[aeiouyw]/.test(letter) ? 'a' : found;
    if (sound !== '' && sound !== last) result += sound;
    last = sound;
  }
  return result.slice(0, 6);
}

const soundClass: Readonly<Record<string, string>> = Object.fromEntries(
  ['bpfv', 'cgjkqsxz', 'dt', 'l', 'mn', 'r'].flatMap((letters) =>
    Array.from(letters, (letter) => [letter, letters.charAt(0)]),
  ),
);
