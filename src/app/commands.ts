import { check } from './check.ts';
import { runTests } from './run-tests.ts';
import { generateTypes } from './types.ts';

export interface Command {
  readonly about: string;
  /** @returns the exit code */
  readonly run: (args: readonly string[]) => Promise<number>;
}

/** Every command of ./serepok. */
export const commands: Readonly<Record<string, Command>> = {
  check: { about: 'static checks only: types, lint, format', run: check },
  test: {
    about: 'everything: static checks, house tests, unit, database, browser; --long for the long series',
    run: runTests,
  },
  types: {
    about: 'write the row types of every room from a freshly migrated database',
    run: async () => {
      for (const path of await generateTypes()) console.log(path);
      return 0;
    },
  },
  help: {
    about: 'this list',
    run: () => {
      for (const [name, command] of Object.entries(commands))
        console.log(`  ./serepok ${name.padEnd(12)} ${command.about}`);
      return Promise.resolve(0);
    },
  },
};
