import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const program = '/usr/sbin/pcscd';
const driver = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so';
/** First virtual reader of vpcd. It listens on every interface: for tests alone, and stopped after them. */
export const vpcdPort = 35_963;

/** Why the machine cannot measure over pcscd; undefined when it can. */
export function pcscdMissing(): string | undefined {
  if (!existsSync(program) || !existsSync(driver)) return 'pcscd or vsmartcard-vpcd is not installed';
  if (process.getuid?.() !== 0) return 'pcscd needs root to start';
  return existsSync('/run/pcscd/pcscd.comm') ? 'a pcscd is running already' : undefined;
}

function isListening(): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(vpcdPort, '127.0.0.1', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });
}

/** A pcscd of our own, ended by its own process id. */
export async function startPcscd(): Promise<{ stop: () => Promise<void> }> {
  const child: ChildProcess = spawn(program, ['--foreground'], { stdio: 'ignore' });
  for (let tries = 0; tries < 100 && !(await isListening()); tries += 1) await wait(100);
  return {
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await ended;
    },
  };
}
