import type { Policy } from '#platform/access';
import type { ErrorSet } from '#platform/runtime';

export type Layer = 'platform' | 'registry' | 'service' | 'insight';

/** What the database needs to know of a room (a platform block or a module). */
export interface DatabaseRoom {
  /** kebab-case; the schema is the same name with underscores. */
  readonly name: string;
  readonly layer: Layer;
  /** Rooms whose public surface this one imports; migrations run after theirs. */
  readonly dependsOn: readonly string[];
  /** `import.meta.dirname` of the room: its `migrations/` and `views/` lie there. */
  readonly folder: string;
  readonly policy?: Policy;
  // biome-ignore lint/suspicious/noExplicitAny: any set of codes
  readonly errors?: Pick<ErrorSet<Record<string, number>>, 'module' | 'statuses'>;
}

export function schemaOf(room: { readonly name: string }): string {
  return room.name.replaceAll('-', '_');
}

/** Rooms in the order in which they may be built: dependencies first, otherwise as listed. */
export function inBuildOrder<R extends { readonly name: string; readonly dependsOn: readonly string[] }>(
  rooms: readonly R[],
): R[] {
  const byName = new Map(rooms.map((room) => [room.name, room]));
  const ordered = new Set<R>();
  const visit = (room: R, path: readonly string[]): void => {
    if (ordered.has(room)) return;
    if (path.includes(room.name))
      throw new Error(`rooms depend on each other in a circle: ${[...path, room.name].join(' → ')}`);
    for (const name of room.dependsOn) {
      const dependency = byName.get(name);
      if (!dependency) throw new Error(`${room.name} depends on ${name}, which is not among the rooms`);
      visit(dependency, [...path, room.name]);
    }
    ordered.add(room);
  };
  for (const room of rooms) visit(room, []);
  return [...ordered];
}

/** A selection of rooms together with everything they stand on. */
export function withDependencies<R extends { readonly name: string; readonly dependsOn: readonly string[] }>(
  rooms: readonly R[],
  names: readonly string[],
): R[] {
  const byName = new Map(rooms.map((room) => [room.name, room]));
  const wanted = new Set<string>();
  const add = (name: string): void => {
    if (wanted.has(name)) return;
    wanted.add(name);
    for (const dependency of byName.get(name)?.dependsOn ?? []) add(dependency);
  };
  names.forEach(add);
  return inBuildOrder(rooms.filter((room) => wanted.has(room.name)));
}
