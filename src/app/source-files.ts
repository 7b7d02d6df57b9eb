import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './process.ts';

function walk(path: string): string[] {
  const full = join(projectFolder, path);
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full)
    .filter((name) => !['node_modules', 'dist', '.serepok'].includes(name))
    .sort()
    .flatMap((name) => walk(join(path, name)));
}

/** Files below some folders of the project, in a fixed order. */
export function projectFiles(roots: readonly string[]): string[] {
  return roots.flatMap(walk).filter((path) => !/\.(test|spec)\.tsx?$/.test(path));
}
