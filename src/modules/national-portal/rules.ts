import type { ServiceDefinition } from '#lib/service-definition';

/** Which state may follow which at the national gateway. procedures §2.2 */
const next: Readonly<Record<number, readonly number[]>> = {
  1: [2, 3, 5, 7],
  2: [4, 6, 8],
  3: [],
  4: [5, 6, 8, 9],
  5: [1, 4, 8],
  6: [4, 2],
  7: [],
  8: [],
  9: [10],
  10: [],
};

/**
 * The states to report, in order, so that the gateway follows from the last one it was told: it refuses jumps, while a
 * case may pass several states before the gateway is reached again. Empty when no way leads there.
 */
export function pathBetween(from: number | null, to: number): number[] {
  if (from === null) return to === 1 ? [1] : [1, ...pathBetween(1, to)];
  if (from === to) return [];
  const queue: number[][] = [[from]];
  const seen = new Set([from]);
  for (let path = queue.shift(); path; path = queue.shift()) {
    for (const state of next[path.at(-1) ?? 0] ?? []) {
      if (state === to) return [...path.slice(1), state];
      if (!seen.has(state)) {
        seen.add(state);
        queue.push([...path, state]);
      }
    }
  }
  return [];
}

const stamp = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Ho_Chi_Minh',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** yyyyMMddHHmmss in Asia/Ho_Chi_Minh. */
export function gatewayTime(instant: Date | null): string {
  return instant ? stamp.format(instant).replaceAll(/\D/g, '') : '';
}

const yes = new Set(['true', '1', 'co', 'có']);
const no = new Set(['false', '0', 'khong', 'không']);

/** One answer of the gateway, which knows text only, as the field of the definition counts it. */
function answerOf(type: string | undefined, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  if ((type === 'number' || type === 'money') && /^\d{1,15}$/.test(text)) return Number(text);
  if (type === 'yesNo' && yes.has(text.toLowerCase())) return true;
  if (type === 'yesNo' && no.has(text.toLowerCase())) return false;
  return text;
}

/** The gateway's declaration (`ToKhai`) as answers of the definition's own types. */
export function typedAnswers(
  definition: ServiceDefinition,
  declared: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const types = new Map(
    definition.pages.flatMap((page) => page.fields.map((field) => [field.key, field.type] as const)),
  );
  return Object.fromEntries(
    Object.entries(declared).map(([key, value]) => [key, answerOf(types.get(key), value)]),
  );
}
