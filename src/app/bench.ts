import { join } from 'node:path';
import { projectFolder, runProgram } from './process.ts';

/** `./serepok bench [name] [--n N] [--persons N] [--rows N] [--full] [--round N] [--vectors DIR]`: one JSON line for each figure. */
export async function bench(args: readonly string[]): Promise<number> {
  const script = join(projectFolder, 'test', 'bench', 'main.ts');
  const { code } = await runProgram(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    '--expose-gc',
    script,
    ...args,
  ]);
  return code;
}
