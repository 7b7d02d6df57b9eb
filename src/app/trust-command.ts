import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { importTrust, listCertificates, withdrawCertificate } from '#modules/identity-check';
import { system } from '#platform/runtime';
import { withHouse } from './operator-commands.ts';
import { UserError } from './user-error.ts';

const usage = {
  vi: 'Cách dùng: trust import TỆP|THƯ_MỤC [--pin] [--countries VN,LA] | list | withdraw SHA256',
  en: 'trust import FILE|FOLDER [--pin] [--countries VN,LA] | list | withdraw SHA256',
};

function filesOf(path: string): { name: string; bytes: Uint8Array }[] {
  const paths = statSync(path).isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [path];
  return paths
    .filter((file) => statSync(file).isFile())
    .sort()
    .map((file) => ({ name: basename(file), bytes: new Uint8Array(readFileSync(file)) }));
}

async function bringIn(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { pin: { type: 'boolean', default: false }, countries: { type: 'string' } },
  });
  const [path] = positionals;
  if (!path) throw new UserError(usage, 2);
  const countries = values.countries?.toUpperCase().split(',') ?? null;
  const choice = { countries, asPins: values.pin };
  return withHouse(async ({ house }) => {
    let wrong = 0;
    for (const file of filesOf(path)) {
      const done = await house.runner.act(
        { action: 'identity-check.import_trust', principal: system },
        (ctx) => importTrust(ctx, file, choice),
      );
      console.log(JSON.stringify(done));
      if (done.as === 'unreadable' || done.problem) wrong += 1;
    }
    return wrong === 0 ? 0 : 1;
  });
}

function list(): Promise<number> {
  return withHouse(async ({ house }) => {
    const rows = await house.runner.act(
      { action: 'identity-check.list_trust', principal: system, mode: 'read' },
      listCertificates,
    );
    for (const row of rows) {
      const state = row.withdrawn_at ? 'đã bỏ' : 'đang dùng';
      console.log(
        `${row.sha256.slice(0, 16)} ${row.kind.padEnd(6)} ${row.country} ${state} ${row.subject} (${row.source})`,
      );
    }
    return 0;
  });
}

function withdraw(wanted: string | undefined): Promise<number> {
  if (!wanted) throw new UserError(usage, 2);
  return withHouse(async ({ house }) => {
    const act = <T>(run: Parameters<typeof house.runner.act<T>>[1]) =>
      house.runner.act({ action: 'identity-check.withdraw_trust', principal: system }, run);
    const found = (await act(listCertificates)).filter(({ sha256 }) => sha256.startsWith(wanted));
    for (const { sha256 } of found) await act((ctx) => withdrawCertificate(ctx, sha256));
    console.log(`${found.length}`);
    return found.length > 0 ? 0 : 1;
  });
}

/** `./serepok trust …`: authorities of identity cards and passports that this installation trusts. */
export async function trustCommand([verb = 'list', ...args]: readonly string[]): Promise<number> {
  if (verb === 'import') return bringIn(args);
  if (verb === 'list') return list();
  if (verb === 'withdraw') return withdraw(args[0]);
  throw new UserError(usage, 2);
}
