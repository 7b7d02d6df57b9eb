import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { toHex } from '#lib/identity';
import {
  createAuthority,
  createDocumentSigner,
  createScenarioKit,
  genuineCard,
  perform,
  writeMasterList,
  yearsFrom,
} from '#lib/card-sim';
import { measureForeignVectors } from './index.ts';

const now = Date.UTC(2026, 10, 23);
const random = (length: number) => new Uint8Array(randomBytes(length));
const text = (value: string) => new TextEncoder().encode(value);

describe('measureForeignVectors', () => {
  it('says what is absent', async () => {
    const measures = await measureForeignVectors(new Map());
    expect(measures.map(({ case: name, ok }) => [name, ok])).toEqual([
      ['pins', null],
      ['master-lists', null],
      ['authorities', null],
      ['sods', null],
      ['active-authentication', null],
    ]);
  });

  it('measures lists, security objects and active authentication, good and bad', async () => {
    const kit = createScenarioKit({ now, random });
    const validity = yearsFrom(now - 1000, 10);
    const publisher = createAuthority({ algorithm: 'ecdsa-p384-sha384', validity, country: 'DE' });
    const signer = createDocumentSigner(publisher, {
      algorithm: 'ecdsa-p256-sha256',
      validity,
      role: 'master-list-signer',
    });
    const list = writeMasterList([kit.authority.certificate, publisher.certificate], signer);
    const { reading } = await perform(kit, { image: genuineCard(kit) });
    const unknown = await perform(kit, { image: genuineCard(kit, { signer: kit.attacker.signer }) });
    const pem = `-----BEGIN CERTIFICATE-----\n${Buffer.from(publisher.certificate).toString('base64')}\n-----END CERTIFICATE-----\n`;
    const transcript = {
      dg15: toHex(reading.dataGroups[15] ?? new Uint8Array(0)),
      challenge: toHex(reading.activeAuthentication?.challenge ?? new Uint8Array(0)),
      response: toHex(reading.activeAuthentication?.response ?? new Uint8Array(0)),
    };
    const files = new Map<string, Uint8Array>([
      ['pins/de.pem', text(pem)],
      ['master-lists/a.ml', list],
      ['master-lists/broken.ml', list.subarray(0, 90)],
      ['sods/good.hex', text(toHex(reading.sod ?? new Uint8Array(0)))],
      ['sods/unknown.bin', unknown.reading.sod ?? new Uint8Array(0)],
      ['sods/rubbish.bin', random(40)],
      ['active-authentication/good.json', text(JSON.stringify(transcript))],
      [
        'active-authentication/other.json',
        text(JSON.stringify({ ...transcript, challenge: '0000000000000000' })),
      ],
      ['active-authentication/rubbish.json', text('{')],
    ]);
    const measures = new Map((await measureForeignVectors(files)).map((measure) => [measure.case, measure]));
    expect(measures.get('master-lists/a.ml')).toMatchObject({ value: 2, ok: true });
    expect(measures.get('master-lists/broken.ml')).toMatchObject({ detail: 'unreadable', ok: false });
    expect(measures.get('sods/good.hex')).toMatchObject({ ok: true, detail: 'VN signature holds, trusted' });
    expect(measures.get('sods/unknown.bin')).toMatchObject({
      ok: false,
      detail: 'VN signature holds, issuer_unknown',
    });
    expect(measures.get('sods/rubbish.bin')).toMatchObject({ ok: false, detail: 'unreadable' });
    expect(measures.get('active-authentication/good.json')).toMatchObject({
      ok: true,
      detail: 'ecdsa-sha256',
    });
    expect(measures.get('active-authentication/other.json')?.ok).toBe(false);
    expect(measures.get('active-authentication/rubbish.json')).toMatchObject({
      ok: false,
      detail: 'unreadable',
    });
    expect(measures.get('authorities')?.ok).toBeNull();
  });
});
