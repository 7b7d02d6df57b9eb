type Search = Record<string, unknown>;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;

/** What stands behind `?`: these names, each a text or absent. */
export function words<const Name extends string>(...names: readonly Name[]) {
  return (search: Search): { [Key in Name]?: string } =>
    Object.fromEntries(names.map((name) => [name, text(search[name])])) as { [Key in Name]?: string };
}
