import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './process.ts';
import { projectFiles } from './source-files.ts';

export interface Citation {
  /** The instrument without its issuer: what different spellings have in common. */
  readonly key: string;
  readonly instrument: string;
  /** Article, clause, section, form; empty when the whole is meant. */
  readonly provision: string;
}

const law =
  /(?<kind>NĐ|TTLT|TT|Thông tư|QĐ|NQ|Nghị quyết|Bộ luật|Luật)(?<name>(?: \p{L}[\p{L}-]*){0,7}) (?<number>\d+(?:\.\d+)?(?:-[A-ZĐ]+)?(?:\/\d{4})?(?:\/[A-ZĐ][A-ZĐa-z0-9-]*)*)(?<provision>(?: (?:Đ|k|đ|điểm|khoản|điều|mẫu|mục|phụ lục|Phụ lục|Chương)[. ]?[\p{L}\d]+(?:[.\d]*\d)?)*)/gu;
const rfc = /RFC (?<number>\d{3,5})(?<provision> (?:§|appendix )[\dA-Z][\d.A-Z]*(?<![.]))?/g;

const shortKinds: Readonly<Record<string, string>> = {
  'Bộ luật': 'Luật',
  'Thông tư': 'TT',
  'Nghị quyết': 'NQ',
};

/** Citations in one piece of text. */
export function citationsIn(text: string): Citation[] {
  const laws = [...text.matchAll(law)].map(({ groups = {} }) => {
    const { kind = '', name = '', number = '', provision = '' } = groups;
    const sort = shortKinds[kind] ?? kind;
    const [first = '', second = ''] = number.split('/');
    return {
      key: second === '' ? `${sort} ${first}` : `${sort} ${first}/${second}`,
      instrument: `${kind}${name} ${number}`,
      provision: provision.trim(),
    };
  });
  const rfcs = [...text.matchAll(rfc)].map(({ groups = {} }) => ({
    key: `RFC ${(groups['number'] ?? '').padStart(5, '0')}`,
    instrument: `RFC ${groups['number']}`,
    provision: (groups['provision'] ?? '').trim(),
  }));
  // A law's name without a number and year of its own is a word, not a citation.
  return [...laws.filter(({ instrument }) => /\d(\/|-[A-ZĐ])/.test(instrument)), ...rfcs];
}

/** What a file says in comments; of a migration also what its tables rest on. */
function commentsOf(path: string, text: string): string {
  const pattern = path.endsWith('.sql')
    ? /--.*$|basis: [^'\n]*/gm
    : /(?:^|\s)\/\/ .*$|^\s*\/?\*.*$|\/\*\*? .*\*\//gm;
  return (text.match(pattern) ?? []).join('\n');
}

function isWorthReading(path: string): boolean {
  return /\.(ts|tsx|sql)$/.test(path) && !path.includes('.generated.');
}

interface Found {
  instrument: string;
  readonly provisions: Map<string, Set<string>>;
}

function collect(): Map<string, Found> {
  const found = new Map<string, Found>();
  for (const path of projectFiles(['lib', 'src']).filter(isWorthReading)) {
    const text = readFileSync(join(projectFolder, path), 'utf8');
    for (const { key, instrument, provision } of citationsIn(commentsOf(path, text))) {
      const entry = found.get(key) ?? { instrument, provisions: new Map<string, Set<string>>() };
      if (instrument.length > entry.instrument.length) entry.instrument = instrument;
      const files = entry.provisions.get(provision) ?? new Set<string>();
      entry.provisions.set(provision, files.add(path));
      found.set(key, entry);
    }
  }
  return found;
}

/** Which law and which standard is implemented where. */
export function legalIndexPage(heading: string): string {
  const entries = [...collect()].sort(([a], [b]) => a.localeCompare(b, 'vi', { numeric: true }));
  const section = ([, { instrument, provisions }]: [string, Found]): string => {
    const lines = [...provisions]
      .sort(([a], [b]) => a.localeCompare(b, 'vi', { numeric: true }))
      .map(([provision, files]) => {
        const where = [...files].sort().map((file) => `\`${file}\``);
        return `- ${provision === '' ? '' : `${provision}: `}${where.join(', ')}`;
      });
    return `### ${instrument}\n\n${lines.join('\n')}`;
  };
  const laws = entries.filter(([key]) => !key.startsWith('RFC'));
  const standards = entries.filter(([key]) => key.startsWith('RFC'));
  return `${heading}\n\n## Law\n\n${laws.map(section).join('\n\n')}\n\n## Standards\n\n${standards.map(section).join('\n\n')}\n`;
}
