import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Ports, Random } from '#platform/runtime';
import {
  type TrustPort,
  authorityCertificates,
  fileSigner,
  httpTimestamps,
  trustStore,
} from '#platform/signing';
import type { Config } from './config.ts';

interface Authority {
  readonly anchors: readonly Uint8Array[];
  readonly intermediates: readonly Uint8Array[];
}

/** The authority's certificates, kept beside the keys: verification works while the authority is down. */
async function keptAuthority(config: Config): Promise<Authority> {
  const folder = join(config.SEREPOK_HOME, 'keys');
  const file = join(folder, 'authority.json');
  try {
    const fresh = await authorityCertificates(config.CA_URL);
    const encoded = { anchors: fresh.anchors.map(base64), intermediates: fresh.intermediates.map(base64) };
    await mkdir(folder, { recursive: true });
    await writeFile(file, JSON.stringify(encoded));
    return fresh;
  } catch (error) {
    const kept = await readFile(file, 'utf8').catch(() => null);
    if (kept === null) throw error;
    const { anchors, intermediates } = JSON.parse(kept) as { anchors: string[]; intermediates: string[] };
    return { anchors: anchors.map(bytes), intermediates: intermediates.map(bytes) };
  }
}

const base64 = (certificate: Uint8Array): string => Buffer.from(certificate).toString('base64');
const bytes = (text: string): Buffer => Buffer.from(text, 'base64');

/** Asks the authority when first needed, so that the house also starts while it is down. */
function lazyTrust(config: Config, clock: Clock): TrustPort {
  let opened: Promise<TrustPort> | undefined;
  const open = (): Promise<TrustPort> => {
    opened ??= keptAuthority(config)
      .then((authority) =>
        trustStore({
          ...authority,
          crlUrls: [`${config.CA_URL}/crl/root.crl`, `${config.CA_URL}/crl/issuing.crl`],
          clock,
        }),
      )
      .catch((error: unknown) => {
        opened = undefined;
        throw error;
      });
    return opened;
  };
  return {
    anchors: async () => (await open()).anchors(),
    intermediates: async () => (await open()).intermediates(),
    evidence: async () => (await open()).evidence(),
  };
}

/** Names that certificates bear, by holder (`agency:<id>`); filled once the agencies are known. */
export type HolderNames = Map<string, { commonName: string; organisation: string }>;

export function openSigning(
  config: Config,
  tools: { clock: Clock; random: Random; names: HolderNames },
): Pick<Ports, 'signing' | 'timestamps' | 'trust'> {
  return {
    signing: fileSigner({
      folder: join(config.SEREPOK_HOME, 'keys', 'signers'),
      enrolment: { url: config.CA_URL, subjectOf: (holder) => tools.names.get(holder) },
    }),
    timestamps: httpTimestamps({ url: `${config.CA_URL}/tsa`, random: tools.random }),
    trust: lazyTrust(config, tools.clock),
  };
}
