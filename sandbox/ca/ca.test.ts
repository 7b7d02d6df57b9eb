import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digest, PadesError } from '#lib/pades';
import { startCa } from './ca.ts';
import { askTimestamp, openTrial, run, type Trial, type TrialSigner } from './trial.ts';

const TOKEN = 'remote-token';
let trial: Trial;
let signer: TrialSigner;
let root: string;
let issuing: string;
let leaf: string;

async function pem(name: string, der: Uint8Array): Promise<string> {
  const path = join(trial.folder, `${name}.pem`);
  await run('openssl', [
    'x509',
    '-inform',
    'der',
    '-in',
    await trial.write(`${name}.der`, der),
    '-out',
    path,
  ]);
  return path;
}

beforeAll(async () => {
  trial = await openTrial({
    controlToken: 'control',
    remoteToken: TOKEN,
    remoteSigners: [
      { credentialId: 'seal', commonName: 'UBND phường Buôn Hồ', organisation: 'UBND phường Buôn Hồ' },
    ],
  });
  trial.clock.now = new Date();
  signer = await trial.enrol('Trần Quốc Bảo', 'ec');
  root = await pem('root', trial.ca.rootCertificate);
  issuing = await pem('issuing', trial.ca.issuingCertificate);
  leaf = await pem('leaf', signer.certificate);
});

afterAll(() => trial.close());

const ocsp = () =>
  run('openssl', [
    'ocsp',
    '-issuer',
    issuing,
    '-cert',
    leaf,
    '-url',
    `${trial.ca.url}/ocsp`,
    '-CAfile',
    root,
    '-verify_other',
    issuing,
    '-partial_chain',
  ]);

describe('certificates before openssl', () => {
  it('form a valid chain', async () => {
    expect(
      await run('openssl', ['verify', '-x509_strict', '-CAfile', root, '-untrusted', issuing, leaf]),
    ).toContain('OK');
  });

  it('say in every name that they are for trials', async () => {
    const text = await run('openssl', [
      'x509',
      '-in',
      root,
      '-noout',
      '-subject',
      '-nameopt',
      'utf8,sep_comma_plus',
    ]);
    expect(text).toContain('không có giá trị pháp lý');
  });

  it('answer OCSP as good, then revoked, and the CRL agrees', async () => {
    expect(await ocsp()).toContain('leaf.pem: good');
    const order = await fetch(`${trial.ca.url}/admin/revocations`, {
      method: 'POST',
      headers: { authorization: 'Bearer control' },
      body: JSON.stringify({ serial: signer.serial, reason: 'keyCompromise' }),
    });
    expect(order.status).toBe(201);
    expect(await ocsp()).toContain('leaf.pem: revoked');
    const crl = await trial.write(
      'issuing.crl',
      new Uint8Array(await (await fetch(`${trial.ca.url}/crl/issuing.crl`)).arrayBuffer()),
    );
    const text = await run('openssl', [
      'crl',
      '-inform',
      'der',
      '-in',
      crl,
      '-noout',
      '-text',
      '-CAfile',
      issuing,
    ]);
    expect(text.toLowerCase()).toContain(signer.serial.toLowerCase());
    expect(text).toContain('Key Compromise');
  });

  it('refuse revocation without the control token, and of unknown certificates', async () => {
    const order = (token: string, serial: string) =>
      fetch(`${trial.ca.url}/admin/revocations`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify({ serial }),
      });
    expect((await order('wrong', signer.serial)).status).toBe(401);
    expect((await order('control', '7fffffff')).status).toBe(404);
  });
});

describe('enrolment', () => {
  it('refuses what is not a request and a request not signed by its own key', async () => {
    const send = (body: string) =>
      fetch(`${trial.ca.url}/.well-known/est/simpleenroll`, {
        method: 'POST',
        headers: { 'content-type': 'application/pkcs10' },
        body,
      });
    expect((await send('bm90IGEgcmVxdWVzdA==')).status).toBe(400);
    const key = join(trial.folder, 'k.pem');
    const csr = join(trial.folder, 'k.csr');
    await run('openssl', [
      'req',
      '-new',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      key,
      '-subj',
      '/CN=x',
      '-outform',
      'der',
      '-out',
      csr,
    ]);
    const der = await readFile(csr);
    der[der.length - 3] = (der.at(-3) ?? 0) ^ 1;
    const answer = await send(der.toString('base64'));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: 'proof_of_possession_failed' });
  });

  it('gives the same authority again from the same folder', async () => {
    const again = await startCa({ folder: join(trial.folder, 'ca'), writeLog: () => undefined });
    expect(again.rootCertificate).toEqual(trial.ca.rootCertificate);
    await again.close();
  });
});

describe('timestamps', () => {
  async function ask(...options: string[]) {
    const query = join(trial.folder, 'q.tsq');
    const data = await trial.write('q.data', Buffer.from('dữ liệu'));
    await run('openssl', ['ts', '-query', '-data', data, '-sha256', ...options, '-out', query]);
    const answer = await fetch(`${trial.ca.url}/tsa`, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query' },
      body: await readFile(query),
    });
    const reply = await trial.write('q.tsr', new Uint8Array(await answer.arrayBuffer()));
    return { query, reply };
  }

  it('verify with openssl ts, with and without the certificates inside', async () => {
    const inside = await ask('-cert');
    expect(
      await run('openssl', [
        'ts',
        '-verify',
        '-in',
        inside.reply,
        '-queryfile',
        inside.query,
        '-CAfile',
        root,
      ]),
    ).toContain('OK');
    const without = await ask();
    const text = await run('openssl', ['ts', '-reply', '-in', without.reply, '-text']);
    expect(text).toContain('Granted');
    await expect(
      run('openssl', ['ts', '-verify', '-in', without.reply, '-queryfile', without.query, '-CAfile', root]),
    ).rejects.toThrow();
  });

  it('refuse a weak digest and garbage by status, not by a crash', async () => {
    const weak = await ask('-sha1', '-cert');
    expect(await run('openssl', ['ts', '-reply', '-in', weak.reply, '-text'])).toContain('Rejected');
  });

  it('in hostile mode are recognised: wrong nonce, garbage, cut off, dead', async () => {
    const mine = await digest('SHA-256', new Uint8Array([1]));
    await trial.timestamp(mine);
    trial.ca.hostile.change({ share: 1, seed: 5, kinds: ['half', 'dropped'] });
    for (let i = 0; i < 20; i += 1) await expect(askTimestamp(trial.ca.url, mine)).rejects.toThrow();
    trial.ca.hostile.change({ share: 1, kinds: ['wrong'], seed: 2 });
    const codes = new Set<string>();
    for (let i = 0; i < 20; i += 1) {
      await askTimestamp(trial.ca.url, mine).catch((error: unknown) =>
        codes.add(error instanceof PadesError ? error.code : 'other'),
      );
    }
    trial.ca.hostile.change({ share: 0 });
    expect([...codes]).toContain('timestamp.wrong_nonce');
    expect([...codes]).not.toContain('other');
    expect(await askTimestamp(trial.ca.url, mine)).toBeInstanceOf(Uint8Array);
  });
});

describe('remote signing', () => {
  const call = (path: string, body: unknown, token = TOKEN) =>
    fetch(`${trial.ca.url}/csc/v1/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });

  it('signs a hash so that openssl verifies it with the certificate it names', async () => {
    const info = (await (await call('credentials/info', { credentialID: 'seal' })).json()) as {
      cert: { certificates: string[] };
    };
    const data = await trial.write('remote.data', Buffer.from('nội dung'));
    const hash = Buffer.from(await digest('SHA-256', Buffer.from('nội dung'))).toString('base64');
    const signed = (await (
      await call('signatures/signHash', {
        credentialID: 'seal',
        hash: [hash],
        signAlgo: '1.2.840.10045.4.3.2',
      })
    ).json()) as { signatures: string[] };
    const signature = await trial.write('remote.sig', Buffer.from(signed.signatures[0] ?? '', 'base64'));
    const path = await pem('remote', Buffer.from(info.cert.certificates[0] ?? '', 'base64'));
    const key = join(trial.folder, 'remote.pub');
    await run('openssl', ['x509', '-in', path, '-pubkey', '-noout', '-out', key]).then((text) => text);
    expect(
      await run('openssl', ['dgst', '-sha256', '-verify', key, '-signature', signature, data]),
    ).toContain('OK');
  });

  it('refuses a wrong token, an unknown credential and a hash of the wrong length', async () => {
    expect((await call('signatures/signHash', { credentialID: 'seal' }, 'x')).status).toBe(401);
    expect((await call('credentials/info', { credentialID: 'none' })).status).toBe(400);
    expect(
      (
        await call('signatures/signHash', {
          credentialID: 'seal',
          hash: ['AA=='],
          signAlgo: '1.2.840.10045.4.3.2',
        })
      ).status,
    ).toBe(400);
  });
});
