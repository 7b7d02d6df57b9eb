import { seededRandom } from './surroundings.ts';

/**
 * late: the answer waits. duplicated: the request is carried out twice. half: the answer breaks off in the middle.
 * wrong: the answer is not what was asked for. dropped: the request is carried out and the line goes dead.
 */
export const HOSTILE_KINDS = ['late', 'duplicated', 'half', 'wrong', 'dropped'] as const;
export type HostileKind = (typeof HOSTILE_KINDS)[number];

export interface HostileSettings {
  /** Part of the calls that meet a fault, 0 to 1. */
  share: number;
  kinds: readonly HostileKind[];
  seed: number;
  lateMs: number;
}

export interface Hostile {
  decide: () => HostileKind | undefined;
  change: (settings: Partial<HostileSettings>) => void;
  /** The next calls meet exactly these faults, in this order, whatever the share says. */
  enqueue: (kinds: readonly (HostileKind | 'none')[]) => void;
  /** A seeded draw in [0, 1) for the shape of a fault. */
  draw: () => number;
  settings: () => HostileSettings;
  counts: () => Record<HostileKind | 'none', number>;
}

export const PEACEFUL: HostileSettings = { share: 0, kinds: HOSTILE_KINDS, seed: 1, lateMs: 1500 };

function isShare(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

function isHostileKind(value: unknown): value is HostileKind {
  return HOSTILE_KINDS.some((kind) => kind === value);
}

export function createHostile(initial: Partial<HostileSettings> = {}): Hostile {
  let settings: HostileSettings = { ...PEACEFUL, ...initial };
  let random = seededRandom(settings.seed);
  const queue: (HostileKind | 'none')[] = [];
  const counts = { late: 0, duplicated: 0, half: 0, wrong: 0, dropped: 0, none: 0 };

  function choose(): HostileKind | 'none' {
    const queued = queue.shift();
    if (queued) return queued;
    if (settings.share === 0 || settings.kinds.length === 0) return 'none';
    const meets = random() < settings.share;
    const kind = settings.kinds[Math.floor(random() * settings.kinds.length)];
    return meets && kind ? kind : 'none';
  }

  return {
    decide() {
      const kind = choose();
      counts[kind] += 1;
      return kind === 'none' ? undefined : kind;
    },
    change(next) {
      settings = { ...settings, ...next };
      if (next.seed !== undefined) random = seededRandom(next.seed);
    },
    enqueue(kinds) {
      queue.push(...kinds);
    },
    draw: () => random(),
    settings: () => settings,
    counts: () => ({ ...counts }),
  };
}

export interface ControlOrder {
  hostile?: Partial<HostileSettings>;
  next?: (HostileKind | 'none')[];
}

/** Reads the body of POST /__control; undefined when it is not an order. */
export function parseControlOrder(body: unknown): ControlOrder | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { hostile, next } = body as { hostile?: unknown; next?: unknown };
  const order: ControlOrder = {};
  if (hostile !== undefined) {
    const settings = parseSettings(hostile);
    if (!settings) return undefined;
    order.hostile = settings;
  }
  if (next !== undefined) {
    if (!Array.isArray(next) || !next.every((kind) => kind === 'none' || isHostileKind(kind)))
      return undefined;
    order.next = next;
  }
  return order.hostile || order.next ? order : undefined;
}

function parseSettings(value: unknown): Partial<HostileSettings> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const given = value as Record<string, unknown>;
  const checks: Record<keyof HostileSettings, (field: unknown) => boolean> = {
    share: isShare,
    kinds: (field) => Array.isArray(field) && field.every(isHostileKind),
    seed: Number.isSafeInteger,
    lateMs: (field) => Number.isSafeInteger(field) && Number(field) >= 0 && Number(field) <= 120_000,
  };
  for (const [key, field] of Object.entries(given)) {
    if (!Object.hasOwn(checks, key) || !checks[key as keyof HostileSettings](field)) return undefined;
  }
  return given;
}
