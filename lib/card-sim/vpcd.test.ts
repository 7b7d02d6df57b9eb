import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { concatBytes, toHex } from '#lib/identity';
import { readChip } from '#lib/emrtd';
import { createScenarioKit, createVirtualCard, genuineCard, serveVpcd, type Duplex } from './index.ts';

const random = (length: number) => new Uint8Array(randomBytes(length));
const kit = createScenarioKit({ now: Date.UTC(2026, 10, 23), random });

/** The reader's end of the stream, with answers cut into pieces of any size. */
function fakeReader(pieces: number) {
  let deliver: (bytes: Uint8Array) => void = () => undefined;
  const waiting: ((bytes: Uint8Array) => void)[] = [];
  const stream: Duplex = {
    write: (bytes) => waiting.shift()?.(bytes),
    onData: (listener) => {
      deliver = listener;
    },
  };
  const send = (payload: Uint8Array) => {
    const framed = concatBytes(Uint8Array.of(payload.length >> 8, payload.length & 0xff), payload);
    for (let at = 0; at < framed.length; at += pieces) deliver(framed.slice(at, at + pieces));
  };
  const ask = async (payload: Uint8Array) => {
    const answer = new Promise<Uint8Array>((resolve) => waiting.push(resolve));
    send(payload);
    const bytes = await answer;
    expect((bytes[0] ?? 0) * 256 + (bytes[1] ?? 0)).toBe(bytes.length - 2);
    return bytes.slice(2);
  };
  return { stream, send, ask };
}

describe('vpcd', () => {
  it.each([1, 7, 4096])('a whole reading in pieces of %i bytes', async (pieces) => {
    const image = genuineCard(kit);
    const card = createVirtualCard(image, { random });
    const reader = fakeReader(pieces);
    serveVpcd(card, reader.stream, (error) => {
      throw error;
    });
    reader.send(Uint8Array.of(1));
    expect(toHex(await reader.ask(Uint8Array.of(4)))).toBe(toHex(card.atr));
    const reading = await readChip(async (command) => reader.ask(command), {
      access: { mrz: [image.access] },
      random,
    });
    expect(reading.dataGroups[2]).toEqual(image.groups[2]);
  });

  it('reset ends the session', async () => {
    const image = genuineCard(kit);
    const card = createVirtualCard(image, { random });
    const reader = fakeReader(64);
    serveVpcd(card, reader.stream, () => undefined);
    await readChip(async (command) => reader.ask(command), { access: { mrz: [image.access] }, random });
    expect(card.commandCount()).toBeGreaterThan(10);
    reader.send(Uint8Array.of(2));
    expect(toHex(await reader.ask(Uint8Array.of(0, 0xb0, 0, 0, 4)))).toBe('6986');
    expect(card.commandCount()).toBe(1);
  });

  it('two messages at once are answered in order; a removed card is reported', async () => {
    const card = createVirtualCard(genuineCard(kit), { random, faults: { removeAt: 2 } });
    const errors: unknown[] = [];
    const reader = fakeReader(4096);
    serveVpcd(card, reader.stream, (error) => errors.push(error));
    expect(toHex(await reader.ask(Uint8Array.of(0, 0x84, 0, 0, 8)))).toMatch(/9000$/);
    reader.send(Uint8Array.of(0, 0x84, 0, 0, 8));
    await new Promise((resolve) => setImmediate(resolve));
    expect(errors).toHaveLength(1);
  });
});
