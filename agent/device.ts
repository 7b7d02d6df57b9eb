import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateDeviceKey, sealEnvelope } from '#lib/device-envelope';
import { AgentError } from './texts.ts';

export const agentVersion = '1.0.0';

export interface PairedDevice {
  id: string;
  name: string;
  server: string;
  publicKey: string;
  privateKey: string;
}

/** The device's key: the only thing that the agent keeps on disk, readable by its own account alone. */
export interface DeviceStore {
  current(): PairedDevice | undefined;
  /** Signs as this device. Sequence numbers follow the clock, so that none has to be kept. */
  seal(kind: string, body: unknown): string;
  pair(code: string): Promise<PairedDevice>;
  forget(): void;
}

interface Options {
  folder: string;
  server: string;
  fetch?: typeof fetch;
  now?: () => number;
}

function readDevice(path: string): PairedDevice | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as PairedDevice;
  } catch {
    return undefined;
  }
}

function writeDevice(folder: string, path: string, device: PairedDevice): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(path, JSON.stringify(device), { mode: 0o600 });
  chmodSync(path, 0o600);
}

async function askServer(options: Options, envelope: string): Promise<{ id: string; name: string }> {
  let answer: Response;
  try {
    answer = await (options.fetch ?? fetch)(`${options.server}/api/v1/devices`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ envelope }),
      redirect: 'error',
      signal: AbortSignal.timeout(10_000),
    });
  } catch (error) {
    throw new AgentError('server_unreachable', error);
  }
  if (answer.status === 201) return (await answer.json()) as { id: string; name: string };
  throw new AgentError(
    answer.status === 403 || answer.status === 422 ? 'pairing_refused' : 'server_unreachable',
  );
}

export function openDevice(options: Options): DeviceStore {
  const { folder, server, now = Date.now } = options;
  const path = join(folder, 'device.json');
  const kept = readDevice(path);
  let device = kept?.server === server ? kept : undefined;
  let last = 0;
  const sequence = () => {
    last = Math.max(last + 1, now());
    return last;
  };
  const sealed = (by: { id: string; privateKey: string }, kind: string, body: unknown) => {
    const clientTime = new Date(now()).toISOString();
    return sealEnvelope({ device: by.id, sequence: sequence(), clientTime, kind, body }, by.privateKey);
  };
  return {
    current: () => device,
    seal: (kind, body) => {
      if (!device) throw new AgentError('unpaired');
      return sealed(device, kind, body);
    },
    pair: async (code) => {
      const key = generateDeviceKey();
      const claim = { code, publicKey: key.publicKey, version: agentVersion };
      const { id, name } = await askServer(
        options,
        sealed({ id: 'new', privateKey: key.privateKey }, 'device.pairing', claim),
      );
      device = { id, name, server, ...key };
      writeDevice(folder, path, device);
      return device;
    },
    forget: () => {
      device = undefined;
      rmSync(path, { force: true });
    },
  };
}
