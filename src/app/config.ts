import { resolve } from 'node:path';
import { z } from 'zod';
import { projectFolder } from './process.ts';
import { UserError } from './user-error.ts';

/** The machine and its secrets. What a province decides is dated rows in the database, never here. */
const environment = z.object({
  SEREPOK_PROFILE: z.enum(['demo', 'production']).default('demo'),
  SEREPOK_HOME: z.string().min(1).default(resolve(projectFolder, '.serepok')),
  SEREPOK_PORT: z.coerce.number().int().min(0).max(65_535).default(7100),
  SEREPOK_HOST: z.string().default('127.0.0.1'),
  SEREPOK_PUBLIC_URL: z.url().optional(),
  SEREPOK_TRUST_PROXY: z.enum(['true', 'false']).default('false'),
  /** An administrator's connection: migrations; empty = the embedded server. */
  DATABASE_URL: z.string().optional(),
  DATABASE_APP_URL: z.string().optional(),
  DATABASE_JOBS_URL: z.string().optional(),
  VNEID_ISSUER: z.url().default('http://127.0.0.1:7101'),
  VNEID_CLIENT_ID: z.string().default('serepok-daklak-thu-nghiem-01'),
  VNEID_CLIENT_SECRET: z.string().default('thu-nghiem-vneid'),
  BANK_URL: z.url().default('http://127.0.0.1:7102'),
  BANK_WEBHOOK_SECRET: z.string().default('thu-nghiem-ngan-hang'),
  PORTAL_URL: z.url().default('http://127.0.0.1:7103'),
  PORTAL_PASSWORD: z.string().default('thu-nghiem-cong'),
  PORTAL_INTAKE_SECRET: z.string().default('thu-nghiem-cong-gui-ve'),
  SMS_URL: z.url().default('http://127.0.0.1:7104'),
  SMTP_URL: z.url().default('smtp://127.0.0.1:7105'),
  CA_URL: z.url().default('http://127.0.0.1:7106'),
  CA_SIGNING_SECRET: z.string().default('thu-nghiem-ky-so'),
  POPULATION_URL: z.url().default('http://127.0.0.1:7107/dancuquocgia/congdan'),
  POPULATION_SECRET: z.string().default('thu-nghiem-dan-cu'),
  POPULATION_API_KEY: z.string().default('thu-nghiem-dan-cu-khoa'),
  /** Port on which reader agents listen on the loopback of each desk. */
  SEREPOK_AGENT_PORT: z.coerce.number().int().min(1).max(65_535).default(7190),
  /** The identity authority's verdict service; empty = no such contract. */
  CARD_AUTHORITY_URL: z.url().optional(),
  CARD_AUTHORITY_TOKEN: z.string().default(''),
});

export type Environment = z.infer<typeof environment>;

export interface Config extends Environment {
  readonly publicUrl: string;
}

/** @throws UserError naming the variable and what it must be */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new UserError(
      {
        vi: `Cấu hình chưa đúng: ${wrong}. Hãy sửa biến môi trường rồi chạy lại.`,
        en: `bad configuration: ${wrong}`,
      },
      2,
    );
  }
  return {
    ...parsed.data,
    publicUrl: parsed.data.SEREPOK_PUBLIC_URL ?? `http://localhost:${parsed.data.SEREPOK_PORT}`,
  };
}

const secretNames = [
  'VNEID_CLIENT_SECRET',
  'BANK_WEBHOOK_SECRET',
  'PORTAL_PASSWORD',
  'PORTAL_INTAKE_SECRET',
  'CA_SIGNING_SECRET',
  'POPULATION_SECRET',
  'POPULATION_API_KEY',
] as const;
const outsideNames = [
  'VNEID_ISSUER',
  'BANK_URL',
  'PORTAL_URL',
  'SMS_URL',
  'CA_URL',
  'POPULATION_URL',
] as const;

function isLoopback(url: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
}

/** What keeps a production profile from starting: default secrets, sandboxes, the embedded database, plain HTTP. */
export function productionObstacles(config: Config): string[] {
  const obstacles: string[] = [];
  for (const name of secretNames)
    if (config[name].startsWith('thu-nghiem')) obstacles.push(`${name}: default secret`);
  for (const name of outsideNames)
    if (isLoopback(config[name])) obstacles.push(`${name}: points to a sandbox on this machine`);
  if (!config.DATABASE_URL) obstacles.push('DATABASE_URL: the embedded database is for demonstration only');
  if (!config.DATABASE_APP_URL || !config.DATABASE_JOBS_URL)
    obstacles.push(
      'DATABASE_APP_URL, DATABASE_JOBS_URL: the application must not connect as the database administrator',
    );
  if (!config.publicUrl.startsWith('https://')) obstacles.push('SEREPOK_PUBLIC_URL: must be https://');
  return obstacles;
}

/** @throws UserError listing every obstacle */
export function refuseUnsafeProduction(config: Config): void {
  if (config.SEREPOK_PROFILE !== 'production') return;
  const obstacles = productionObstacles(config);
  if (obstacles.length === 0) return;
  throw new UserError(
    {
      vi: `Chế độ vận hành thật không khởi động khi còn: ${obstacles.join('; ')}. Xem docs/van-hanh.md.`,
      en: `the production profile refuses to start: ${obstacles.join('; ')}`,
    },
    2,
  );
}
