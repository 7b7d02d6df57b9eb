import { backupCommand, restoreCommand } from './backup-commands.ts';
import { bench } from './bench.ts';
import { cardCommand } from './card-command.ts';
import { check } from './check.ts';
import { faceCommand } from './face-command.ts';
import { docsCommand } from './generated-docs.ts';
import { matchCommand } from './match.ts';
import { noticesCommand, sbomCommand } from './notices.ts';
import { runTests } from './run-tests.ts';
import {
  auditCommand,
  codeCommand,
  doctor,
  migrateCommand,
  models,
  openapi,
  seedCommand,
} from './operator-commands.ts';
import { buildCommand, serveCommand } from './serve-command.ts';
import { catalogueCommand, officerCommand } from './setup-commands.ts';
import { trustCommand } from './trust-command.ts';
import { up } from './up.ts';
import { generateTypes } from './types.ts';
import { mapTilesCommand } from './map-tiles.ts';

export interface Command {
  readonly about: string;
  /** @returns the exit code */
  readonly run: (args: readonly string[]) => Promise<number>;
}

/** Every command of ./serepok. */
export const commands: Readonly<Record<string, Command>> = {
  up: { about: 'start everything on this machine: database, server, worker, web app, sandboxes', run: up },
  serve: { about: 'server and worker alone, for a service manager (docs/van-hanh.md)', run: serveCommand },
  build: { about: 'build the web app for serve', run: buildCommand },
  check: { about: 'static checks only: types, lint, format', run: check },
  test: {
    about: 'everything: static checks, house tests, unit, database, browser; --long for the long series',
    run: runTests,
  },
  bench: {
    about:
      '[dossiers|match|cards|ioc|audit|report] [--n N] [--persons N] [--rows N] [--full] [--vectors DIR]: figures beside their baselines, as JSON lines',
    run: bench,
  },
  match: {
    about:
      'FILE --against population|FILE2 [--config FILE] [--out FILE] [--truth FILE]: which record each row of a list is',
    run: matchCommand,
  },
  migrate: { about: 'bring the database to the state of this version', run: migrateCommand },
  seed: { about: 'load the demonstration province; --population N', run: seedCommand },
  catalogue: { about: 'load catalog/ alone, for a real installation', run: catalogueCommand },
  officer: {
    about: 'LOGIN NAME --agency KEY --role ROLE: an officer, and the link to set up the sign-in',
    run: officerCommand,
  },
  doctor: { about: 'is everything reachable, in which version and mode; --json', run: doctor },
  models: { about: 'the 43 models and how far each is; --json', run: models },
  backup: { about: 'FOLDER [--keys FOLDER]: database and sealed files as of one moment', run: backupCommand },
  restore: {
    about:
      'FOLDER [--keys FOLDER]: into an empty database, then proves the copy; --check only reads the backup',
    run: restoreCommand,
  },
  audit: { about: 'verify | export FILE | checkpoint', run: auditCommand },
  openapi: { about: 'the description of the HTTP interface', run: openapi },
  code: { about: 'NAME: the one-time code of a demonstration officer', run: codeCommand },
  card: {
    about:
      'list | people | insert [--person WHO] [--scenario NAME] | qr: virtual cards for the simulated reader',
    run: cardCommand,
  },
  trust: {
    about: 'import FILE|FOLDER [--pin] [--countries VN] | list | withdraw: authorities of identity cards',
    run: trustCommand,
  },
  types: {
    about: 'write the row types of every room from a freshly migrated database',
    run: async () => {
      for (const path of await generateTypes()) console.log(path);
      return 0;
    },
  },
  face: {
    about: 'calibrate FOLDER: errors by threshold of the comparison of faces, on labelled pictures',
    run: faceCommand,
  },
  'map-tiles': {
    about: 'lay the communes of catalog/ out as hexagons: lib/province-map/tiles.generated.ts',
    run: mapTilesCommand,
  },
  docs: { about: 'write docs/generated: errors, permissions, events, legal index, models', run: docsCommand },
  notices: { about: 'write docs/THIRD-PARTY.md from the lock file and the packages', run: noticesCommand },
  sbom: { about: 'the bill of materials (CycloneDX)', run: sbomCommand },
  help: {
    about: 'this list',
    run: () => {
      for (const [name, command] of Object.entries(commands))
        console.log(`  ./serepok ${name.padEnd(12)} ${command.about}`);
      return Promise.resolve(0);
    },
  },
};
