import { parseArgs } from 'node:util';
import { benchAudit } from './audit.ts';
import { benchDossiers } from './dossiers.ts';
import type { BenchLine } from './measure.ts';

// node test/bench/main.ts [name] [--n N] [--persons N]; `./serepok bench` starts it.

const print = (line: BenchLine): void => console.log(JSON.stringify(line));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    n: { type: 'string', default: '200000' },
    persons: { type: 'string', default: '20000' },
    round: { type: 'string', default: '150' },
  },
});

const sizes = { rows: Number(values.n), persons: Number(values.persons), perRound: Number(values.round) };

const benches: Readonly<Record<string, () => Promise<void>>> = {
  dossiers: () => benchDossiers(sizes, print),
  audit: () => benchAudit({ print, entries: sizes.rows }),
};

const [name] = positionals;
if (name !== undefined && !benches[name]) {
  console.error(`${name}: ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
for (const [key, run] of Object.entries(benches)) if (name === undefined || key === name) await run();
