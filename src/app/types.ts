import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createClient,
  inBuildOrder,
  migrate,
  startEmbedded,
  tableTypes,
  writeTableTypes,
} from '#platform/db';
import { rooms } from './rooms.ts';

/** `./serepok types`: migrates a throw-away database and writes each room's `tables.generated.ts`. */
export async function generateTypes(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'serepok-types-'));
  const server = await startEmbedded({ folder, settings: { fsync: 'off' } });
  const admin = createClient({ host: server.socket, user: server.adminUser, database: 'postgres' });
  try {
    await admin.connect();
    const ordered = inBuildOrder(rooms);
    await migrate(admin, ordered, new Date());
    return writeTableTypes(await tableTypes(admin, ordered));
  } finally {
    await admin.end();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
