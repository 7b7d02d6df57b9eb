import { parentPort, workerData } from 'node:worker_threads';
import { createPopulationHost, systemAct } from '#modules/matching';
import { createPool } from '#platform/db';
import { type Ports, systemClock, systemRandom, uuidv7 } from '#platform/runtime';
import { createRunner } from '#platform/use-case';
import { openIdentifierCipher } from './installation-keys.ts';
import type { Asked, Begun } from './population-engine.ts';

// The matching engine's own thread: it alone holds the population side, and opens identity numbers only here.
const { home, database } = workerData as Begun;
const silent = () => undefined;
const runner = createRunner({
  pool: createPool(database, { max: 2, applicationName: 'serepok-matching' }),
  clock: systemClock,
  random: systemRandom,
  ids: uuidv7(systemClock, systemRandom),
  log: { info: silent, warn: silent, error: silent },
  ports: { identifierCipher: openIdentifierCipher(home), memory: new Map() } as unknown as Ports,
  consumers: new Map(),
});
const host = createPopulationHost({ act: systemAct(runner) });

async function answer(asked: Asked): Promise<unknown> {
  const method = host[asked.method] as (...args: readonly unknown[]) => unknown;
  return method(...asked.args);
}

parentPort?.on('message', (asked: Asked) => {
  answer(asked).then(
    (value) => parentPort?.postMessage({ id: asked.id, value }),
    (error: unknown) => parentPort?.postMessage({ id: asked.id, trouble: String(error) }),
  );
});
