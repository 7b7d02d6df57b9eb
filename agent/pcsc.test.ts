import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createScenarioKit, genuineCard, sampleHolder, samplePortrait } from '#lib/card-sim';
import type { ChipDriver } from './drivers/driver.ts';
import { openPcsc } from './drivers/pcsc.ts';
import { insertCard } from './insert.fixture.ts';
import { pcscdMissing, startPcscd, vpcdPort } from './pcscd.fixture.ts';
import { readCard } from './read-card.ts';

const isWanted = process.env.SEREPOK_LONG === '1' || process.env.SEREPOK_PCSC === '1';
const why = isWanted ? pcscdMissing() : 'SEREPOK_PCSC=1 or --long asks for it';
const random = (count: number) => new Uint8Array(randomBytes(count));
const holder = { ...sampleHolder, portrait: samplePortrait(15_000) };
const kit = createScenarioKit({ now: Date.parse('2026-11-23T02:00:00Z'), random, holder });
const access = { number: holder.personalNumber, birth: '15/01/2003', expiry: '15/01/2043' };

it.runIf(why !== undefined)(`PC/SC over pcscd: not measured (${why ?? ''})`, () => undefined);

describe.runIf(why === undefined)('over pcscd and vpcd', () => {
  let pcscd: Awaited<ReturnType<typeof startPcscd>>;
  let driver: ChipDriver;
  beforeAll(async () => {
    pcscd = await startPcscd();
    const opened = await openPcsc();
    if (!opened) throw new Error('no PC/SC library');
    driver = opened;
  }, 30_000);
  afterAll(async () => {
    await driver.close();
    await pcscd.stop();
  });
  const drivers = () => ({ chip: [driver], reading: [], scan: [] });
  const cards = async () => (await driver.readers()).filter(({ hasCard }) => hasCard).length;
  const read = (nonce = random(32)) => readCard(drivers(), { check: 'c', nonce, access });

  it('lists the readers, reads a whole card, sees it go', { timeout: 60_000 }, async () => {
    expect((await driver.readers()).length).toBeGreaterThanOrEqual(1);
    await expect(read()).rejects.toMatchObject({ code: 'no_card' });
    const card = await insertCard(vpcdPort, { image: genuineCard(kit) }, random);
    await expect.poll(cards, { timeout: 10_000 }).toBe(1);
    const found = await read();
    expect(found.commands).toBeGreaterThan(20);
    await card.remove();
    await expect.poll(cards, { timeout: 10_000 }).toBe(0);
    const pulled = await insertCard(vpcdPort, { image: genuineCard(kit), faults: { removeAt: 20 } }, random);
    await expect.poll(cards, { timeout: 10_000 }).toBe(1);
    await expect(read()).rejects.toMatchObject({ code: 'card_removed' });
    await pulled.remove();
  });
});
