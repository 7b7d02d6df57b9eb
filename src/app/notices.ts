import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './process.ts';

interface LockEntry {
  readonly version: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
  readonly os?: unknown;
  readonly cpu?: unknown;
}

export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** Folder below the project. */
  readonly folder: string;
  readonly integrity: string | null;
  readonly isDevelopment: boolean;
  /** Installed on some machines only: its files are not looked at, so that the page is the same everywhere. */
  readonly isPlatformBound: boolean;
}

/** Build tools whose own code ends up in the web app's service worker. */
const shippedTools = /^workbox-(core|precaching|routing|strategies|window|expiration|cacheable-response)$/;

/** Packages whose licence the lock file does not name; read in the package itself. */
const licenceElsewhere: Readonly<Record<string, string>> = { 'png-js': 'MIT', 'prelude-ls': 'MIT' };

function nameOf(folder: string): string {
  return folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/** Every package of the lock file, by name and version. */
export function installedPackages(): InstalledPackage[] {
  const lock = JSON.parse(readFileSync(join(projectFolder, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockEntry>;
  };
  const packages = Object.entries(lock.packages)
    .filter(([folder]) => folder !== '')
    .map(([folder, entry]): InstalledPackage => {
      const name = nameOf(folder);
      return {
        name,
        version: entry.version,
        license: entry.license ?? licenceElsewhere[name] ?? 'unknown',
        folder,
        integrity: entry.integrity ?? null,
        isDevelopment: (entry.dev === true || entry.devOptional === true) && !shippedTools.test(name),
        isPlatformBound: entry.os !== undefined || entry.cpu !== undefined,
      };
    });
  return packages.sort((a, b) => compare(a.name, b.name) || compare(a.folder, b.folder));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function licenceText(item: InstalledPackage): string | null {
  const folder = join(projectFolder, item.folder);
  if (item.isPlatformBound || !existsSync(folder)) return null;
  const [name] = readdirSync(folder)
    .filter(
      (file) => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(file) && statSync(join(folder, file)).isFile(),
    )
    .sort();
  return name ? readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim() : null;
}

/** A line that names a holder, not a line of the licence that happens to begin with the word. */
const copyrightLine = /^\W*(copyright\b.*(\(c\)|©|\d{4})|\(c\) |© ?)/i;

interface Licence {
  readonly body: string;
  readonly holders: Map<string, string[]>;
}

/** Packages under the same words stand together, each with its own copyright lines. */
function groupByText(packages: readonly InstalledPackage[]): Licence[] {
  const groups = new Map<string, Licence>();
  for (const item of packages) {
    const text = licenceText(item);
    if (text === null || isApache(text)) continue;
    const lines = text.split('\n');
    const copyright = lines.filter((line) => copyrightLine.test(line)).map((line) => line.trim());
    const body = lines
      .filter((line) => !copyrightLine.test(line))
      .join('\n')
      .replaceAll(/[ \t]+$/gm, '')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim();
    const key = body.replaceAll(/[\s#*>"'“”]+/g, ' ').toLowerCase();
    const group = groups.get(key) ?? { body, holders: new Map<string, string[]>() };
    group.holders.set(`${item.name} ${item.version}`, copyright);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function isApache(text: string): boolean {
  return text.includes('Apache License') && text.includes('Version 2.0, January 2004');
}

/** The third-party page: same packages, same text on every machine. */
export function noticesPage(): string {
  const shipped = installedPackages().filter((item) => !item.isDevelopment);
  const unique = [...new Map(shipped.map((item) => [`${item.name} ${item.version}`, item])).values()];
  const rows = unique.map(({ name, version, license }) => `| ${name} | ${version} | ${license} |`);
  const texts = groupByText(unique).map(({ body, holders }, index) => {
    const names = [...holders].map(([name, lines]) => `- ${[name, ...lines].join('; ')}`);
    return `### ${index + 1}\n\n${names.join('\n')}\n\n~~~text\n${body}\n~~~`;
  });
  return `# Third-party software

Made by \`./serepok notices\` from package-lock.json and the packages' own licence files. Do not edit.
${unique.length} packages are used when Serepok runs; packages used only to build and test it are in \`./serepok sbom\`.
Apache-2.0 is the licence of Serepok itself: see LICENSE. Node.js and PostgreSQL come as packages for each kind of
machine and carry their licences in their own folders. A package without a licence file is under the licence named here.

| package | version | licence |
|---|---|---|
${rows.join('\n')}

## Licence texts

${texts.join('\n\n')}
`;
}

type Json = Record<string, unknown>;

function component(item: InstalledPackage): Json {
  const [algorithm = '', value = ''] = (item.integrity ?? '').split('-');
  const hash = {
    alg: algorithm.replace('sha', 'SHA-'),
    content: Buffer.from(value, 'base64').toString('hex'),
  };
  const isExpression = /[ ()]/.test(item.license);
  return {
    type: 'library',
    'bom-ref': item.folder,
    name: item.name,
    version: item.version,
    scope: item.isDevelopment ? 'excluded' : 'required',
    ...(item.integrity ? { hashes: [hash] } : {}),
    licenses: [isExpression ? { expression: item.license } : { license: { id: item.license } }],
    purl: `pkg:npm/${item.name.replace('@', '%40')}@${item.version}`,
  };
}

/** CycloneDX 1.6, the same for the same lock file: no time, no chance. */
export function sbomDocument(): Json {
  const { name, version, license } = JSON.parse(
    readFileSync(join(projectFolder, 'package.json'), 'utf8'),
  ) as Record<string, string>;
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': name,
        name,
        version,
        licenses: [{ license: { id: license } }],
      },
    },
    components: installedPackages().map(component),
  };
}

export const noticesFile = 'docs/THIRD-PARTY.md';

/** `./serepok notices` */
export function noticesCommand(): Promise<number> {
  writeFileSync(join(projectFolder, noticesFile), noticesPage());
  console.log(noticesFile);
  return Promise.resolve(0);
}

/** `./serepok sbom` */
export function sbomCommand(): Promise<number> {
  console.log(JSON.stringify(sbomDocument(), null, 2));
  return Promise.resolve(0);
}
