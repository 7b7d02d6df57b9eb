import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { type Sequencer, startSequencer } from '#platform/audit';
import { createServer } from '#platform/http';
import { startWorker } from '#platform/worker';
import type { House } from './compose.ts';
import { addOperations } from './operations.ts';
import { projectFolder } from './process.ts';
import { rooms } from './rooms.ts';
import { UserError } from './user-error.ts';

export interface Served {
  readonly server: FastifyInstance;
  readonly address: string;
  close(): Promise<void>;
}

const webFolder = join(projectFolder, 'web', 'dist');

/** The web app's files; every other path is one of its pages. */
async function addWeb(server: FastifyInstance): Promise<void> {
  if (!existsSync(join(webFolder, 'index.html'))) return;
  await server.register(fastifyStatic, {
    root: webFolder,
    wildcard: false,
    index: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      // Only files whose name carries the hash of their content never change.
      void reply.header(
        'cache-control',
        path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
  server.route({
    method: 'GET',
    url: '/*',
    handler: (request, reply) => {
      if (/^\/(api|oidc|assets|icons|agent)\//.test(request.url)) return reply.callNotFound();
      return reply.sendFile('index.html');
    },
  });
}

/** On one machine a tester types either name of it; elsewhere the address is the only one. */
function originsOf(publicUrl: string): string[] {
  const { hostname } = new URL(publicUrl);
  return hostname === 'localhost' ? [publicUrl, publicUrl.replace('localhost', '127.0.0.1')] : [publicUrl];
}

/** Server, worker and sequencer of one process. */
export async function serve(house: House): Promise<Served> {
  const { config, runner, pools } = house;
  const identity = runner.ports.identity;
  const server = await createServer({
    runner,
    rooms,
    authenticate: (request) => identity.authenticate(request),
    origins: originsOf(config.publicUrl),
    connect: [`http://127.0.0.1:${config.SEREPOK_AGENT_PORT}`, `ws://127.0.0.1:${config.SEREPOK_AGENT_PORT}`],
    trustProxy: config.SEREPOK_TRUST_PROXY === 'true',
    requestsPerMinute: config.SEREPOK_PROFILE === 'demo' ? 6000 : 600,
  });
  await identity.attach(server);
  addOperations(server, house);
  await addWeb(server);
  try {
    await server.listen({ host: config.SEREPOK_HOST, port: config.SEREPOK_PORT });
  } catch (error) {
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error;
    throw new UserError(
      {
        vi: `Cổng ${config.SEREPOK_PORT} đang được chương trình khác dùng. Hãy tắt chương trình đó hoặc đặt SEREPOK_PORT khác.`,
        en: `port ${config.SEREPOK_PORT} is taken; stop what uses it or set another SEREPOK_PORT`,
      },
      5,
    );
  }
  const worker = await startWorker({ runner, rooms, queuePool: pools.jobs });
  const sequencer: Sequencer = startSequencer({ runner });
  return {
    server,
    address: config.publicUrl,
    close: async () => {
      await server.close();
      await worker.stop();
      await sequencer.stop();
    },
  };
}
