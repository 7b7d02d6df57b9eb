import { readFileSync } from 'node:fs';
import { sandboxConfig } from './config.ts';
import { startOutsideWorld } from './start.ts';

// node sandbox/main.ts [config.json]; without a file SEREPOK_SANDBOX may hold the configuration as JSON.
const [, , file] = process.argv;
const parent = process.ppid;

function readConfig() {
  const text = file ? readFileSync(file, 'utf8') : (process.env.SEREPOK_SANDBOX ?? '{}');
  return sandboxConfig.parse(JSON.parse(text));
}

async function main(): Promise<void> {
  const config = readConfig();
  const world = await startOutsideWorld(config);
  console.log(JSON.stringify({ event: 'ready', addresses: world.addresses }));
  let isStopping = false;
  const stop = (signal: string) => {
    if (isStopping) return;
    isStopping = true;
    console.log(JSON.stringify({ event: 'stopping', signal }));
    void world.close().then(() => process.exit(0));
  };
  // Whoever started this process may be killed without a word; then nobody is left to stop it.
  const watch = setInterval(() => {
    if (config.followParent && process.ppid !== parent) stop('parent gone');
  }, 1000);
  watch.unref();
  process.stdout.on('error', () => stop('nobody listens'));
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
  // Started by somebody who holds a channel to us: gone with them, even when they are killed.
  process.on('disconnect', () => stop('parent gone'));
}

main().catch((error: unknown) => {
  console.error(
    JSON.stringify({ event: 'not_started', reason: error instanceof Error ? error.message : 'unknown' }),
  );
  process.exit(1);
});
