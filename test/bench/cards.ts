import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, mkdtempSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import {
  accessOf,
  createScenarioKit,
  createVirtualCard,
  drawDegradation,
  genuineCard,
  perform,
  photographQr,
  sampleHolder,
  samplePortrait,
  type ScenarioKit,
  scenarios,
  trustOf,
  writeCardQr,
} from '#lib/card-sim';
import {
  createTrustStore,
  deriveChallenge,
  EmrtdError,
  judgeChip,
  measureForeignVectors,
  readChip,
} from '#lib/emrtd';
import { buildVietnameseTd1, parseCardQr, parseMrz } from '#lib/identity';
import type { ChipDriver } from '../../agent/drivers/driver.ts';
import { openPcsc } from '../../agent/drivers/pcsc.ts';
import { openSimulator } from '../../agent/drivers/simulator.ts';
import { insertCard } from '../../agent/insert.fixture.ts';
import { pcscdMissing, startPcscd, vpcdPort } from '../../agent/pcscd.fixture.ts';
import { readCard } from '../../agent/read-card.ts';
import { type BenchLine, quantile, round } from './measure.ts';

interface Figure {
  readonly case: string;
  /** Null: not measured. */
  readonly value: number | null;
  readonly unit: string;
  readonly target?: number;
  /** Better is smaller, unless said so. */
  readonly atLeast?: true;
  readonly detail?: string;
  readonly ok?: boolean | null;
}
type Tell = (figure: Figure) => void;
/** A figure of cards: a bench line that may be "not measured", and says why. */
export type CardLine = Omit<BenchLine, 'value'> & { readonly value: number | null; readonly detail?: string };

const random = (count: number) => new Uint8Array(randomBytes(count));
const portraitBytes = 15_000;
const number = sampleHolder.personalNumber;
const access = { number, birth: '15/01/2003', expiry: '15/01/2043' };

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function isMet({ value, target, atLeast, ok }: Figure): boolean | null {
  if (ok !== undefined) return ok;
  if (value === null || target === undefined) return null;
  return atLeast ? value >= target : value <= target;
}

function makeKit(): ScenarioKit {
  const holder = { ...sampleHolder, portrait: samplePortrait(portraitBytes) };
  return createScenarioKit({ now: Date.now(), random, holder });
}

/** Random cuts and insertions of a scan: how many made the parser throw, and how long the slowest hundredth took. */
function fuzzQr(tell: Tell, runs: number): void {
  const draw = seeded(66);
  const sample = `${number}|240012345|Nguyễn Văn Thử|15012003|Nam|Thôn 1, Xã Mẫu, Đắk Lắk|01052021`;
  const odd = ['|', '||', '\u0000', '\ud800', 'á»…', '\r\n', '\u0303', 'ư'];
  const times: number[] = [];
  let thrown = 0;
  for (let run = 0; run < runs; run += 1) {
    const at = Math.floor(draw() * sample.length);
    const piece = odd[Math.floor(draw() * odd.length)] ?? '';
    const raw = sample.slice(0, at) + piece + sample.slice(at + Math.floor(draw() * 12));
    const start = performance.now();
    try {
      parseCardQr(raw, { today: '2026-11-23' });
    } catch {
      thrown += 1;
    }
    times.push(performance.now() - start);
  }
  tell({ case: `qr fuzz, ${runs} inputs: thrown`, value: thrown, unit: 'errors', target: 0 });
  tell({ case: 'qr parse p99', value: round(quantile(times, 0.99)), unit: 'ms', target: 1 });
}

const protectedAt: readonly (readonly [number, number, number])[] = [
  [0, 5, 15],
  [0, 15, 30],
  [1, 0, 7],
  [1, 8, 15],
];

/** Every single wrong digit in every checked field of drawn zones. */
function mrzErrors(tell: Tell, zones: number): void {
  const draw = seeded(9303);
  const two = (limit: number) => String(1 + Math.floor(draw() * limit)).padStart(2, '0');
  let [tried, missed] = [0, 0];
  for (let zone = 0; zone < zones; zone += 1) {
    const personalNumber = `100${String(Math.floor(draw() * 1e9)).padStart(9, '0')}`;
    const date = () => `${two(98)}${two(12)}${two(28)}`;
    const lines = buildVietnameseTd1({
      personalNumber,
      name: 'Y Thử Niê',
      birth: date(),
      sex: 'M',
      expiry: date(),
    });
    for (const [line, from, to] of protectedAt) {
      for (let column = from; column < to; column += 1) {
        const text = lines[line] ?? '';
        if (!/\d/.test(text.charAt(column))) continue;
        const digit = (Number(text.charAt(column)) + 1 + Math.floor(draw() * 9)) % 10;
        const changed = lines.with(line, text.slice(0, column) + digit + text.slice(column + 1));
        tried += 1;
        const read = parseMrz(changed.join('\n'));
        if (read.ok && read.mrz.valid) missed += 1;
      }
    }
  }
  tell({ case: `mrz: wrong digits not noticed, of ${tried}`, value: missed, unit: 'errors', target: 0 });
}

async function imageDecode(tell: Tell, pictures: number): Promise<void> {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length) as ArrayBuffer;
  prepareZXingModule({ overrides: { wasmBinary } });
  const draw = seeded(66);
  let [read, wrong] = [0, 0];
  for (let picture = 0; picture < pictures; picture += 1) {
    const details = {
      generation: picture % 2 === 0 ? '2021' : '2024',
      address: 'Buôn Mẫu, Đắk Lắk',
    } as const;
    const text = writeCardQr(sampleHolder, { ...details, issued: '01052021' });
    const image = photographQr(text, drawDegradation(draw), draw);
    const [found] = await readBarcodes(image, { formats: ['QRCode'], tryHarder: true });
    if (found?.text === text) read += 1;
    else if (found) wrong += 1;
  }
  const share = round((read / pictures) * 100);
  tell({
    case: `image decode of ${pictures} degraded pictures`,
    value: share,
    unit: '%',
    target: 95,
    atLeast: true,
  });
  tell({ case: 'image decode: read wrongly', value: wrong, unit: 'pictures', target: 0 });
}

async function attacks(tell: Tell, kit: ScenarioKit): Promise<void> {
  const hostile = scenarios.filter(({ expected }) => expected.stage !== 'accepted');
  let refused = 0;
  for (const scenario of hostile) {
    const { expected } = scenario;
    try {
      const { verdict } = await perform(kit, scenario.stage(kit));
      const isNamed =
        expected.stage === 'judge' && verdict.findings.some(({ code }) => code === expected.code);
      const isHeld =
        expected.stage === 'judge' && expected.level ? verdict.level === expected.level : !verdict.accepted;
      if (isNamed && isHeld) refused += 1;
    } catch (error) {
      if (error instanceof EmrtdError && expected.stage === 'read' && error.code === expected.code)
        refused += 1;
    }
  }
  const share = round((refused / hostile.length) * 100);
  tell({
    case: `${hostile.length} attacks refused with the right code`,
    value: share,
    unit: '%',
    target: 100,
    atLeast: true,
  });
}

async function inProcess(tell: Tell, kit: ScenarioKit): Promise<void> {
  const image = genuineCard(kit);
  const trust = createTrustStore(trustOf(kit));
  const [reads, verdicts]: [number[], number[]] = [[], []];
  for (let run = 0; run < 60; run += 1) {
    const nonce = random(32);
    const challenge = (document: string) => deriveChallenge({ nonce, session: 's', document });
    const card = createVirtualCard(image, { random });
    const start = performance.now();
    const reading = await readChip(card.transmit, { access: accessOf(image), random, challenge });
    reads.push(performance.now() - start);
    const begun = performance.now();
    await judgeChip(reading, { trust, now: kit.now, expectedChallenge: challenge });
    verdicts.push(performance.now() - begun);
  }
  tell({
    case: 'whole read in process, 15 kB portrait, p95',
    value: round(quantile(reads, 0.95)),
    unit: 'ms',
    target: 300,
  });
  tell({ case: 'server verification p95', value: round(quantile(verdicts, 0.95)), unit: 'ms', target: 50 });
}

async function until(driver: ChipDriver, cards: number): Promise<void> {
  for (let tries = 0; tries < 1000; tries += 1) {
    if ((await driver.readers()).filter(({ hasCard }) => hasCard).length === cards) return;
    await wait(5);
  }
  throw new Error(`the reader never showed ${cards} cards`);
}

interface Cycles {
  readonly driver: ChipDriver;
  readonly port: number;
  readonly count: number;
}

/** Cards put in and taken out again; some are read. @returns milliseconds of each whole read, and growth of memory */
async function cycle(
  kit: ScenarioKit,
  { driver, port, count }: Cycles,
): Promise<{ times: number[]; grown: number }> {
  const image = genuineCard(kit);
  const drivers = { chip: [driver], reading: [], scan: [] };
  const times: number[] = [];
  let before = 0;
  for (let round_ = 0; round_ < count; round_ += 1) {
    const card = await insertCard(port, { image }, random);
    await until(driver, 1);
    if (count <= 20 || round_ % 20 === 0) {
      const start = performance.now();
      await readCard(drivers, { check: 'c', nonce: random(32), access });
      times.push(performance.now() - start);
    }
    await card.remove();
    await until(driver, 0);
    // Growth is counted from where the program has warmed up.
    if (round_ === Math.floor(count / 10)) before = memory();
  }
  return { times, grown: round((memory() - before) / 2 ** 20) };
}

function memory(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss;
}

async function simulatedCycles(tell: Tell, kit: ScenarioKit): Promise<void> {
  const driver = await openSimulator(0);
  try {
    const { grown } = await cycle(kit, { driver, port: driver.port, count: 1000 });
    tell({ case: '1000 cards in and out, in process: memory growth', value: grown, unit: 'MB', target: 20 });
  } finally {
    await driver.close();
  }
}

async function overPcscd(tell: Tell, kit: ScenarioKit): Promise<void> {
  const why = pcscdMissing();
  if (why !== undefined) {
    tell({ case: 'over pcscd', value: null, unit: 'ms', detail: `not measured: ${why}` });
    return;
  }
  const pcscd = await startPcscd();
  const driver = await openPcsc();
  try {
    if (!driver) throw new Error('no PC/SC library');
    const { times, grown } = await cycle(kit, { driver, port: vpcdPort, count: 20 });
    tell({
      case: 'whole read over pcscd, 15 kB portrait, p95',
      value: round(quantile(times, 0.95)),
      unit: 'ms',
      target: 5000,
    });
    tell({ case: '20 cards in and out over vpcd: memory growth', value: grown, unit: 'MB', target: 20 });
  } finally {
    await driver?.close();
    await pcscd.stop();
  }
}

function filesBelow(folder: string): Map<string, Uint8Array> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  const files = paths.filter((path) => statSync(path).isFile());
  return new Map(files.map((path) => [relative(folder, path), new Uint8Array(readFileSync(path))]));
}

/** Foreign material: see docs/the-can-cuoc.md for the folder's layout. Never part of the product. */
async function foreign(tell: Tell, folder: string | undefined): Promise<void> {
  const empty = mkdtempSync(join(tmpdir(), 'serepok-vectors-'));
  try {
    for (const measured of await measureForeignVectors(filesBelow(folder ?? empty)))
      tell({ ...measured, value: measured.ok === null ? null : measured.value });
  } finally {
    rmSync(empty, { recursive: true });
  }
}

export interface CardBenchOptions {
  readonly print: (line: CardLine) => void;
  readonly vectors?: string;
}

/** The acceptance numbers of reading cards; what needs foreign files or pcscd says so when it cannot be measured. */
export async function benchCards({ print, vectors }: CardBenchOptions): Promise<void> {
  let cpu = process.cpuUsage();
  const tell: Tell = (figure) => {
    const used = process.cpuUsage(cpu);
    cpu = process.cpuUsage();
    const { unit, value, target = null, detail } = figure;
    const cpuSeconds = round((used.user + used.system) / 1e6);
    const common = { bench: 'cards', case: figure.case, value, unit, baseline: null, ratio: null };
    print({ ...common, target, cpuSeconds, ok: isMet(figure), ...(detail ? { detail } : {}) });
  };
  const kit = makeKit();
  fuzzQr(tell, 100_000);
  mrzErrors(tell, 500);
  await imageDecode(tell, 200);
  await attacks(tell, kit);
  await inProcess(tell, kit);
  await simulatedCycles(tell, kit);
  await overPcscd(tell, kit);
  await foreign(tell, vectors);
}
