import { runProgram } from './process.ts';

export interface StaticCheck {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

export const staticChecks: readonly StaticCheck[] = [
  { name: 'types: server, lib, sandbox, tests', command: 'tsc', args: ['--noEmit', '-p', 'tsconfig.json'] },
  { name: 'types: browser tests', command: 'tsc', args: ['--noEmit', '-p', 'test/e2e/tsconfig.json'] },
  { name: 'types: web', command: 'tsc', args: ['--noEmit', '-p', 'web/tsconfig.json'] },
  { name: 'lint', command: 'oxlint', args: ['--deny-warnings'] },
  { name: 'format', command: 'biome', args: ['format', '.'] },
];

/** Runs the static checks one after another; the failing ones show what they found. */
export async function runChecks(): Promise<{ passed: number; failed: number }> {
  let failed = 0;
  for (const { name, command, args } of staticChecks) {
    const outcome = await runProgram(command, args, { quiet: true });
    console.log(`${outcome.code === 0 ? 'ok  ' : 'FAIL'} ${name}`);
    if (outcome.code !== 0) {
      failed += 1;
      console.log(outcome.output);
    }
  }
  return { passed: staticChecks.length - failed, failed };
}

export async function check(): Promise<number> {
  const { failed } = await runChecks();
  return failed === 0 ? 0 : 1;
}
