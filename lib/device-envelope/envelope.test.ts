import { expect, test } from 'vitest';
import { generateDeviceKey, openEnvelope, readEnvelope, sealEnvelope } from './index.ts';

const key = generateDeviceKey();
const envelope = {
  device: 'd1',
  sequence: 7,
  clientTime: '2026-11-23T02:00:00Z',
  kind: 'card.reading',
  body: { a: 1 },
};

test('what was sealed opens under its own key and no other', () => {
  const jws = sealEnvelope(envelope, key.privateKey);
  expect(openEnvelope(jws, key.publicKey)).toEqual({ ok: true, envelope });
  expect(openEnvelope(jws, generateDeviceKey().publicKey)).toEqual({ ok: false, problem: 'signature_wrong' });
  expect(openEnvelope(jws, 'not a key')).toEqual({ ok: false, problem: 'signature_wrong' });
});

test('a changed body, an algorithm of the sender’s choice and half an envelope are refused', () => {
  const [head = '', , signature = ''] = sealEnvelope(envelope, key.privateKey).split('.');
  const swapped = Buffer.from(JSON.stringify({ ...envelope, sequence: 8 })).toString('base64url');
  expect(openEnvelope(`${head}.${swapped}.${signature}`, key.publicKey)).toMatchObject({
    problem: 'signature_wrong',
  });
  const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'serepok-device+jws' })).toString('base64url');
  expect(openEnvelope(`${none}.${swapped}.x`, key.publicKey)).toMatchObject({ problem: 'malformed' });
  for (const broken of ['', 'a.b', 'a.b.c.d', `${head}.e30.${signature}`])
    expect(readEnvelope(broken)).toBeUndefined();
});
