import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** The project's own folder. */
export const projectFolder = resolve(import.meta.dirname, '../..');

export interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** Runs a program of the project to its end; its output is shown and kept. */
export function runProgram(
  command: string,
  args: readonly string[],
  options: { quiet?: boolean; env?: Record<string, string> } = {},
): Promise<Outcome> {
  return new Promise((done, failed) => {
    const child = spawn(command, args, {
      cwd: projectFolder,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (stream: NodeJS.WriteStream) => (chunk: Buffer) => {
      output += chunk.toString();
      if (!options.quiet) stream.write(chunk);
    };
    child.stdout.on('data', keep(process.stdout));
    child.stderr.on('data', keep(process.stderr));
    child.once('error', failed);
    child.once('close', (code) => done({ code: code ?? 1, output }));
  });
}

/** The web app, then the reader agent as one file beside it: arguments of vite. */
export const webBuilds = [
  ['build', '--config', 'web/vite.config.ts', 'web'],
  ['build', '--config', 'agent/vite.config.ts', 'agent'],
] as const;
