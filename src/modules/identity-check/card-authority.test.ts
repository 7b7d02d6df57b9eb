import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createScenarioKit, genuineCard, issueCard } from '#lib/card-sim';
import { seededRandom } from '#platform/runtime';
import { startCa } from '../../../sandbox/ca/index.ts';
import { httpCardAuthority } from './http-card-authority.ts';

const seeded = seededRandom('authority');
const kit = createScenarioKit({ now: Date.now(), random: (count) => new Uint8Array(seeded.bytes(count)) });
let folder: string;
let ca: Awaited<ReturnType<typeof startCa>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'serepok-authority-'));
  ca = await startCa({
    folder,
    remoteToken: 'mat-khau',
    cardAnchors: () => [kit.authority.certificate],
    writeLog: () => undefined,
  });
});
afterAll(async () => {
  await ca.close();
  rmSync(folder, { recursive: true });
});

it('the authority’s service vouches for its own cards, knows no others, and answers nobody without the token', async () => {
  const ask = (token: string) =>
    httpCardAuthority({ url: `${ca.url}/card-verdicts`, token, timeoutMs: 4000 });
  expect(await ask('mat-khau').judge(genuineCard(kit).sod)).toBe('trusted');
  const forged = issueCard(kit.holder, { signer: kit.attacker.signer, pace: [] });
  expect(await ask('mat-khau').judge(forged.sod)).toBe('issuer_unknown');
  expect(await ask('mat-khau').judge(Uint8Array.of(1, 2, 3))).toBe('issuer_unknown');
  await expect(ask('sai').judge(forged.sod)).rejects.toThrow('401');
});
