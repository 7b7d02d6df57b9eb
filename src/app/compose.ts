import { join } from 'node:path';
import pino from 'pino';
import { vneidConfirmations } from '#modules/consent';
import { openFaceReader } from '#modules/holder-check';
import { httpCardAuthority } from '#modules/identity-check';
import { httpGateway } from '#modules/national-portal';
import { createSoapPopulation } from '#modules/person';
import { openKeyFile } from '#platform/audit';
import { openFileKeystore } from '#platform/crypto';
import { openDocumentTypeface, readTemplates } from '#platform/documents';
import { openFolderStorage } from '#platform/files';
import { createIdentity } from '#platform/identity';
import { consumersByType } from '#platform/manifest';
import { httpBank } from '#platform/money';
import { httpSms, smtpMail } from '#platform/notify';
import {
  type Clock,
  type Logger,
  type Ports,
  type Random,
  systemClock,
  systemRandom,
  uuidv7,
} from '#platform/runtime';
import { type Runner, createRunner } from '#platform/use-case';
import type { Config } from './config.ts';
import { type Connections, openPools } from './database.ts';
import { evidenceSources } from './evidence-sources.ts';
import { derive, installationSecret, openIdentifierCipher } from './installation-keys.ts';
import { projectFolder } from './process.ts';
import { accountHolders, officeTerms, representation } from './people-ports.ts';
import { openPopulationEngine } from './population-engine.ts';
import { rooms } from './rooms.ts';
import { type HolderNames, openSigning } from './signing-ports.ts';

export interface House {
  readonly runner: Runner;
  /** Names for certificates of agencies; filled when the agencies are in the register. */
  readonly holderNames: HolderNames;
  readonly config: Config;
  readonly pools: ReturnType<typeof openPools>;
  close(): Promise<void>;
}

/** What a sandbox answers within; a register slower than this leaves its fields unverified. */
const OUTSIDE_TIMEOUT_MS = 4000;

function pinoLogger(config: Config): Logger {
  const log = pino({
    level: config.SEREPOK_PROFILE === 'demo' ? 'warn' : 'info',
    redact: ['password', 'personNumber', 'number'],
  });
  return {
    info: (fields, message) => log.info(fields, message),
    warn: (fields, message) => log.warn(fields, message),
    error: (fields, message) => log.error(fields, message),
  };
}

async function openPorts(
  config: Config,
  tools: { clock: Clock; random: Random; names: HolderNames; connections: Connections },
): Promise<Ports> {
  const secret = installationSecret(config.SEREPOK_HOME);
  const keys = join(config.SEREPOK_HOME, 'keys');
  const population = {
    serviceUrl: config.POPULATION_URL,
    user: 'daklak',
    secret: config.POPULATION_SECRET,
    xRoadClient: 'VN/GOV/H15/serepok',
    apiKey: config.POPULATION_API_KEY,
    clock: tools.clock,
    timeoutMs: OUTSIDE_TIMEOUT_MS,
  };
  return {
    keys: await openFileKeystore({ folder: keys, ...tools, create: config.SEREPOK_PROFILE === 'demo' }),
    fileStorage: openFolderStorage({ folder: join(config.SEREPOK_HOME, 'files') }),
    auditKey: openKeyFile(join(keys, 'audit.pem'), `${new URL(config.publicUrl).hostname}/audit`, {
      create: true,
    }),
    bank: httpBank({
      baseUrl: config.BANK_URL,
      webhookSecret: config.BANK_WEBHOOK_SECRET,
      timeoutMs: OUTSIDE_TIMEOUT_MS,
    }),
    population: createSoapPopulation(population),
    identifierCipher: openIdentifierCipher(config.SEREPOK_HOME),
    populationEngine: openPopulationEngine({ home: config.SEREPOK_HOME, database: tools.connections.app }),
    confirmations: vneidConfirmations({
      issuer: config.VNEID_ISSUER,
      jwksUri: `${config.VNEID_ISSUER}/oauth2/jwks`,
      clientId: config.VNEID_CLIENT_ID,
      clientSecret: config.VNEID_CLIENT_SECRET,
      callback: `${config.publicUrl}/api/v1/vneid/confirmations`,
      timeoutMs: OUTSIDE_TIMEOUT_MS,
    }),
    identity: createIdentity({
      publicUrl: config.publicUrl,
      internalUrl: `http://127.0.0.1:${config.SEREPOK_PORT}`,
      secret: derive(secret, 'identity'),
      vneid: {
        issuer: config.VNEID_ISSUER,
        clientId: config.VNEID_CLIENT_ID,
        clientSecret: config.VNEID_CLIENT_SECRET,
        claimProfile: 'vnconnect',
        signingAlgorithm: 'RS256',
      },
    }),
    accountHolders,
    officeTerms,
    representation,
    evidence: evidenceSources,
    ...openCardPorts(config),
    definitionCache: new Map(),
    memory: new Map(),
    mail: smtpMail({
      url: config.SMTP_URL,
      from: '"Dịch vụ công tỉnh Đắk Lắk" <khong-tra-loi@serepok.invalid>',
      timeoutMs: OUTSIDE_TIMEOUT_MS,
    }),
    sms: httpSms({ baseUrl: config.SMS_URL, timeoutMs: OUTSIDE_TIMEOUT_MS }),
    nationalGateway: httpGateway({
      url: config.PORTAL_URL,
      username: 'daklak',
      password: config.PORTAL_PASSWORD,
      dstcode: 'VN:GOV:000.00.00.G22:vpcpdvcprovider',
      unit: '000.00.00.H15',
      intakeSecret: config.PORTAL_INTAKE_SECRET,
      timeoutMs: OUTSIDE_TIMEOUT_MS,
    }),
    stationery: openStationery(config),
    ...openSigning(config, tools),
  };
}

/** Readers of cards: where their agents listen, and who vouches for an issuer we hold no certificate of. */
function openCardPorts(
  config: Config,
): Pick<Ports, 'deviceBridge' | 'cardAuthority' | 'cardTrustCache' | 'faceReader'> {
  const { CARD_AUTHORITY_URL: url, CARD_AUTHORITY_TOKEN: token } = config;
  return {
    deviceBridge: { port: config.SEREPOK_AGENT_PORT },
    cardAuthority: url ? httpCardAuthority({ url, token, timeoutMs: OUTSIDE_TIMEOUT_MS }) : null,
    cardTrustCache: new Map(),
    faceReader: openFaceReader(),
  };
}

/** Templates and faces of official papers; the face is read when the first paper is made. */
function openStationery(config: Config): Ports['stationery'] {
  let typeface: ReturnType<typeof openDocumentTypeface> | undefined;
  return {
    templates: readTemplates(join(projectFolder, 'catalog', 'documents')),
    typeface: () => (typeface ??= openDocumentTypeface()),
    publicUrl: config.publicUrl,
    isDemonstration: config.SEREPOK_PROFILE === 'demo',
  };
}

export interface ComposeOptions {
  readonly maxConnections?: number;
  /** A stepped clock and a seeded stream: the simulator's and the tests'. */
  readonly clock?: Clock;
  readonly random?: Random;
}

/** Wires the house once: connections, keys, outside systems, runner. Nothing below this line knows the environment. */
export async function compose(
  config: Config,
  connections: Connections,
  options: ComposeOptions = {},
): Promise<House> {
  const { clock = systemClock, random = systemRandom } = options;
  const pools = openPools(connections, options.maxConnections ?? 12);
  const names: HolderNames = new Map();
  const ports = await openPorts(config, { clock, random, names, connections });
  const runner = createRunner({
    pool: pools.app,
    clock,
    random,
    ids: uuidv7(clock, random),
    log: pinoLogger(config),
    ports,
    consumers: consumersByType(rooms),
  });
  ports.identity.useRunner(runner);
  return {
    runner,
    holderNames: names,
    config,
    pools,
    close: async () => {
      await ports.populationEngine.close();
      await Promise.all([pools.app.end(), pools.jobs.end(), ports.faceReader?.close()]);
    },
  };
}
