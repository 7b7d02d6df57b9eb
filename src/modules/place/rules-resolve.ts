import { fold, foldWords } from '#lib/vietnamese';
import { type Change, type Links, type Unit, descentOf, isInForce, namesOf, parentsOf } from './rules.ts';

export interface Question {
  readonly text: string;
  /** Day of the paper; tells whether the old or the new division is meant. */
  readonly writtenOn?: string | undefined;
  readonly today: string;
}

export interface Candidate {
  readonly unit: Unit;
  readonly confidence: number;
  readonly through: readonly Unit[];
  readonly isDivided: boolean;
  readonly hint: string | null;
}

export interface Resolution {
  /** Set only when one answer is sure. */
  readonly unit: Unit | null;
  readonly candidates: readonly Candidate[];
  readonly rest: string;
  readonly level: Unit['level'] | 'none';
}

interface Span {
  readonly unit: Unit;
  readonly start: number;
  readonly end: number;
  /** Where the words of the unit begin, its type included. */
  readonly outer: number;
  readonly typed: 'exact' | 'other' | 'none';
}

interface Reading {
  readonly commune: Span | null;
  readonly district: Span | null;
  readonly province: Span | null;
  readonly score: number;
}

const typeWords: Readonly<Record<string, readonly string[]>> = {
  Tỉnh: ['tinh', 't'],
  'Thành phố': ['thanh pho', 'tp', 't p'],
  'Thị xã': ['thi xa', 'tx', 't x'],
  Huyện: ['huyen', 'h'],
  Phường: ['phuong', 'p', 'f'],
  Xã: ['xa', 'x'],
  'Thị trấn': ['thi tran', 'tt', 't t'],
};
const typesByLevel: Readonly<Record<Unit['level'], readonly string[]>> = {
  province: ['Tỉnh'],
  district: ['Thành phố', 'Thị xã', 'Huyện'],
  commune: ['Phường', 'Xã', 'Thị trấn'],
};
/** What follows these words is a hamlet or a street, whatever it is called. */
const lesserWords = [
  'thon',
  'buon',
  'ban',
  'to',
  'tdp',
  'tdp so',
  'to dan pho',
  'khu pho',
  'kp',
  'khoi',
  'khoi pho',
  'duong',
  'pho',
  'ap',
  'hem',
  'doi',
  'cum',
  'cho',
  'khu',
];

const endsWith = (words: readonly string[], end: number, phrase: string): boolean => {
  const parts = phrase.split(' ');
  return end >= parts.length && parts.every((part, i) => words[end - parts.length + i] === part);
};

const longestBefore = (
  words: readonly string[],
  end: number,
  phrases: readonly string[],
): string | undefined =>
  phrases.filter((phrase) => endsWith(words, end, phrase)).toSorted((a, b) => b.length - a.length)[0];

const allTypeWords = Object.entries(typeWords).flatMap(([type, phrases]) =>
  phrases.map((phrase) => ({ type, phrase })),
);

/** How the words before a name call it; null when they call it something that this unit cannot be. */
const introduction = (
  words: readonly string[],
  start: number,
  unit: Unit,
): Pick<Span, 'outer' | 'typed'> | null => {
  const called = allTypeWords
    .filter((item) => endsWith(words, start, item.phrase))
    .toSorted((a, b) => b.phrase.length - a.phrase.length)[0];
  const lesser = longestBefore(words, start, lesserWords);
  if (lesser !== undefined && lesser.length > (called?.phrase.length ?? 0)) return null;
  if (called === undefined) return { outer: start, typed: 'none' };
  if (!typesByLevel[unit.level].includes(called.type)) return null;
  return {
    outer: start - called.phrase.split(' ').length,
    typed: called.type === unit.type ? 'exact' : 'other',
  };
};

export interface NameIndex {
  /** First word → names that begin with it, longest first. */
  readonly byWord: ReadonlyMap<string, readonly { words: readonly string[]; unit: Unit }[]>;
}

export function indexNames(links: Links): NameIndex {
  const entries = links.units.flatMap((unit) =>
    namesOf(unit).map((name) => ({ words: name.split(' '), unit })),
  );
  return { byWord: Map.groupBy(entries, (entry) => entry.words[0] ?? '') };
}

const spanAt = (
  words: readonly string[],
  start: number,
  entry: { words: readonly string[]; unit: Unit },
): Span | null => {
  if (!entry.words.every((word, i) => words[start + i] === word)) return null;
  const end = start + entry.words.length;
  if (/^p0?\d|^phuong$/.test(entry.words[0] ?? '') || /^\d+$/.test(entry.unit.name)) {
    return { unit: entry.unit, start, end, outer: start, typed: 'exact' };
  }
  const introduced = introduction(words, start, entry.unit);
  return introduced === null ? null : { unit: entry.unit, start, end, ...introduced };
};

interface Text {
  readonly words: readonly string[];
  /** Positions at which a part between commas begins: no name reaches across. */
  readonly breaks: ReadonlySet<number>;
}

const readText = (text: string): Text => {
  const parts = text.split(/[,;\n]| - /).map(foldWords);
  const breaks = new Set<number>();
  let length = 0;
  for (const part of parts) {
    length += part.length;
    breaks.add(length);
  }
  return { words: parts.flat(), breaks };
};

const crosses = (span: Span, breaks: ReadonlySet<number>): boolean => {
  for (let at = span.start + 1; at < span.end; at += 1) if (breaks.has(at)) return true;
  return false;
};

const spansIn = ({ words, breaks }: Text, index: NameIndex): Span[] => {
  const spans = words
    .flatMap((word, start) =>
      (index.byWord.get(word) ?? []).flatMap((entry) => spanAt(words, start, entry) ?? []),
    )
    .filter((span) => !crosses(span, breaks));
  return spans.filter(
    (span) =>
      !spans.some(
        (other) =>
          other.start <= span.start &&
          other.end >= span.end &&
          other.end - other.start > span.end - span.start,
      ),
  );
};

const atTime = (unit: Unit, question: Question): number => {
  if (question.writtenOn === undefined) return isInForce(unit, question.today) ? 0.04 : 0;
  return isInForce(unit, question.writtenOn) ? 0.2 : -0.3;
};

const typedScore: Readonly<Record<Span['typed'], number>> = { exact: 0.12, other: -0.1, none: 0 };

const originDistricts = (links: Links, unit: Unit): Set<string | null> =>
  new Set(
    (links.changesTo.get(unit.code) ?? [])
      .filter((change) => change.on === unit.validFrom)
      .flatMap((change) => (links.byCode.get(change.from) ?? []).map((old) => old.parent)),
  );

const districtScore = (links: Links, commune: Unit, district: Unit): number => {
  if (commune.parent === district.code) return 0.25;
  return originDistricts(links, commune).has(district.code) ? 0.1 : -0.45;
};

/** An old address always names the district: without it the new unit of that name is meant. */
const noDistrictScore = (commune: Unit): number => (commune.parent?.length === 3 ? -0.18 : 0);

const provinceScore = (links: Links, commune: Unit, province: Unit): number => {
  const above = parentsOf(links, commune).at(-1);
  if (above?.code === province.code) return 0.1;
  return commune.formerProvince === province.code ? 0.1 : -0.45;
};

/** In `Hòa Trị, Phú Hòa, Phú Yên` the last name is the province, though a ward is called so too. */
const isRatherParent = (span: Span, spans: readonly Span[]): boolean =>
  span.typed === 'none' &&
  spans.some(
    (other) => other.unit.level !== 'commune' && other.start === span.start && other.end === span.end,
  ) &&
  spans.some((other) => other.unit.level === 'commune' && other.end <= span.outer);

interface Scene {
  readonly words: readonly string[];
  readonly links: Links;
  readonly question: Question;
}

const gapScore = (words: readonly string[], spans: readonly (Span | null)[]): number => {
  const placed = spans.filter((span) => span !== null);
  const gaps = placed.map((span, i) => Math.max(0, (placed[i + 1]?.outer ?? words.length) - span.end));
  return -Math.min(0.3, 0.06 * gaps.reduce((sum, gap) => sum + gap, 0));
};

const scoreOf = (scene: Scene, spans: Omit<Reading, 'score'>): number => {
  const { commune, district, province } = spans;
  const gaps = gapScore(scene.words, [commune, district, province]);
  if (commune === null) return 0.2 + gaps;
  return (
    0.6 +
    typedScore[commune.typed] +
    atTime(commune.unit, scene.question) +
    (district === null
      ? noDistrictScore(commune.unit)
      : districtScore(scene.links, commune.unit, district.unit)) +
    (province === null ? 0 : provinceScore(scene.links, commune.unit, province.unit)) +
    gaps
  );
};

const rightOf = (span: Span | null, others: readonly Span[]): Span[] =>
  others.filter((other) => span === null || other.outer >= span.end);

const readingsOf = (scene: Scene, spans: readonly Span[]): Reading[] => {
  const of = (level: Unit['level']): Span[] => spans.filter((span) => span.unit.level === level);
  const readings: Reading[] = [];
  for (const commune of of('commune')) {
    for (const district of [...rightOf(commune, of('district')), null]) {
      for (const province of [...rightOf(district ?? commune, of('province')), null]) {
        const reading = { commune, district, province };
        const doubt = isRatherParent(commune, spans) ? -0.35 : 0;
        readings.push({ ...reading, score: scoreOf(scene, reading) + doubt });
      }
    }
  }
  return readings;
};

const best = (readings: readonly Reading[]): Reading[] => {
  const byUnit = new Map<Unit, Reading>();
  for (const reading of readings) {
    const unit = reading.commune?.unit;
    const known = unit === undefined ? undefined : byUnit.get(unit);
    if (unit !== undefined && explains(reading) >= explains(known)) byUnit.set(unit, reading);
  }
  return [...byUnit.values()];
};

/** A reading that accounts for a district or a province that is written goes before one that overlooks it. */
const explains = (reading: Reading | undefined): number =>
  reading === undefined
    ? -1
    : (reading.district === null ? 0 : 10) + (reading.province === null ? 0 : 10) + reading.score;

/** A hint decides when it names the hamlet written before the unit; one that names only a part of it does not. */
const hintHolds = (rest: string, hint: string): boolean =>
  hint
    .split(';')
    .filter((clause) => !fold(clause).startsWith('mot phan'))
    .flatMap((clause) => clause.split(/[,:()]/))
    .map((part) => fold(part).replace(/^(?:khu pho|thon) /, ''))
    .some((name) => name.length > 3 && ` ${rest} `.includes(` ${name} `));

const hintOf = (steps: readonly Change[]): string | null =>
  [...new Set(steps.flatMap((step) => step.hint ?? []))].join('; ') || null;

const heirsOf = (scene: Scene, reading: Reading, rest: string): Candidate[] => {
  const unit = reading.commune?.unit;
  if (unit === undefined) return [];
  const heirs = descentOf(scene.links, unit, scene.question.today);
  const decided = heirs.filter((heir) =>
    heir.steps.some((step) => step.hint !== null && hintHolds(rest, step.hint)),
  );
  return heirs.map((heir) => {
    const share = decided.length === 1 ? (decided[0] === heir ? 0.9 : 0.05) : 1 / heirs.length;
    return {
      unit: heir.unit,
      confidence: reading.score * share,
      through: unit === heir.unit ? [] : [unit],
      isDivided: heir.isDivided,
      hint: hintOf(heir.steps),
    };
  });
};

const merged = (candidates: readonly Candidate[]): Candidate[] => {
  const groups = Map.groupBy(candidates, (candidate) => candidate.unit);
  return [...groups.values()]
    .flatMap((group) => {
      const first = group.toSorted((a, b) => b.confidence - a.confidence)[0];
      if (first === undefined) return [];
      const confidence = Math.round(Math.min(0.99, Math.max(0, first.confidence)) * 100) / 100;
      return [{ ...first, confidence, through: [...new Set(group.flatMap((item) => item.through))] }];
    })
    .filter((candidate) => candidate.confidence >= 0.15)
    .toSorted((a, b) => b.confidence - a.confidence || (a.unit.code < b.unit.code ? -1 : 1))
    .slice(0, 12);
};

const sureFrom = 0.8;
const leadOf = 0.2;

const wholeDistrict = (scene: Scene, spans: readonly Span[]): Resolution => {
  const district = spans.filter((span) => span.unit.level === 'district').at(-1);
  const province = spans.filter((span) => span.unit.level === 'province').at(-1);
  const none: Resolution = {
    unit: null,
    candidates: [],
    rest: scene.question.text.trim(),
    level: province === undefined ? 'none' : 'province',
  };
  if (district === undefined) return none;
  const inside = scene.links.units.filter(
    (unit) => unit.level === 'commune' && unit.parent === district.unit.code,
  );
  const heirs = inside.flatMap((unit) =>
    descentOf(scene.links, unit, scene.question.today).map((way) => way.unit),
  );
  const today = [...new Set(heirs)].toSorted((a, b) => (a.code < b.code ? -1 : 1));
  const candidates = today.map((unit) => ({
    unit,
    confidence: Math.round((0.5 / today.length) * 100) / 100,
    through: [district.unit],
    isDivided: true,
    hint: null,
  }));
  return { ...none, candidates, level: 'district' };
};

const restBefore = (text: string, words: readonly string[], outer: number): string => {
  const wanted = words.slice(0, outer).join(' ');
  if (wanted === '') return '';
  for (const word of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const kept = text.slice(0, word.index + word[0].length);
    if (fold(kept) === wanted) return kept.trim();
  }
  return '';
};

/** Reads an address as printed and says which of today's units it lies in, how sure that is, and why. */
export function resolveAddress(links: Links, index: NameIndex, question: Question): Resolution {
  const text = readText(question.text);
  const { words } = text;
  const scene: Scene = { words, links, question };
  const spans = spansIn(text, index);
  const readings = best(readingsOf(scene, spans)).toSorted((a, b) => b.score - a.score);
  const top = readings[0];
  if (top?.commune == null || top.score < 0.3) return wholeDistrict(scene, spans);
  const rest = restBefore(question.text, words, top.commune.outer);
  const candidates = merged(readings.flatMap((reading) => heirsOf(scene, reading, fold(rest))));
  const [first, second] = candidates;
  const isSure =
    first !== undefined &&
    first.confidence >= sureFrom &&
    first.confidence - (second?.confidence ?? 0) >= leadOf;
  return { unit: isSure ? first.unit : null, candidates, rest, level: 'commune' };
}
