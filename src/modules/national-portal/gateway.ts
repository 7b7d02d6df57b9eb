import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** The national gateway of the dossier sync, adapter version 1 (calls known of 2019–2024). */
export interface NationalGateway {
  /** @throws GatewayRefusal when the gateway says no; anything else may be tried again */
  syncDossier(dossier: Readonly<Record<string, unknown>>, isUpdating: boolean): Promise<void>;
  isGenuine(body: Uint8Array, signature: string): boolean;
  /** Fetches an attached file; only from the gateway's own host. */
  fetchFile(url: string): Promise<Uint8Array>;
}

export class GatewayRefusal extends Error {
  override readonly name = 'GatewayRefusal';
}

export interface GatewayOptions {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly dstcode: string;
  readonly unit: string;
  readonly intakeSecret: string;
  readonly timeoutMs: number;
}

declare module '#platform/runtime' {
  interface Ports {
    nationalGateway: NationalGateway;
  }
}

const Answer = z.looseObject({
  error_code: z.number(),
  error_message: z.string().optional(),
  session: z.string().optional(),
});
const SESSION_REFUSED = 102;
const SYSTEM_BUSY = -1;
const MAX_FILE_BYTES = 20_000_000;

async function post(options: GatewayOptions, path: string, body: unknown): Promise<z.infer<typeof Answer>> {
  const response = await fetch(`${options.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', dstcode: options.dstcode },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(options.timeoutMs),
  });
  if (!response.ok) throw new Error(`the gateway answered ${response.status}`);
  return Answer.parse(await response.json());
}

async function login(options: GatewayOptions): Promise<string> {
  const answer = await post(options, '/mapi/login', {
    username: options.username,
    password: options.password,
  });
  if (answer.error_code !== 0 || !answer.session)
    throw new Error(`the gateway refused the login: ${answer.error_code}`);
  return answer.session;
}

/** The gateway over HTTP; its session is kept until it is refused. */
export function httpGateway(options: GatewayOptions): NationalGateway {
  let session: string | undefined;
  const call = async (body: Record<string, unknown>): Promise<z.infer<typeof Answer>> => {
    session ??= await login(options);
    const answer = await post(options, '/mapi/g', { ...body, session, madonvi: options.unit });
    if (answer.error_code !== SESSION_REFUSED) return answer;
    session = await login(options);
    return post(options, '/mapi/g', { ...body, session, madonvi: options.unit });
  };
  return {
    syncDossier: async (dossier, isUpdating) => {
      const answer = await call({ service: 'DongBoHoSoMC', isUpdating, data: [dossier] });
      if (answer.error_code === 0) return;
      const said = JSON.stringify({
        code: answer.error_code,
        message: answer.error_message,
        errors: answer['errors'],
      });
      if (answer.error_code === SYSTEM_BUSY) throw new Error(said);
      throw new GatewayRefusal(said.slice(0, 1000));
    },
    isGenuine: (body, signature) => {
      const expected = createHmac('sha256', options.intakeSecret).update(body).digest();
      const given = Buffer.from(/^[0-9a-f]{64}$/i.test(signature) ? signature : '', 'hex');
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
    fetchFile: async (url) => {
      if (new URL(url).origin !== new URL(options.url).origin)
        throw new GatewayRefusal('a file from another host');
      const response = await fetch(url, {
        signal: AbortSignal.timeout(options.timeoutMs),
        redirect: 'error',
      });
      if (!response.ok) throw new Error(`the file answered ${response.status}`);
      const bytes = new Uint8Array(await response.arrayBuffer());
      if (bytes.length > MAX_FILE_BYTES) throw new GatewayRefusal('a file that is too large');
      return bytes;
    },
  };
}
