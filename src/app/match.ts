import { createWriteStream, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import {
  createPopulationIndex,
  createRowLinker,
  estimateModel,
  type IndexOptions,
  type LinkageConfig,
  type LinkageModel,
  type LinkageRecord,
  type PopulationIndex,
  type RowDecision,
  type RowLinker,
  vietnamesePersons,
} from '#lib/linkage';
import { exportTable, type RawRow, sentenceOf, TabularError } from '#lib/tabular';
import { openByColumns, openPersons, type RecordFile, recordBatches, sampleRecords } from './match-files.ts';
import { againstRegister } from './match-population.ts';
import { ethnicResolver, placeResolver, readPlaces } from './match-places.ts';
import { readTruth, Tally } from './match-tally.ts';

/** `--config`: a table in any language. Field kinds and blocking keys are those of lib/linkage. */
export interface MatchConfig extends Partial<LinkageConfig> {
  readonly fields: LinkageConfig['fields'];
  readonly blocking: LinkageConfig['blocking'];
  /** Field → title of its column, or titles whose cells are joined. */
  readonly columns: Readonly<Record<string, string | readonly string[]>>;
  /** The same for the other file where its titles differ. */
  readonly againstColumns?: MatchConfig['columns'];
  /** Column with the key of each record; the row number otherwise. */
  readonly key?: string;
}

const usage =
  'match FILE --against population|FILE2 [--config conf.json] [--out OUT.xlsx|OUT.csv] [--truth TRUTH.csv]: which person, or record of FILE2, each row of FILE is';

/** `./serepok match`: a list against the register or another file, from the command line. */
export async function matchCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      against: { type: 'string' },
      config: { type: 'string' },
      out: { type: 'string' },
      truth: { type: 'string' },
    },
  });
  const [list] = positionals;
  if (list === undefined || values.against === undefined) {
    console.error(usage);
    return 2;
  }
  try {
    await runMatch({ ...values, list, against: values.against });
    return 0;
  } catch (error) {
    if (error instanceof TabularError)
      console.error(`${sentenceOf(error, 'vi')}\n${sentenceOf(error, 'en')}`);
    else console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

interface MatchRequest {
  readonly list: string;
  readonly against: string;
  readonly config?: string | undefined;
  readonly out?: string | undefined;
  readonly truth?: string | undefined;
}

/** Where the persons are, and the engine that knows them. */
export interface MatchSide {
  readonly estimate: (sample: readonly LinkageRecord[]) => Promise<LinkageModel>;
  readonly decide: (
    records: readonly LinkageRecord[],
    model: LinkageModel,
  ) => Promise<readonly RowDecision[]>;
  /** After the last row, before anything is given out. */
  readonly finish: () => Promise<void>;
}

async function runMatch(request: MatchRequest): Promise<void> {
  const config = request.config === undefined ? undefined : readConfig(request.config);
  const list = await openOne(request.list, config, config?.columns);
  for (const notice of list.notices) console.error(sentenceOf(notice, 'vi'));
  const work = (side: MatchSide) => matchWith(side, list, request);
  if (request.against === 'population') await againstRegister(basename(request.list), work);
  else await work(againstFile(await indexOf(request.against, config)));
  await list.close();
}

function againstFile(index: PopulationIndex): MatchSide {
  let linker: RowLinker | undefined;
  return {
    estimate: (sample) => Promise.resolve(estimateModel(index, sample)),
    decide: (records, model) => {
      const own = (linker ??= createRowLinker({ index, model }));
      return Promise.resolve(records.map((record) => own.decide(record)));
    },
    finish: () => Promise.resolve(),
  };
}

async function matchWith(side: MatchSide, list: RecordFile, request: MatchRequest): Promise<void> {
  const { sample, rows } = await sampleRecords(list);
  const model = await side.estimate(sample);
  const tally = new Tally(request.truth === undefined ? undefined : await readTruth(request.truth));
  const decisions = new Map<number, RowDecision>();
  const progress = progressLine('matched', rows);
  for await (const batch of recordBatches(list)) {
    const records = batch.map(({ record }) => record);
    const decided = await side.decide(records, model);
    decided.forEach((decision, at) => {
      tally.add(decision);
      if (request.out !== undefined) decisions.set(batch[at]?.row.row ?? 0, shortened(decision));
    });
    progress(batch.length);
  }
  await side.finish();
  if (request.out !== undefined) await writeOut(request.out, list, decisions);
  for (const line of tally.lines(model)) console.log(line);
}

const { wantedFalseMatchRate, wantedFalseNonMatchRate } = vietnamesePersons;
const defaults = { wantedFalseMatchRate, wantedFalseNonMatchRate };

function readConfig(path: string): MatchConfig {
  const config = JSON.parse(readFileSync(path, 'utf8')) as Partial<MatchConfig>;
  if (!config.fields || !config.blocking || !config.columns)
    throw new Error(`${path}: fields, blocking and columns are needed; see docs/match-febrl.json for one`);
  return config as MatchConfig;
}

function openOne(
  path: string,
  config: MatchConfig | undefined,
  columns: MatchConfig['columns'] | undefined,
): Promise<RecordFile> {
  const today = new Date().toISOString().slice(0, 10);
  if (!config || !columns) return openPersons(path, today);
  const dates = config.fields.filter(({ kind }) => kind === 'date').map(({ name }) => name);
  return openByColumns(path, { columns, key: config.key, dates });
}

/** Fills an index from a file, with progress. */
async function indexOf(path: string, config: MatchConfig | undefined): Promise<PopulationIndex> {
  const file = await openOne(path, config, config?.againstColumns ?? config?.columns);
  const index = config
    ? createPopulationIndex({ ...defaults, sureAfter: config.blocking.length, ...config })
    : createPopulationIndex(vietnamesePersons, personOptions());
  const progress = progressLine('read');
  for await (const batch of recordBatches(file)) {
    for (const { record } of batch) index.add(record);
    progress(batch.length);
  }
  await file.close();
  return index;
}

/** What matching Vietnamese persons needs to know of places and ethnic groups, from the catalogue. */
export function personOptions(expected?: number): IndexOptions {
  const places = readPlaces();
  return {
    ...(expected === undefined ? {} : { expected }),
    resolve: { place: placeResolver(places), ethnicity: ethnicResolver() },
    neighbours: (code) => places.neighbours.get(code) ?? [],
  };
}

function progressLine(what: string, of?: number): (more: number) => void {
  let [done, told] = [0, 0];
  return (more) => {
    done += more;
    if (done - told < 100_000) return;
    told = done;
    console.error(of === undefined ? `${done} ${what}` : `${done} of ${of} ${what}`);
  };
}

// A decision without its weights: what the added columns say.
function shortened(decision: RowDecision): RowDecision {
  return { ...decision, candidates: decision.candidates.map((one) => ({ ...one, agreements: [] })) };
}

const outcomeTexts = { matched: 'Khớp', not_found: 'Không tìm thấy', to_judge: 'Cần xem xét' } as const;
const reasonTexts: Readonly<Record<RowDecision['reasons'][number], string>> = {
  wrong_number: 'sai số',
  cancelled_number: 'số đã hủy',
  deceased: 'đã chết',
  moved_away: 'đã chuyển đi',
  duplicate_in_list: 'trùng trong danh sách',
  two_candidates: 'có từ hai người',
  weak_evidence: 'chưa đủ căn cứ',
};

async function writeOut(
  path: string,
  list: RecordFile,
  decisions: ReadonlyMap<number, RowDecision>,
): Promise<void> {
  const valuesOf = ({ row }: RawRow): readonly string[] => {
    const decision = decisions.get(row);
    if (!decision) return [];
    const [best] = decision.candidates;
    const isShown = decision.outcome !== 'not_found';
    return [
      outcomeTexts[decision.outcome],
      decision.reasons.map((reason) => reasonTexts[reason]).join(', '),
      isShown ? (best?.key ?? '') : '',
      isShown ? (best?.probability.toFixed(4) ?? '') : '',
      decision.duplicateOf ?? '',
    ];
  };
  const titles = ['Kết quả đối khớp', 'Lý do', 'Mã người', 'Xác suất', 'Trùng với dòng'];
  const format = path.toLowerCase().endsWith('.csv') ? 'csv' : 'xlsx';
  await pipeline(exportTable(list.table, list.header, { format, titles, valuesOf }), createWriteStream(path));
}
