import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parseNote } from '#lib/transparency';
import { type TestHouse, officer, openHouse } from '../../../test/support/house.ts';
import {
  answerAsWitness,
  askWitnesses,
  fileWitness,
  httpWitness,
  openKeyFile,
  readMemory,
  sequenceAll,
  signHead,
  signNow,
  verifyAudit,
  type Witness,
} from './index.ts';
import { logKey } from './verify-audit.ts';

const staff = officer('019ab000-0000-7000-8000-0000000000aa', {
  role: 'reception',
  agencyId: '019ab000-0000-7000-8000-0000000000bb',
});
const folder = mkdtempSync(join(tmpdir(), 'serepok-audit-'));
const auditKey = openKeyFile(join(folder, 'audit.pem'), 'serepok.test/audit', { create: true });
const log = { origin: auditKey.name, keys: [logKey(auditKey)] };
let house: TestHouse;
let server: Server;
let answer: (body: string) => Promise<{ status: number; type: string; body: string }>;
let url: string;

beforeAll(async () => {
  house = await openHouse({ rooms: [], ports: { auditKey } });
  server = createServer((request, response) => {
    void request.toArray().then(async (chunks) => {
      const { status, type, body } = await answer(Buffer.concat(chunks as Buffer[]).toString('utf8'));
      response.writeHead(status, { 'content-type': type }).end(body);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((done) => server.close(done));
  await house.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => grow(3));

async function grow(count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    await house.runner.act({ action: 'test.grow', principal: staff }, async () => undefined);
  }
  await sequenceAll(house.runner);
  house.clock.advance(1000);
  await signHead(house.runner, signNow);
}

function local(name: string): Witness & { memoryFile: string } {
  const memoryFile = join(folder, `${name}.memory`);
  const signer = openKeyFile(join(folder, `${name}.pem`), `${name}.example/witness`, { create: true });
  return { ...fileWitness({ log, signer, clock: house.clock, memoryFile }), memoryFile };
}

const withWitnesses = (...auditWitnesses: Witness[]) => ({
  ...house.runner,
  ports: { ...house.runner.ports, auditWitnesses },
});

describe('witnesses', () => {
  test('cosign as the log grows; verification says up to where', async () => {
    const witness = local('district');
    const runner = withWitnesses(witness);
    expect(await askWitnesses(runner)).toMatchObject([{ outcome: 'cosigned', status: 200 }]);
    await grow(5);
    const [result] = await askWitnesses(runner);
    const report = await verifyAudit(runner);
    expect(report.ok).toBe(true);
    expect([...report.log.witnessed]).toEqual([['district.example/witness', result?.size]]);
    expect(report.log.size).toBe(result?.size);
    expect(readMemory(witness.memoryFile)).toEqual({ size: report.log.size, root: report.log.root });
  });

  test('over HTTP, after the log forgot what it had been given: the witness says its size and goes on from there', async () => {
    const behind = local('department');
    answer = (body) => answerAsWitness(body, behind);
    const remote = withWitnesses(httpWitness({ key: behind.key, url }));
    expect(await askWitnesses(remote)).toMatchObject([{ outcome: 'cosigned' }]);
    await house.admin.query('set session_replication_role = replica');
    await house.admin.query('delete from audit.cosignature');
    await house.admin.query('set session_replication_role = origin');
    await grow(2);
    expect(await askWitnesses(remote)).toMatchObject([{ outcome: 'cosigned' }]);
    expect((await answerAsWitness('hello', behind)).status).toBe(400);
  });

  test('refuse a log that was set back, and so does verification with the head they remember', async () => {
    const witness = local('mirror');
    const runner = withWitnesses(witness);
    await askWitnesses(runner);
    const memory = readMemory(witness.memoryFile);
    const [size, root] = readFileSync(witness.memoryFile, 'utf8').split('\n');
    writeFileSync(witness.memoryFile, `${Number(size) + 10}\n${root}\n`);
    await grow(1);
    const [result] = await askWitnesses(runner);
    expect(result).toMatchObject({ outcome: 'refused', status: 409 });
    expect(house.logged.at(-1)?.message).toBe('a witness did not cosign the audit log');
    const known = [
      { origin: log.origin, size: (memory?.size ?? 0) + 10, root: memory?.root ?? Buffer.alloc(32) },
    ];
    const report = await verifyAudit(runner, { known });
    expect(report.ok).toBe(false);
    expect(report.log.findings.map((finding) => finding.kind)).toContain('truncated');
  });

  test('refuse another history of the same length', async () => {
    const witness = local('archive');
    const runner = withWitnesses(witness);
    await askWitnesses(runner);
    const size = readFileSync(witness.memoryFile, 'utf8').split('\n')[0];
    writeFileSync(witness.memoryFile, `${size}\n${Buffer.alloc(32, 1).toString('base64')}\n`);
    await grow(1);
    expect(await askWitnesses(runner)).toMatchObject([{ outcome: 'refused', status: 422 }]);
  });

  test.each([
    ['is down', 'http://127.0.0.1:1', { status: 500, type: 'text/plain', body: '' }],
    ['answers nonsense', '', { status: 200, type: 'text/plain', body: 'thank you' }],
    ['answers with an error', '', { status: 503, type: 'text/plain', body: '' }],
    ['claims a size that is not a number', '', { status: 409, type: 'text/x.tlog.size', body: '1e9\n' }],
  ])('that %s costs nothing but the cosignature', async (_, base, reply) => {
    answer = () => Promise.resolve(reply);
    const key = local('faulty').key;
    const runner = withWitnesses(httpWitness({ key, url: base || url, timeoutMilliseconds: 2000 }));
    const [result] = await askWitnesses(runner);
    expect(result?.outcome).not.toBe('cosigned');
    expect((await verifyAudit(runner)).ok).toBe(true);
  });

  test('whose signature does not hold are not believed', async () => {
    const real = local('real');
    const impostor = local('impostor');
    const runner = withWitnesses({ key: real.key, cosign: (request) => impostor.cosign(request) });
    expect(await askWitnesses(runner)).toMatchObject([{ outcome: 'unreachable', status: 200 }]);
    const { rows } = await house.admin.query<{ note: string }>(
      'select note from audit.checkpoint order by size desc limit 1',
    );
    expect(parseNote(rows[0]?.note ?? '').signatures).toHaveLength(1);
  });
});
