import { describe, expect, it } from 'vitest';
import { toHex } from './bytes.ts';
import { formatCheckpoint, openCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint.ts';
import { checkCosignatures, cosign, cosignatureTime } from './cosignature.ts';
import { testSigner } from './fixtures.ts';
import { leafHash } from './hash.ts';
import {
  COSIGNATURE_V1,
  checkNote,
  ED25519,
  formatNote,
  formatVerifierKey,
  NoteError,
  parseNote,
  parseVerifierKey,
  verifierKey,
} from './note.ts';

// Key and note of the documentation of golang.org/x/mod/sumdb/note
const goKey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const goNote =
  'If you think cryptography is the answer to your problem,\n' +
  "then you don't know what your problem is.\n\n" +
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
// Verifier key and signature of the tests of transparency-dev/formats, note/note_cosigv1_test.go
const cosignerKey = 'remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2';
const cosignerSignature =
  'ZGhGuQAAAABm/qTPeyKXD+R2rzyQsxPiP8mXum7qq/iF0u4vanlqJyocWODBt97w9uL+8qT7S5gxEHWWOworDcFiEBYJXORmnFBOBA==';

const log = testSigner('serepok.example/audit');
const witness = testSigner('witness.example/w1');
const logKey = verifierKey(log.name, ED25519, log.publicKey);
const witnessKey = verifierKey(witness.name, COSIGNATURE_V1, witness.publicKey);
const root = leafHash(Buffer.from('x'));

describe('signed notes', () => {
  it('verify a note signed by Go', () => {
    const verdict = checkNote(parseNote(goNote), [parseVerifierKey(goKey)]);
    expect(verdict.good.map((key) => key.name)).toEqual(['PeterNeumann']);
    expect(formatNote(parseNote(goNote))).toBe(goNote);
  });

  it('refuse it with one letter changed', () => {
    const verdict = checkNote(parseNote(goNote.replace('answer', 'Answer')), [parseVerifierKey(goKey)]);
    expect(verdict).toMatchObject({ good: [], bad: [{ name: 'PeterNeumann' }] });
  });

  it('compute key ids as others do', () => {
    expect(formatVerifierKey(parseVerifierKey(goKey))).toBe(goKey);
    expect(formatVerifierKey(parseVerifierKey(cosignerKey))).toBe(cosignerKey);
    expect(parseVerifierKey(cosignerKey).type).toBe(COSIGNATURE_V1);
  });

  it.each([
    ['a wrong key id', goKey.replace('c74f20a3', 'c74f20a4')],
    ['no key id', 'PeterNeumann+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'],
    ['broken base64', `${goKey}!`],
    ['an unknown kind', 'x+00000000+AwEB'],
  ])('refuse a verifier key with %s', (_, text) => {
    expect(() => parseVerifierKey(text)).toThrow(NoteError);
  });

  it('ignore unknown keys, even of the same name', () => {
    const other = testSigner('PeterNeumann');
    const verdict = checkNote(parseNote(goNote), [verifierKey(other.name, ED25519, other.publicKey)]);
    expect(verdict).toEqual({ good: [], bad: [] });
  });

  it.each([
    ['without signatures', 'text\n'],
    ['without a newline at the end', goNote.slice(0, -1)],
    ['with a tab', goNote.replace('If you', 'If\tyou')],
    ['with a carriage return', goNote.replaceAll('\n', '\r\n')],
    ['with a hyphen for the dash', goNote.replace('—', '-')],
    ['with broken base64', goNote.replace('AM=\n', 'AM\n')],
    ['with a third word in the signature line', goNote.replace('AM=\n', 'AM= x\n')],
    ['with half a character', goNote.replace('If', '\ud800')],
  ])('are refused %s', (_, text) => {
    expect(() => parseNote(text)).toThrow(NoteError);
  });

  it('may hold sixteen signatures and more, but not any number', () => {
    const line = goNote.slice(goNote.indexOf('—'));
    const text = goNote.slice(0, goNote.indexOf('—'));
    expect(parseNote(text + line.repeat(16)).signatures).toHaveLength(16);
    expect(() => parseNote(text + line.repeat(65))).toThrow(NoteError);
  });
});

describe('checkpoints', () => {
  it('are written as the specification shows and read back', async () => {
    const note = await signCheckpoint({ origin: log.name, size: 20_852_163, root }, log);
    expect(
      note.startsWith(`serepok.example/audit\n20852163\n${Buffer.from(root).toString('base64')}\n\n— `),
    ).toBe(true);
    const opened = openCheckpoint(note);
    expect(opened.checkpoint).toEqual({ origin: log.name, size: 20_852_163, root: Buffer.from(root) });
    expect(checkNote(opened.note, [logKey]).good).toHaveLength(1);
  });

  it('allow extension lines and refuse what is not a tree head', () => {
    const text = formatCheckpoint({ origin: 'o', size: 0, root });
    expect(parseCheckpoint(`${text}extension\n`).size).toBe(0);
    const bad = [
      text.replace('\n0\n', '\n00\n'),
      text.replace('\n0\n', '\n-1\n'),
      text.replace('\n0\n', '\n1e3\n'),
    ];
    bad.push(
      `${text}\n`,
      'o\n1\n',
      `o\n1\nAAAA\n`,
      text.slice(0, -1),
      `\n${text}`,
      text.replace('\n0\n', '\n99999999999999999\n'),
    );
    for (const wrong of bad) expect(() => parseCheckpoint(wrong), JSON.stringify(wrong)).toThrow(NoteError);
  });
});

describe('cosignatures', () => {
  it('hold with their time and not for another text or time', async () => {
    const text = formatCheckpoint({ origin: log.name, size: 5, root });
    const signature = await cosign(text, 1_795_400_000, witness);
    expect(cosignatureTime(signature.signature)).toBe(1_795_400_000);
    expect(checkCosignatures({ text, signatures: [signature] }, [witnessKey])).toEqual({
      good: [witness.name],
      bad: [],
    });
    const other = formatCheckpoint({ origin: log.name, size: 6, root });
    expect(checkCosignatures({ text: other, signatures: [signature] }, [witnessKey]).bad).toEqual([
      witness.name,
    ]);
    const later = Uint8Array.from(signature.signature, (byte, i) => (i === 7 ? byte ^ 1 : byte));
    const moved = { ...signature, signature: later };
    expect(checkCosignatures({ text, signatures: [moved] }, [witnessKey]).bad).toEqual([witness.name]);
  });

  it('are not a plain signature of the same key, nor the other way round', async () => {
    const plainKey = verifierKey(witness.name, ED25519, witness.publicKey);
    expect(toHex(plainKey.keyId)).not.toBe(toHex(witnessKey.keyId));
    const note = parseNote(await signCheckpoint({ origin: log.name, size: 5, root }, witness));
    const disguised = {
      ...note,
      signatures: note.signatures.map((s) => ({ ...s, keyId: witnessKey.keyId })),
    };
    expect(checkCosignatures(disguised, [witnessKey]).bad).toEqual([witness.name]);
  });

  it('carry the time where others put it', () => {
    expect(cosignatureTime(Buffer.from(cosignerSignature, 'base64').subarray(4))).toBe(1_727_964_367);
    expect(cosignatureTime(new Uint8Array(64))).toBeUndefined();
  });
});
