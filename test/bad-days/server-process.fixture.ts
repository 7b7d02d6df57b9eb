/**
 * A server made to be killed (kill.test.ts): HTTP, worker and sequencer of one process as in operation; only who sends a
 * request is told by a header. Argument: JSON of ServerOrder. Says its address on standard output.
 */
import { createServer } from '#platform/http';
import { startSequencer } from '#platform/audit';
import { type Clock, anonymous } from '#platform/runtime';
import { startWorker } from '#platform/worker';
import { compose } from '../../src/app/compose.ts';
import type { Config } from '../../src/app/config.ts';
import { rooms } from '../../src/app/rooms.ts';
import { connectionsOf } from '../support/world.ts';

export interface ServerOrder {
  readonly config: Config;
  readonly socket: string;
  readonly database: string;
  /** Milliseconds between this machine's clock and the test's. */
  readonly offset: number;
}

const { config, socket, database, offset } = JSON.parse(process.argv[2] ?? '') as ServerOrder;
const clock: Clock = { now: () => new Date(Date.now() + offset) };
const { runner, pools } = await compose(config, connectionsOf(socket, database), { clock });
const server = await createServer({
  runner,
  rooms,
  authenticate: (request) => {
    const id = String(request.headers['x-test-person'] ?? '');
    const assurance = { evidence: 'I0', accountLevel: 2, authLevel: 2 } as const;
    const citizen = { kind: 'citizen', id, personId: id, persons: [id], assurance } as const;
    return Promise.resolve(id === '' ? anonymous : { ...anonymous, ...citizen });
  },
  origins: [],
  requestsPerMinute: 1_000_000,
});
const address = await server.listen({ host: '127.0.0.1', port: 0 });
await startWorker({ runner, rooms, queuePool: pools.jobs });
startSequencer({ runner });
process.stdout.write(`${address}\n`);
