export interface Difference {
  readonly path: string[];
  readonly kind: 'added' | 'removed' | 'changed';
  readonly before: string | null;
  readonly after: string | null;
}

type Json = Readonly<Record<string, unknown>>;
const MOST_TEXT = 400;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** Lists whose parts have keys are compared by key, so that a part moved or inserted is not everything changed. */
function partsOf(value: unknown): Json {
  if (!Array.isArray(value)) return value as Json;
  const parts = value.map((part: unknown, index): [string, unknown] => {
    const key = isObject(part) ? (part['key'] ?? part['value']) : undefined;
    return [typeof key === 'string' ? key : String(index + 1), part];
  });
  return Object.fromEntries(parts);
}

function say(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const text = isObject(value) ? JSON.stringify(value) : String(value as string | number | boolean);
  return text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text;
}

function walk(before: unknown, after: unknown, path: string[]): Difference[] {
  if (isObject(before) && isObject(after) && Array.isArray(before) === Array.isArray(after)) {
    const [a, b] = [partsOf(before), partsOf(after)];
    const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    return names.flatMap((name) => walk(a[name], b[name], [...path, name]));
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const [was, is] = [say(before), say(after)];
  const kind = was === null ? 'added' : is === null ? 'removed' : 'changed';
  return [{ path, kind, before: was, after: is }];
}

/** What differs between two definitions, place by place; versions and their days are told elsewhere. */
export function differencesOf(before: object, after: object): Difference[] {
  const told = new Set(['version', 'validFrom', 'validTo', 'format']);
  return walk(before, after, []).filter(({ path }) => !told.has(path[0] ?? '') || path.length > 1);
}
