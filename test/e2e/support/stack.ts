import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const projectFolder = resolve(import.meta.dirname, '../../..');

export interface Stack {
  readonly app: string;
  readonly bank: string;
  readonly vneid: string;
  readonly portal: string;
  readonly inbox: string;
  /** The folder of this platform, for commands that share it. */
  readonly home: string;
  /** What the process printed. */
  output(): string;
  stop(): Promise<void>;
}

function environment(home: string, base: number): Record<string, string> {
  const at = (offset: number) => `http://127.0.0.1:${base + offset}`;
  return {
    SEREPOK_HOME: home,
    SEREPOK_PORT: String(base),
    SEREPOK_AGENT_PORT: String(base + 30),
    VNEID_ISSUER: at(1),
    BANK_URL: at(2),
    PORTAL_URL: at(3),
    SMS_URL: at(4),
    SMTP_URL: `smtp://127.0.0.1:${base + 5}`,
    CA_URL: at(6),
    POPULATION_URL: `${at(7)}/dancuquocgia/congdan`,
  };
}

function untilReady(child: ChildProcess, output: () => string): Promise<void> {
  return new Promise((done, failed) => {
    const look = setInterval(() => {
      if (!output().includes('Serepok is ready')) return;
      clearInterval(look);
      done();
    }, 200);
    child.once('exit', (code) => {
      clearInterval(look);
      failed(new Error(`up ended with ${code}:\n${output()}`));
    });
  });
}

/** Everything a newcomer gets from `./serepok up`, on ports and in a folder of its own. */
export async function startStack(
  base: number,
  args: readonly string[] = ['--population', '1000'],
): Promise<Stack> {
  const home = await mkdtemp(join(tmpdir(), 'serepok-e2e-'));
  let output = '';
  const child = spawn(process.execPath, [join(projectFolder, 'src/app/cli.ts'), 'up', ...args], {
    cwd: projectFolder,
    env: { ...process.env, ...environment(home, base) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  await untilReady(child, () => output);
  const at = (offset: number) => `http://127.0.0.1:${base + offset}`;
  return {
    app: `http://localhost:${base}`,
    vneid: at(1),
    bank: at(2),
    portal: at(3),
    inbox: at(4),
    home,
    output: () => output,
    stop: async () => {
      if (child.exitCode === null) {
        const ended = new Promise((done) => child.once('exit', done));
        child.kill('SIGTERM');
        await ended;
      }
      await rm(home, { recursive: true, force: true });
    },
  };
}
