import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expectSheet, parseSheet } from '#lib/catalog';
import { startBank } from './bank/index.ts';
import { startCa } from './ca/index.ts';
import { SANDBOX_NAMES, type SandboxConfig, type SandboxName } from './config.ts';
import { type Inbox, startInbox } from './inbox/index.ts';
import type { Sandbox, SandboxOptions } from './kit/index.ts';
import { createPeople, type SandboxPeople } from './people.ts';
import { startPopulation } from './population/index.ts';
import { startPortal } from './portal/index.ts';
import { startVneid } from './vneid/index.ts';

export interface OutsideWorld {
  sandboxes: Sandbox[];
  /** Addresses by name; `smtp` is host:port. */
  addresses: Record<string, string>;
  close: () => Promise<void>;
}

/** The offices that receive in the province, under the codes the gateway knows them by. */
function receivingOffices(): { code: string; name: string }[] {
  const sheet = readFileSync(resolve(import.meta.dirname, '../catalog/agencies/communes.yaml'), 'utf8');
  return expectSheet(parseSheet(sheet), 'agency').rows.flatMap(({ kind, code, name }) =>
    kind === 'commune-centre' && code ? [{ code, name }] : [],
  );
}

interface Start {
  config: SandboxConfig;
  base: (name: SandboxName) => SandboxOptions;
  people: SandboxPeople;
}

// Codes of the province at the national gateway: from memory, so the portal takes them from here and production from its contract.
const GATEWAY = {
  username: 'daklak',
  dstcode: 'VN:GOV:000.00.00.G22:vpcpdvcprovider',
  unit: '000.00.00.H15',
};

/** The authority of the virtual cards, once the platform has made one. */
function virtualCardAuthority(file: string): Uint8Array[] {
  if (!existsSync(file)) return [];
  const kept = JSON.parse(readFileSync(file, 'utf8')) as { authority: { certificate: string } };
  return [new Uint8Array(Buffer.from(kept.authority.certificate, 'base64'))];
}

const STARTERS: Record<SandboxName, (start: Start) => Promise<Sandbox>> = {
  vneid: ({ config, base, people }) =>
    startVneid({
      ...base('vneid'),
      people,
      clients: [
        {
          clientId: config.secrets.vneidClientId,
          clientSecret: config.secrets.vneidClientSecret,
          name: 'Hệ thống dịch vụ công tỉnh Đắk Lắk',
          redirectUris: bothNames(config.appUrl).map((url) => url + config.paths.vneidCallback),
          postLogoutRedirectUris: bothNames(config.appUrl).flatMap((url) => [`${url}/`, `${url}/can-bo`]),
          backchannelLogoutUri: config.appUrl + config.paths.vneidLogout,
        },
      ],
    }),
  bank: ({ config, base }) =>
    startBank({
      ...base('bank'),
      webhook: config.appUrl + config.paths.bankNotices,
      webhookSecret: config.secrets.bankWebhook,
    }),
  portal: ({ config, base, people }) =>
    startPortal({
      ...base('portal'),
      ...GATEWAY,
      password: config.secrets.portalPassword,
      intake: config.appUrl + config.paths.portalIntake,
      intakeSecret: config.secrets.portalIntake,
      applicants: people.applicants,
      findApplicant: people.find,
      units: receivingOffices(),
    }),
  inbox: ({ config, base }) => startInbox({ ...base('inbox'), smtpPort: config.ports.smtp }),
  ca: ({ config, base }) => {
    const folder = join(config.folder, 'ca');
    mkdirSync(folder, { recursive: true });
    return startCa({
      ...base('ca'),
      folder,
      remoteSigners: config.remoteSigners,
      remoteToken: config.secrets.remoteSigning,
      cardAnchors: () => virtualCardAuthority(join(config.folder, '..', 'card-authority', 'keys.json')),
    });
  },
  population: ({ config, base }) =>
    startPopulation({
      ...base('population'),
      ...config.population,
      clients: [
        {
          user: 'daklak',
          secret: config.secrets.populationSecret,
          xRoadClient: 'VN/GOV/H15/serepok',
          apiKey: config.secrets.populationApiKey,
        },
      ],
    }),
};

// A tester types either; passkeys work under the name alone.
function bothNames(url: string): string[] {
  const { hostname } = new URL(url);
  if (hostname !== '127.0.0.1' && hostname !== 'localhost') return [url];
  return ['127.0.0.1', 'localhost'].map((name) => url.replace(hostname, name));
}

/** Starts the outside world; when one cannot start, those already up are closed again. */
export async function startOutsideWorld(
  config: SandboxConfig,
  options: { only?: readonly SandboxName[]; writeLog?: (line: string) => void } = {},
): Promise<OutsideWorld> {
  const people = createPeople(config.population);
  const base = (name: SandboxName): SandboxOptions => ({
    host: config.host,
    port: config.ports[name],
    controlToken: config.secrets.control,
    hostile: { ...config.hostile, seed: config.hostile.seed + SANDBOX_NAMES.indexOf(name) },
    writeLog: options.writeLog,
  });
  const sandboxes: Sandbox[] = [];
  const close = async () => {
    await Promise.all(sandboxes.splice(0).map((sandbox) => sandbox.close()));
  };
  try {
    for (const name of options.only ?? SANDBOX_NAMES) {
      sandboxes.push(await STARTERS[name]({ config, base, people }));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { sandboxes: [...sandboxes], addresses: addressesOf(sandboxes, config.host), close };
}

function addressesOf(sandboxes: readonly Sandbox[], host: string): Record<string, string> {
  const entries = sandboxes.flatMap((sandbox) => {
    const entry: [string, string] = [sandbox.name, sandbox.url];
    return isInbox(sandbox) ? [entry, ['smtp', `${host}:${sandbox.smtpPort}`] as [string, string]] : [entry];
  });
  return Object.fromEntries(entries);
}

function isInbox(sandbox: Sandbox): sandbox is Inbox {
  return 'smtpPort' in sandbox;
}
