export interface WordOptions {
  /** Word for an empty tens place: "linh" (default) or "lẻ" as in the South. */
  zeroTens?: 'linh' | 'lẻ';
  /** "nghìn" (default) or "ngàn". */
  thousand?: 'nghìn' | 'ngàn';
}

const digits = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'];

function unitWord(unit: number, tens: number): string {
  if (unit === 1 && tens > 1) return 'mốt';
  if (unit === 4 && tens > 1) return 'tư';
  if (unit === 5 && tens > 0) return 'lăm';
  return digits[unit] ?? '';
}

function underHundred(value: number, zeroTens: string): string[] {
  const tens = Math.floor(value / 10);
  const unit = value % 10;
  const words: string[] = [];
  if (tens === 0) words.push(zeroTens);
  else if (tens === 1) words.push('mười');
  else words.push(digits[tens] ?? '', 'mươi');
  if (unit > 0) words.push(unitWord(unit, tens));
  return words;
}

function underThousand(value: number, leading: boolean, zeroTens: string): string[] {
  const hundreds = Math.floor(value / 100);
  const rest = value % 100;
  const words: string[] = [];
  if (hundreds > 0 || !leading) words.push(digits[hundreds] ?? '', 'trăm');
  if (rest === 0) return words;
  if (words.length === 0 && rest < 10) return [digits[rest] ?? ''];
  return [...words, ...underHundred(rest, zeroTens)];
}

function belowBillion(value: number, leading: boolean, options: Required<WordOptions>): string[] {
  const words: string[] = [];
  const scales: [number, string][] = [
    [Math.floor(value / 1_000_000), 'triệu'],
    [Math.floor(value / 1000) % 1000, options.thousand],
    [value % 1000, ''],
  ];
  for (const [group, scale] of scales) {
    if (group === 0) continue;
    words.push(...underThousand(group, leading && words.length === 0, options.zeroTens));
    if (scale) words.push(scale);
  }
  return words;
}

/** Reads a whole number aloud: 1234005 → "một triệu hai trăm ba mươi tư nghìn không trăm linh năm". */
export function numberToWords(value: number | bigint, options: WordOptions = {}): string {
  const full = { zeroTens: options.zeroTens ?? 'linh', thousand: options.thousand ?? 'nghìn' };
  const whole = BigInt(value);
  if (whole < 0n) return `âm ${numberToWords(-whole, options)}`;
  if (whole === 0n) return 'không';
  const groups: number[] = [];
  for (let rest = whole; rest > 0n; rest /= 1_000_000_000n) groups.unshift(Number(rest % 1_000_000_000n));
  const words: string[] = [];
  groups.forEach((group, index) => {
    if (group === 0) return;
    words.push(...belowBillion(group, words.length === 0, full));
    for (let level = groups.length - 1 - index; level > 0; level -= 1) words.push('tỷ');
  });
  return words.join(' ');
}

/** For receipts: 50000 → "Năm mươi nghìn đồng". */
export function dongToWords(value: number | bigint, options: WordOptions = {}): string {
  const words = numberToWords(value, options);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} đồng`;
}
