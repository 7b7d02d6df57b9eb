import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { sameSecret } from '../kit/index.ts';
import { SoapFault } from './envelope.ts';

/** A system allowed to ask, as the exchange platform knows it. */
export interface PopulationClient {
  user: string;
  secret: string;
  /** Member path in the exchange, header X-Road-Client. */
  xRoadClient: string;
  apiKey: string;
}

const TOLERANCE_MS = 5 * 60_000;

export function expectedToken(at: {
  serviceUrl: string;
  client: PopulationClient;
  timestamp: string;
}): string {
  const { serviceUrl, client, timestamp } = at;
  return createHash('sha256').update(`${serviceUrl}${client.user}${timestamp}${client.secret}`).digest('hex');
}

/** Checks the four headers of the security server; the timestamp may be in seconds or milliseconds. */
export function authenticate(
  headers: IncomingHttpHeaders,
  at: { clients: readonly PopulationClient[]; serviceUrl: string; now: Date },
): PopulationClient {
  const timestamp = header(headers, 'timestamp');
  const sent = Number(timestamp) * (timestamp.length <= 11 ? 1000 : 1);
  if (!/^\d{10,13}$/.test(timestamp) || Math.abs(sent - at.now.getTime()) > TOLERANCE_MS) {
    throw new SoapFault('client', 'TIMESTAMP', 'Thời điểm gửi không hợp lệ');
  }
  const basic = /^Basic ([A-Za-z0-9+/=]+)$/.exec(header(headers, 'authorization'))?.[1] ?? '';
  const [user, token = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  const client = at.clients.find((candidate) => candidate.user === user);
  const proper =
    client !== undefined &&
    sameSecret(token, expectedToken({ serviceUrl: at.serviceUrl, client, timestamp })) &&
    header(headers, 'x-road-client') === client.xRoadClient &&
    sameSecret(header(headers, 'apikey'), client.apiKey);
  if (!client || !proper) throw new SoapFault('client', 'AUTH', 'Không có quyền khai thác');
  return client;
}

function header(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}
