import { z } from 'zod';
import { HOSTILE_KINDS } from './kit/index.ts';

const port = (usual: number) => z.int().min(0).max(65_535).default(usual);

const ports = z.object({
  vneid: port(7101),
  bank: port(7102),
  portal: port(7103),
  inbox: port(7104),
  smtp: port(7105),
  ca: port(7106),
  population: port(7107),
});

/** Loopback secrets of the demonstration; a production profile must refuse to start with any of them. */
export const DEMONSTRATION_SECRETS = {
  vneidClientId: 'serepok-daklak-thu-nghiem-01',
  vneidClientSecret: 'thu-nghiem-vneid',
  bankWebhook: 'thu-nghiem-ngan-hang',
  portalPassword: 'thu-nghiem-cong',
  portalIntake: 'thu-nghiem-cong-gui-ve',
  populationSecret: 'thu-nghiem-dan-cu',
  populationApiKey: 'thu-nghiem-dan-cu-khoa',
  remoteSigning: 'thu-nghiem-ky-so',
  control: 'thu-nghiem-dieu-khien',
} as const;

const secretFields = Object.fromEntries(
  Object.entries(DEMONSTRATION_SECRETS).map(([name, value]) => [name, z.string().min(1).default(value)]),
) as Record<keyof typeof DEMONSTRATION_SECRETS, z.ZodDefault<z.ZodString>>;

/** Everything the sandboxes may be told; `{}` gives the demonstration. */
export const sandboxConfig = z.object({
  host: z.string().default('127.0.0.1'),
  ports: ports.prefault({}),
  /** Address of the province's own system, for redirects and webhooks. */
  appUrl: z.url().default('http://127.0.0.1:7100'),
  /** Where the certificate authority keeps its keys. */
  folder: z.string().default('.serepok/sandbox'),
  population: z.object({ seed: z.string().optional(), persons: z.int().min(1).default(20_000) }).prefault({}),
  hostile: z
    .object({
      share: z.number().min(0).max(1).default(0),
      seed: z.int().default(1),
      kinds: z.array(z.enum(HOSTILE_KINDS)).default([...HOSTILE_KINDS]),
      lateMs: z.int().min(0).default(1500),
    })
    .prefault({}),
  paths: z
    .object({
      vneidCallback: z.string().default('/api/v1/identity/vneid/callback'),
      vneidLogout: z.string().default('/api/v1/identity/vneid/backchannel-logout'),
      bankNotices: z.string().default('/api/v1/bank-notices'),
      portalIntake: z.string().default('/api/v1/national-portal/dossiers'),
    })
    .prefault({}),
  /** Ends when the process that started it is gone. */
  followParent: z.boolean().default(true),
  remoteSigners: z
    .array(z.object({ credentialId: z.string(), commonName: z.string(), organisation: z.string() }))
    .default([]),
  secrets: z.object(secretFields).prefault({}),
});

export type SandboxConfig = z.infer<typeof sandboxConfig>;

/** Which sandboxes to start; all by default. */
export const SANDBOX_NAMES = ['vneid', 'bank', 'portal', 'inbox', 'ca', 'population'] as const;
export type SandboxName = (typeof SANDBOX_NAMES)[number];
