import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

export interface AgentOptions {
  /** Address of the platform. */
  server: string;
  origins: string[];
  port: number;
  folder: string;
  pcsc: boolean;
  simulatorPort?: number;
  scanners: string[];
  boxes: string[];
  handheldFolder?: string;
  handheldToken?: string;
}

export const usualPort = 7190;

function bothNames(server: string): string[] {
  const { origin, hostname } = new URL(server);
  return hostname === 'localhost' ? [origin, origin.replace('localhost', '127.0.0.1')] : [origin];
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new RangeError(`port: ${text}`);
  return port;
}

/** @throws RangeError or TypeError naming what is wrong */
export function readOptions(args: readonly string[]): {
  options: AgentOptions;
  values: Record<string, unknown>;
} {
  const { values } = parseArgs({
    args: [...args],
    options: {
      server: { type: 'string' },
      origin: { type: 'string', multiple: true, default: [] },
      port: { type: 'string', default: String(usualPort) },
      folder: { type: 'string', default: join(homedir(), '.serepok-reader') },
      'no-pcsc': { type: 'boolean', default: false },
      simulator: { type: 'string' },
      scanner: { type: 'string', multiple: true, default: [] },
      box: { type: 'string', multiple: true, default: [] },
      'handheld-folder': { type: 'string' },
      'handheld-token': { type: 'string' },
      code: { type: 'string' },
      write: { type: 'boolean', default: false },
    },
  });
  if (!values.server) throw new RangeError('--server https://…');
  const server = values.server.replace(/\/+$/, '');
  const options: AgentOptions = {
    server,
    origins: [...bothNames(server), ...values.origin],
    port: portOf(values.port),
    folder: values.folder,
    pcsc: !values['no-pcsc'],
    simulatorPort: values.simulator === undefined ? undefined : portOf(values.simulator),
    scanners: values.scanner,
    boxes: values.box,
    handheldFolder: values['handheld-folder'],
    handheldToken: values['handheld-token'],
  };
  return { options, values };
}
