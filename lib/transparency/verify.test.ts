import { describe, expect, it } from 'vitest';
import { buildLog } from './build-log.ts';
import { openCheckpoint } from './checkpoint.ts';
import { cosign } from './cosignature.ts';
import { encodeEntry, fieldSalt, seal } from './entry.ts';
import { exportSource, formatItem } from './export-format.ts';
import { testEntries, testEntry, testSigner } from './fixtures.ts';
import type { LogItem, LogSource } from './log-items.ts';
import { COSIGNATURE_V1, ED25519, formatNote, verifierKey } from './note.ts';
import { describeFinding } from './report.ts';
import { verifyLog } from './verify.ts';

const origin = 'serepok.example/audit';
const signer = testSigner(origin);
const options = { origin, keys: [verifierKey(signer.name, ED25519, signer.publicKey)] };

function inMemory(items: readonly LogItem[]): LogSource {
  return {
    async *open() {
      yield items;
    },
  };
}

describe('verifyLog on an untouched log', () => {
  it.each([1, 2, 255, 256, 257, 700, 1024])('accepts %i entries', async (count) => {
    const items = await buildLog(testEntries(count), { origin, signer, checkpointEvery: 100 });
    const report = await verifyLog(inMemory(items), options);
    expect(report.findings).toEqual([]);
    expect(report).toMatchObject({ ok: true, size: count, entries: count, signedSize: count });
  });

  it('accepts the exported file whatever the chunks it arrives in', async () => {
    const items = await buildLog(testEntries(600), { origin, signer, checkpointEvery: 100 });
    const bytes = Buffer.from(items.map(formatItem).join(''));
    for (const chunk of [1_000_000, 4096, 977]) {
      const source = exportSource(async function* () {
        for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
      });
      expect(await verifyLog(source, options)).toMatchObject({ ok: true, size: 600 });
    }
  });
});

async function makeLog(count: number): Promise<LogItem[]> {
  return buildLog(testEntries(count), { origin, signer, checkpointEvery: 100 });
}

async function found(items: readonly LogItem[], more: object = {}): Promise<string[]> {
  const report = await verifyLog(inMemory(items), { ...options, ...more });
  expect(report.ok).toBe(report.findings.length === 0);
  return report.findings.map((f) => `${f.kind} ${f.position}${f.until === undefined ? '' : `-${f.until}`}`);
}

describe('verifyLog names exactly what was done', () => {
  it('one altered entry, and nothing else', async () => {
    const items = await makeLog(600);
    const altered = items.map((item) =>
      item.kind === 'entry' && item.position === 300 ? { ...item, entry: testEntry(9_999_999) } : item,
    );
    expect(await found(altered)).toEqual(['altered 300']);
  });

  it('a run removed and the rest numbered anew', async () => {
    const items = await makeLog(600);
    const cut = items
      .filter((item) => item.kind !== 'entry' || item.position < 290 || item.position > 299)
      .map((item) =>
        item.kind === 'entry' && item.position > 299 ? { ...item, position: item.position - 10 } : item,
      );
    expect(await found(cut)).toEqual(['removed 290-299', 'misnumbered 300-599']);
  });

  it('two entries of different tiles swapped', async () => {
    const items = await makeLog(600);
    const entry = (p: number) => items.find((item) => item.kind === 'entry' && item.position === p);
    const swapped = items.map((item) => {
      if (item.kind !== 'entry') return item;
      if (item.position === 10) return entry(500) ?? item;
      return item.position === 500 ? (entry(10) ?? item) : item;
    });
    expect(await found(swapped)).toEqual(['reordered 10', 'reordered 500']);
  });

  it('several things at once', async () => {
    const items = await makeLog(900);
    const copy = items.find((item) => item.kind === 'entry' && item.position === 20);
    const out = items.flatMap((item): LogItem[] => {
      if (item.kind !== 'entry') return [item];
      if (item.position === 50) return [];
      if (item.position === 700 && copy !== undefined) return [item, { ...copy, line: 1_000_000 } as LogItem];
      return [item.position === 800 ? { ...item, entry: testEntry(1) } : item];
    });
    expect(await found(out)).toEqual(['duplicated 1', 'duplicated 20', 'removed 50', 'removed 800']);
  });
});

describe('verifyLog trusts only what it is given', () => {
  it('refuses a log signed by another key of the same name', async () => {
    const impostor = { ...testSigner('somebody else'), name: origin };
    const items = await buildLog(testEntries(300), { origin, signer: impostor, checkpointEvery: 1000 });
    expect(await found(items)).toEqual(['unsigned 0-299', 'checkpoint 256']);
  });

  it('refuses the log of somebody else', async () => {
    const items = await buildLog(testEntries(10), {
      origin: 'other.example/audit',
      signer,
      checkpointEvery: 100,
    });
    const kinds = (await found(items)).map((line) => line.split(' ')[0]);
    expect(kinds).toContain('header');
    expect(kinds).toContain('checkpoint');
  });

  it('notices entries after the last signature', async () => {
    const items = (await makeLog(250)).filter(
      (item) => item.kind !== 'checkpoint' || !item.note.includes('\n250\n'),
    );
    expect(await found(items)).toEqual(['unsigned 200-249']);
  });

  it('cannot see by itself that a whole log ends early, but with a head known from elsewhere it does', async () => {
    const short = await makeLog(300);
    const long = await makeLog(450);
    expect(await found(short)).toEqual([]);
    const last = long.findLast((item) => item.kind === 'checkpoint');
    const known = last?.kind === 'checkpoint' ? [openCheckpoint(last.note).checkpoint] : [];
    expect(await found(short, { known })).toEqual(['truncated 300-449']);
    expect(await found(long, { known })).toEqual([]);
  });

  it('refuses a log that contradicts a head known from elsewhere', async () => {
    const items = await makeLog(300);
    const other = await buildLog([testEntry(77), ...testEntries(299)], {
      origin,
      signer,
      checkpointEvery: 100,
    });
    const heads = other.flatMap((item) =>
      item.kind === 'checkpoint' ? [openCheckpoint(item.note).checkpoint] : [],
    );
    expect(await found(items, { known: heads.slice(0, 1) })).toEqual(['rewritten 0-99']);
  });

  it('reports witnesses, and refuses a cosignature that does not hold', async () => {
    const witness = testSigner('witness.example/w1');
    const witnesses = [verifierKey(witness.name, COSIGNATURE_V1, witness.publicKey)];
    const cosigned = async (items: readonly LogItem[], text?: string): Promise<LogItem[]> =>
      Promise.all(
        items.map(async (item): Promise<LogItem> => {
          if (item.kind !== 'checkpoint') return item;
          const { note } = openCheckpoint(item.note);
          const line = await cosign(text ?? note.text, 1_795_400_000, witness);
          return {
            kind: 'checkpoint',
            note: formatNote({ ...note, signatures: [...note.signatures, line] }),
          };
        }),
      );
    const items = await makeLog(150);
    const good = await verifyLog(inMemory(await cosigned(items)), { ...options, witnesses });
    expect(good.ok).toBe(true);
    expect([...good.witnessed]).toEqual([[witness.name, 150]]);
    const text = `${origin}\n1\n${Buffer.alloc(32).toString('base64')}\n`;
    expect(await found(await cosigned(items, text), { witnesses })).toEqual([
      'checkpoint 0',
      'checkpoint 0',
      'unsigned 0-149',
    ]);
  });

  it('checks values shown beside the entries against their seals', async () => {
    const salt = fieldSalt(new Uint8Array(16).fill(3), 'actor');
    const entry = encodeEntry([{ key: 'actor', kind: 'sealed', value: seal(salt, 'actor', 'officer 7') }]);
    const items = await buildLog([entry], { origin, signer, checkpointEvery: 100 });
    const shown = (value: string) =>
      items.map((item) => (item.kind === 'entry' ? { ...item, opened: { actor: { salt, value } } } : item));
    expect(await found(shown('officer 7'))).toEqual([]);
    expect(await found(shown('officer 8'))).toEqual(['opening 0']);
  });

  it('survives what is not an export at all', async () => {
    const source = (text: string) =>
      exportSource(async function* () {
        yield Buffer.from(text);
      });
    for (const text of [
      '',
      '\n\n',
      'hello',
      '{}',
      '[]',
      'null\n{"t":"tile","i":1e9}\n',
      '{"t":"end","size":3,"pending":0}',
    ]) {
      const report = await verifyLog(source(text), options);
      expect(report.ok, text).toBe(false);
      expect(report.findings.map(describeFinding).join()).not.toBe('');
    }
  });

  it('stays within bounds when nothing fits', async () => {
    const items = (await makeLog(2000)).filter((item) => item.kind !== 'tile');
    const shuffled = items.map((item) =>
      item.kind === 'entry' ? { ...item, entry: testEntry(item.position + 1) } : item,
    );
    const report = await verifyLog(inMemory(shuffled), { ...options, maxFindings: 5 });
    expect(report.ok).toBe(false);
    expect(report.findings.length).toBeLessThanOrEqual(5);
  });
});
