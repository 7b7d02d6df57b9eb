import { fold } from '#lib/vietnamese';
import {
  anyGroup,
  type Comparator,
  type Level,
  type Output,
  type Shared,
  type Spot,
  type Values,
} from './comparator.ts';
import { isOneEdit, jaroWinkler, soundKey } from './edit.ts';
import { Ints, log2Count } from './ints.ts';
import type { Section, Sections } from './snapshot.ts';

const on = { missing: 0, exact: 1, oneEdit: 2, sound: 3, near: 4, differs: 5 } as const;
const textLevels: readonly Level[] = [
  { name: 'missing', m: 1, groups: anyGroup },
  { name: 'exact', m: 0.85, groups: anyGroup },
  { name: 'one_edit', m: 0.07, groups: anyGroup },
  { name: 'sound', m: 0.03, groups: anyGroup },
  { name: 'near', m: 0.03, groups: anyGroup },
  { name: 'differs', m: 0.05, groups: anyGroup },
];

/** Text in any language: exact without marks and case, one edit, same sound, near, or different. */
export class TextComparator implements Comparator {
  readonly outputs: readonly Output[];
  readonly width = 1;
  readonly parts = ['value', 'sound', 'start'];
  private readonly field: string;
  private readonly shared: Shared;
  private offset = 0;
  private output = 0;
  private readonly rawIds = new Map<string, number>();
  private readonly ids = new Map<string, number>();
  private readonly texts: string[] = [];
  private readonly sounds: number[] = [];
  private readonly soundIds = new Map<string, number>();
  private readonly byValue = new Ints();
  private readonly bySound = new Ints();
  private readonly memo = new Map<number, number>();
  private row = '';
  private rowSound = -1;

  constructor(field: string, shared: Shared) {
    this.field = field;
    this.shared = shared;
    this.outputs = [{ field, levels: textLevels }];
    this.numberOf('');
  }

  settle(offset: number, output: number): void {
    this.offset = offset;
    this.output = output;
  }

  private numberOf(raw: string): number {
    const known = this.rawIds.get(raw);
    if (known !== undefined) return known;
    const text = fold(raw);
    const id = this.ids.get(text) ?? this.ids.size;
    if (id === this.ids.size) {
      this.ids.set(text, id);
      this.texts.push(text);
      this.sounds.push(this.soundOf(text));
    }
    this.rawIds.set(raw, id);
    return id;
  }

  private soundOf(text: string): number {
    const sound = soundKey(text);
    const id = this.soundIds.get(sound) ?? this.soundIds.size + 1;
    this.soundIds.set(sound, id);
    return id;
  }

  write(values: Values, spot: Spot): void {
    spot.data[spot.at + this.offset] = this.numberOf(values[this.field] ?? '');
  }

  count(spot: Spot, step: number): void {
    const id = spot.data[spot.at + this.offset] ?? 0;
    this.byValue.add(id, step);
    this.bySound.add(this.sounds[id] ?? 0, step);
  }

  take(values: Values): void {
    this.row = fold(values[this.field] ?? '');
    this.rowSound = this.row === '' ? -1 : this.soundOf(this.row);
    this.memo.clear();
    this.shared.groups[this.output] = 1;
  }

  compare(data: Int32Array, at: number): void {
    const { levels, logU } = this.shared;
    const id = data[at + this.offset] ?? 0;
    const level = id === 0 || this.row === '' ? on.missing : this.levelOf(id);
    levels[this.output] = level;
    logU[this.output] = this.chance(level, id);
  }

  private levelOf(id: number): number {
    const known = this.memo.get(id);
    if (known !== undefined) return known;
    const text = this.texts[id] ?? '';
    const level = this.judge(text, this.sounds[id] ?? 0);
    this.memo.set(id, level);
    return level;
  }

  private judge(text: string, sound: number): number {
    if (text === this.row) return on.exact;
    if (text.length > 2 && this.row.length > 2 && isOneEdit(text, this.row)) return on.oneEdit;
    const hasDigits = /\d/.test(text);
    if (!hasDigits && text.length > 2 && sound === this.rowSound) return on.sound;
    return jaroWinkler(text, this.row) >= 0.88 ? on.near : on.differs;
  }

  private chance(level: number, id: number): number {
    const total = this.shared.logSize;
    if (level === on.exact) return log2Count(1 + this.byValue.get(id)) - total;
    if (level === on.oneEdit) return Math.min(0, log2Count(1 + this.byValue.get(id)) + 2 - total);
    if (level === on.sound || level === on.near) {
      return Math.min(0, log2Count(1 + this.bySound.get(this.sounds[id] ?? 0)) + 1 - total);
    }
    return 0;
  }

  personKey(part: string, spot: Spot): number {
    const id = spot.data[spot.at + this.offset] ?? 0;
    return id === 0 ? -1 : this.keyOf(part, this.texts[id] ?? '', this.sounds[id] ?? 0);
  }

  rowKeys(part: string): readonly number[] {
    return this.row === '' ? [] : [this.keyOf(part, this.row, this.rowSound)];
  }

  private keyOf(part: string, text: string, sound: number): number {
    if (part === 'sound') return sound;
    return textHash(part === 'start' ? text.slice(0, 4) : text);
  }

  save(): Readonly<Record<string, Section>> {
    return { byValue: this.byValue.used, bySound: this.bySound.used, texts: [...this.rawIds.keys()] };
  }

  load(sections: Sections): void {
    for (const text of sections.texts('texts')) this.numberOf(text);
    this.byValue.restore(sections.ints('byValue'));
    this.bySound.restore(sections.ints('bySound'));
  }

  get bytes(): number {
    return this.byValue.bytes + this.rawIds.size * 200;
  }
}

/** FNV-1a over UTF-16 units, 31 bits. */
export function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 1;
}
