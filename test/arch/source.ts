import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { execFileSync } from 'node:child_process';
import { parseSync } from 'oxc-parser';

export const root = resolve(import.meta.dirname, '../..');

export interface SourceFile {
  /** Path from the project's folder, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

export interface Import {
  readonly specifier: string;
  readonly isTypeOnly: boolean;
}

/** Files that git tracks or would track. */
export function projectFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
  });
  return [...new Set(listed.split('\0').filter(Boolean))].sort();
}

/** Static and dynamic imports and re-exports of one file. */
export function importsOf(path: string, text: string): Import[] {
  const { module } = parseSync(path, text);
  const fromImports = module.staticImports.map((item) => ({
    specifier: item.moduleRequest.value,
    isTypeOnly: item.entries.length > 0 && item.entries.every((entry) => entry.isType),
  }));
  const fromExports = module.staticExports.flatMap((item) =>
    item.entries.flatMap((entry) =>
      entry.moduleRequest ? [{ specifier: entry.moduleRequest.value, isTypeOnly: entry.isType }] : [],
    ),
  );
  const dynamic = module.dynamicImports.map((item) => ({
    specifier: text.slice(item.moduleRequest.start, item.moduleRequest.end).replaceAll(/['"`]/g, ''),
    isTypeOnly: false,
  }));
  return [...fromImports, ...fromExports, ...dynamic];
}

export function readSource(path: string): SourceFile {
  const text = readFileSync(resolve(root, path), 'utf8');
  return { path, text, imports: importsOf(path, text) };
}

export function sourceFiles(): SourceFile[] {
  return projectFiles()
    .filter((path) => /\.(ts|tsx)$/.test(path) && !path.endsWith('.d.ts'))
    .map(readSource);
}

/** Where an import of the project leads, as a path from the project's folder; null for npm packages and Node. */
export function targetOf(file: { path: string }, specifier: string): string | null {
  if (specifier.startsWith('.')) return relative(root, resolve(root, file.path, '..', specifier));
  const aliases: Readonly<Record<string, string>> = {
    '#lib/': 'lib/*/index.ts',
    '#platform/': 'src/platform/*/index.ts',
    '#modules/': 'src/modules/*/index.ts',
    '#contract/': 'src/modules/*/contract.ts',
    '#texts/': 'src/modules/*/texts.ts',
  };
  const found = Object.entries(aliases).find(([prefix]) => specifier.startsWith(prefix));
  return found ? found[1].replace('*', specifier.slice(found[0].length)) : null;
}

/** The room a path lies in: `src/platform/db`, `src/modules/dossier`, `lib/identity`, `sandbox`, `web`, … */
export function roomOf(path: string): string {
  const match =
    /^(src\/platform\/[^/]+|src\/modules\/[^/]+|lib\/[^/]+|src\/app|sandbox|agent|web|test|catalog)/.exec(
      path,
    );
  return match?.[1] ?? path;
}
