import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expectSheet, parseSheet } from '#lib/catalog';
import type { PolicyDefinition } from '#platform/access';
import type { Room } from '#platform/manifest';
import { legalIndexPage } from './legal-index.ts';
import { projectFolder } from './process.ts';
import { rooms } from './rooms.ts';
import { specOf } from './specs.ts';

type Rule = PolicyDefinition['rules'][number];
type Scope = Rule['scope'];

function heading(title: string, about: string): string {
  return `# ${title}\n\nMade by \`./serepok docs\`. Do not edit.\n${about}`;
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(columns), `|${columns.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

function page(title: string, about: string, sections: readonly (string | null)[]): string {
  return `${[heading(title, about), ...sections.filter((section) => section !== null)].join('\n\n')}\n`;
}

function errorsOf(room: Room): string | null {
  const statuses = Object.entries(room.errors?.statuses ?? {});
  if (statuses.length === 0) return null;
  const rows = statuses
    .sort(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([code, status]) => {
      const sentence = room.texts?.errors[code];
      return [`\`${code}\``, String(status), sentence?.vi ?? '', sentence?.en ?? ''];
    });
  return `## ${room.name}\n\n${table(['code', 'status', 'vi', 'en'], rows)}`;
}

/** A scope in words: whom a row must concern. */
export function sayScope(scope: Scope): string {
  if (scope === 'all') return 'all';
  if ('any' in scope) return scope.any.map(sayScope).join(' or ');
  if ('every' in scope) return scope.every.map(sayScope).join(' and ');
  if ('column' in scope) return `${scope.column} is ${scope.in.join(', ')}`;
  const [[kind, column] = ['', '']] = Object.entries(scope) as [string, string][];
  const words: Readonly<Record<string, string>> = {
    self: 'is the actor',
    represented: 'is the actor or represented by the actor',
    organisation: 'is represented by the actor',
    agency: 'is an agency of the role',
    place: 'lies in the role’s jurisdiction',
    basis: 'is named by the open basis',
    actor: 'is the acting account',
  };
  return `${column} ${words[kind] ?? kind}`;
}

function ruleRow(rule: Rule): string[] {
  const assurance = Object.entries(rule.assurance ?? {}).map(([name, value]) => `${name} ${String(value)}`);
  const needs = [...(rule.basis ?? []).map((kind) => `basis: ${kind}`), ...assurance];
  return [rule.role, rule.on, rule.actions.join(', '), sayScope(rule.scope), needs.join('; ')];
}

function permissionsOf({ name, policy }: Room): string | null {
  if (!policy) return null;
  const parts = Object.entries(policy.resources).flatMap(([resource, { partOf }]) =>
    partOf ? [`\`${resource}\` follows \`${partOf.resource}\` (${partOf.commands.join(', ')}).`] : [],
  );
  const open = Object.entries(policy.open ?? {}).map(
    ([tableName, commands]) => `\`${tableName}\` is open to the application: ${commands.join(', ')}.`,
  );
  const rules =
    policy.rules.length > 0
      ? [table(['role', 'resource', 'actions', 'rows where', 'needs'], policy.rules.map(ruleRow))]
      : [];
  return [`## ${name}`, ...rules, ...[...parts, ...open].map((line) => `- ${line}`)]
    .join('\n\n')
    .replaceAll('.\n\n- ', '.\n- ');
}

function eventsPage(): string {
  const hearers = new Map<string, string[]>();
  for (const consumer of rooms.flatMap((room) => room.consumers ?? []))
    for (const type of consumer.types) hearers.set(type, [...(hearers.get(type) ?? []), consumer.name]);
  const events = rooms.flatMap((room) =>
    (room.events ?? []).map((type) => [
      `\`${type}\``,
      room.name,
      (hearers.get(type) ?? []).sort().join(', '),
    ]),
  );
  const jobs = rooms.flatMap((room) =>
    (room.jobs ?? []).map((job) => [
      `\`${job.name}\``,
      room.name,
      (room.schedules ?? [])
        .filter((schedule) => schedule.job === job.name)
        .map((schedule) => schedule.cron)
        .join(', '),
    ]),
  );
  const byFirst = (a: readonly string[], b: readonly string[]) =>
    (a[0] ?? '').localeCompare(b[0] ?? '', 'en');
  return page('Events and jobs', 'What rooms tell one another, and what runs by itself (times in UTC).', [
    `## Events\n\n${table(['event', 'from', 'heard by'], events.sort(byFirst))}`,
    `## Jobs\n\n${table(['job', 'room', 'schedule'], jobs.sort(byFirst))}`,
  ]);
}

interface ModelRow {
  readonly handbook: number;
  readonly plan: number | null;
  readonly title: string;
}

/** Whether a model works is decided by its spec in a test run, so it is not on this page: see `./serepok models`. */
function modelsPage(): string {
  const sheet = expectSheet(
    parseSheet(readFileSync(join(projectFolder, 'catalog', 'models.yaml'), 'utf8')),
    'model',
  );
  const rows = (sheet.rows as readonly ModelRow[]).map((row) => {
    const serving = rooms.filter((room) => room.models?.includes(row.handbook)).map((room) => room.name);
    return [
      String(row.handbook),
      row.plan === null ? '' : String(row.plan),
      row.title,
      serving.length > 0 ? 'started' : 'planned',
      serving.join(', '),
      specOf(row.handbook).path ?? '',
    ];
  });
  return page('Models', 'The 43 models and the rooms that serve them. `./serepok models` says which work.', [
    table(['handbook', 'plan', 'title', 'status', 'rooms', 'acceptance spec'], rows),
  ]);
}

/** Every generated page by its path: made from the rooms themselves, the same on every machine. */
export function generatedPages(): ReadonlyMap<string, string> {
  const ordered = [...rooms].sort((a, b) => a.name.localeCompare(b.name, 'en'));
  return new Map([
    [
      'docs/generated/errors.md',
      page('Errors', 'RFC 9457 problems: code, HTTP status and sentences.', ordered.map(errorsOf)),
    ],
    [
      'docs/generated/permissions.md',
      page(
        'Permissions',
        'The policy tables. The same rules are enforced by the server and by row-level security in the database.',
        ordered.map(permissionsOf),
      ),
    ],
    ['docs/generated/events.md', eventsPage()],
    [
      'docs/generated/legal-index.md',
      legalIndexPage(
        heading(
          'Legal index',
          'Which law and which standard is cited where, from comments and tables’ descriptions.',
        ),
      ),
    ],
    ['docs/generated/models.md', modelsPage()],
  ]);
}

/** `./serepok docs` */
export function docsCommand(): Promise<number> {
  for (const [path, text] of generatedPages()) {
    mkdirSync(dirname(join(projectFolder, path)), { recursive: true });
    writeFileSync(join(projectFolder, path), text);
    console.log(path);
  }
  return Promise.resolve(0);
}
