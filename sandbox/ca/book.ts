import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface IssuedRow {
  serial: string;
  subject: string;
  issuedAt: string;
  certificate: string;
}

export interface RevokedRow {
  serial: string;
  revokedAt: string;
  reason: RevocationReason;
}

export const REVOCATION_REASONS = {
  unspecified: 0,
  keyCompromise: 1,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
} as const;
export type RevocationReason = keyof typeof REVOCATION_REASONS;

interface Pages {
  seed: string;
  nextSerial: number;
  authorities: Record<string, string>;
  issued: IssuedRow[];
  revoked: RevokedRow[];
}

/** What the CA remembers between runs: seed, serial numbers, issued and revoked certificates. */
export interface CaBook {
  pages: Readonly<Pages>;
  takeSerial: () => string;
  keepAuthority: (label: string, certificate: string) => void;
  keepIssued: (row: IssuedRow) => void;
  keepRevoked: (row: RevokedRow) => void;
}

export function openBook(folder: string, newSeed: () => Uint8Array): CaBook {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'ca.json');
  const pages = readPages(path) ?? {
    seed: Buffer.from(newSeed()).toString('hex'),
    nextSerial: 0x10000000,
    authorities: {},
    issued: [],
    revoked: [],
  };
  const save = (): void => {
    writeFileSync(`${path}.new`, JSON.stringify(pages, null, 1), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  };
  save();
  return {
    pages,
    takeSerial() {
      pages.nextSerial += 1;
      save();
      return pages.nextSerial.toString(16).padStart(8, '0');
    },
    keepAuthority(label, certificate) {
      pages.authorities[label] = certificate;
      save();
    },
    keepIssued(row) {
      pages.issued.push(row);
      save();
    },
    keepRevoked(row) {
      pages.revoked.push(row);
      save();
    },
  };
}

function readPages(path: string): Pages | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Pages;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
