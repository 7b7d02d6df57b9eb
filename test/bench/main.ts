import { parseArgs } from 'node:util';
import { benchAudit } from './audit.ts';
import { benchCards, type CardLine } from './cards.ts';
import { benchDossiers } from './dossiers.ts';
import { benchIoc } from './ioc.ts';
import { benchMatch } from './match.ts';
import { benchReport } from './report.ts';
import type { BenchLine } from './measure.ts';

// node test/bench/main.ts [name] [--n N] [--persons N] [--rows N] [--full] [--only main|growth|seeds|million]; `./serepok bench` starts it.

const print = (line: BenchLine | CardLine): void => console.log(JSON.stringify(line));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    n: { type: 'string', default: '200000' },
    persons: { type: 'string', default: '20000' },
    rows: { type: 'string', default: '20000' },
    only: { type: 'string' },
    full: { type: 'boolean', default: false },
    round: { type: 'string', default: '150' },
    vectors: { type: 'string' },
  },
});

const sizes = { rows: Number(values.n), persons: Number(values.persons), perRound: Number(values.round) };

// The register's population is far larger than what the other benches seed; `--persons` and `--rows` make it smaller or larger.
const matchSizes = values.full
  ? { persons: 2_800_000, rows: 200_000, isFull: true }
  : { persons: Math.max(280_000, sizes.persons), rows: Number(values.rows), isFull: false };

const benches: Readonly<Record<string, () => Promise<void>>> = {
  dossiers: () => benchDossiers(sizes, print),
  match: () => benchMatch({ ...matchSizes, only: values.only, print }),
  cards: () => benchCards({ print, vectors: values.vectors }),
  ioc: () => benchIoc({ persons: sizes.persons, print }),
  audit: () => benchAudit({ print, entries: sizes.rows }),
  report: () => benchReport(sizes, print),
};

const [name] = positionals;
if (name !== undefined && !benches[name]) {
  console.error(`${name}: ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
for (const [key, run] of Object.entries(benches)) if (name === undefined || key === name) await run();
