import { parseArgs } from 'node:util';
import { takeBackup } from './backup.ts';
import { type House, compose } from './compose.ts';
import { readConfig } from './config.ts';
import { connectDatabase } from './database.ts';
import { checkBackup, restoreBackup } from './restore.ts';
import { rooms } from './rooms.ts';
import type { Report } from './seed.ts';
import { UserError } from './user-error.ts';

const report: Report = ({ vi, en }) => console.log(`· ${vi} / ${en}`);

function folderAndKeys(args: readonly string[], name: string): { folder: string; keysFolder?: string } {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { keys: { type: 'string' }, check: { type: 'boolean' } },
    allowPositionals: true,
    strict: false,
  });
  const [folder] = positionals;
  if (!folder || positionals.length > 1)
    throw new UserError(
      {
        vi: `Cách dùng: ./serepok ${name} THƯ_MỤC [--keys THƯ_MỤC_KHOÁ]`,
        en: `usage: ./serepok ${name} FOLDER [--keys KEY_FOLDER]`,
      },
      2,
    );
  return typeof values.keys === 'string' ? { folder, keysFolder: values.keys } : { folder };
}

/** `./serepok backup FOLDER [--keys FOLDER]` */
export async function backupCommand(args: readonly string[]): Promise<number> {
  const target = folderAndKeys(args, 'backup');
  const config = readConfig(process.env);
  const connections = await connectDatabase(config);
  try {
    const { admin } = connections;
    report({ vi: 'Sao chép cơ sở dữ liệu', en: 'copying the database' });
    const manifest = await takeBackup({
      admin,
      home: config.SEREPOK_HOME,
      ...target,
      now: new Date(),
      report,
    });
    const rows = manifest.tables.reduce((sum, table) => sum + table.file.rows, 0);
    console.log(
      `Đã sao lưu vào ${target.folder}. / Backup complete: ${manifest.tables.length} tables, ${rows} rows, ${manifest.objects?.list.rows ?? 0} files, audit ${manifest.audit?.size ?? 0}.`,
    );
    if (target.keysFolder === undefined)
      console.log(
        'Chưa sao lưu khoá; không có khoá thì không khôi phục được. Dùng --keys THƯ_MỤC và cất riêng. / Keys are not in it: use --keys FOLDER, keep it apart.',
      );
    return 0;
  } finally {
    if (connections.startedByUs) await connections.stop();
  }
}

async function checkOnly(folder: string): Promise<number> {
  const wrong = await checkBackup(folder);
  for (const name of wrong) console.error(`FAIL ${name}`);
  if (wrong.length === 0) console.log('Bản sao lưu nguyên vẹn. / The backup is intact.');
  return wrong.length === 0 ? 0 : 1;
}

/** `./serepok restore FOLDER [--keys FOLDER] [--check]` */
export async function restoreCommand(args: readonly string[]): Promise<number> {
  const source = folderAndKeys(args, 'restore');
  if (args.includes('--check')) return checkOnly(source.folder);
  const config = readConfig(process.env);
  const connections = await connectDatabase(config);
  let house: House | undefined;
  try {
    const proof = await restoreBackup({
      admin: connections.admin,
      jobs: connections.jobs,
      home: config.SEREPOK_HOME,
      ...source,
      rooms,
      now: new Date(),
      openRunner: async () => {
        house = await compose(config, connections, { maxConnections: 4 });
        return house.runner;
      },
      report,
    });
    for (const warning of proof.warnings) console.log(`! ${warning}`);
    for (const fault of proof.faults) console.error(`FAIL ${fault}`);
    if (proof.faults.length > 0) {
      console.error('Bản khôi phục KHÔNG khớp bản sao lưu. / The restored copy differs; do not use it.');
      return 1;
    }
    console.log(
      `Đã khôi phục và kiểm chứng. / Restored and proved: ${proof.tables} tables, ${proof.rows} rows, ${proof.objects} files, ${proof.accounts} accounts, audit ${proof.auditSize}.`,
    );
    return 0;
  } finally {
    await house?.close();
    if (connections.startedByUs) await connections.stop();
  }
}
