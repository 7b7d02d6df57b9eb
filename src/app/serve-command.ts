import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from '#platform/db';
import { compose } from './compose.ts';
import { type Config, readConfig, refuseUnsafeProduction } from './config.ts';
import { type Connections, connectDatabase, migrateDatabase } from './database.ts';
import { demoOfficers } from './demo-staff.ts';
import { projectFolder, runProgram, webBuilds } from './process.ts';
import { loadHolderNames } from './seed.ts';
import { serve } from './serve.ts';
import { UserError } from './user-error.ts';

/** @throws UserError when a production database holds accounts whose passwords everybody can read here */
export async function refuseDemonstrationAccounts(config: Config, connections: Connections): Promise<void> {
  if (config.SEREPOK_PROFILE !== 'production') return;
  const client = createClient(connections.admin);
  await client.connect();
  try {
    const { rows } = await client.query<{ login_name: string }>(
      'select login_name from identity.staff_account where login_name = any($1) order by login_name',
      [demoOfficers.map((officer) => officer.login)],
    );
    if (rows.length === 0) return;
    const names = rows.map((row) => row.login_name).join(', ');
    throw new UserError(
      {
        vi: `Chế độ vận hành thật không khởi động khi còn tài khoản mẫu: ${names}. Hãy dùng cơ sở dữ liệu không nạp dữ liệu mẫu.`,
        en: `the production profile refuses to start with demonstration accounts: ${names}`,
      },
      2,
    );
  } finally {
    await client.end();
  }
}

/** `./serepok build`: the web app, once per version; `up` does it by itself. */
export async function buildCommand(): Promise<number> {
  for (const args of webBuilds) {
    const outcome = await runProgram('vite', [...args]);
    if (outcome.code !== 0) return outcome.code;
  }
  return 0;
}

function untilStopped(): Promise<void> {
  return new Promise((done) => {
    process.once('SIGINT', () => done());
    process.once('SIGTERM', () => done());
  });
}

/** `./serepok serve`: server, worker and sequencer alone, no sandboxes, no demonstration data; for a service manager. */
export async function serveCommand(): Promise<number> {
  const config = readConfig(process.env);
  refuseUnsafeProduction(config);
  if (!existsSync(join(projectFolder, 'web', 'dist', 'index.html')))
    throw new UserError(
      {
        vi: 'Ứng dụng web chưa được dựng. Hãy chạy ./serepok build trước.',
        en: 'the web app is not built; run ./serepok build first',
      },
      6,
    );
  mkdirSync(config.SEREPOK_HOME, { recursive: true, mode: 0o700 });
  const connections = await connectDatabase(config);
  try {
    await migrateDatabase(connections, new Date());
    await refuseDemonstrationAccounts(config, connections);
    const house = await compose(config, connections);
    try {
      await loadHolderNames(house);
      const served = await serve(house);
      console.log(`Serepok: ${served.address}`);
      await untilStopped();
      await served.close();
    } finally {
      await house.close();
    }
  } finally {
    if (connections.startedByUs) await connections.stop();
  }
  return 0;
}
