import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Authority,
  createAuthority,
  createDocumentSigner,
  createRevocationList,
  type DocumentSigner,
  exportSigningKey,
  importSigningKey,
  yearsFrom,
} from '#lib/card-sim';
import { importTrust } from '#modules/identity-check';
import { system } from '#platform/runtime';
import type { House } from './compose.ts';

export interface CardAuthorityKeys {
  readonly authority: Authority;
  readonly signer: DocumentSigner;
  /** Issued when the keys are opened; says that nothing is revoked. */
  readonly revocationList: Uint8Array;
}

interface Stored {
  readonly authority: {
    name: Authority['name'];
    key: ReturnType<typeof exportSigningKey>;
    certificate: string;
  };
  readonly signer: { key: ReturnType<typeof exportSigningKey>; certificate: string; serial: string };
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const bytes = (stored: string) => new Uint8Array(Buffer.from(stored, 'base64'));
const day = 86_400_000;

function make(now: number): Stored {
  const validity = yearsFrom(now - 365 * day, 10);
  const authority = createAuthority({ algorithm: 'ecdsa-p384-sha384', validity });
  const signer = createDocumentSigner(authority, { algorithm: 'ecdsa-p256-sha256', validity });
  return {
    authority: {
      name: authority.name,
      key: exportSigningKey(authority.key),
      certificate: text(authority.certificate),
    },
    signer: {
      key: exportSigningKey(signer.key),
      certificate: text(signer.certificate),
      serial: signer.serial,
    },
  };
}

/** The test authority of this installation's virtual cards: kept between runs, named TEST, trusted by the demonstration alone. */
export function openCardAuthority(home: string, now: number): CardAuthorityKeys {
  const folder = join(home, 'card-authority');
  const file = join(folder, 'keys.json');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, JSON.stringify(make(now)), { mode: 0o600 });
  }
  const stored = JSON.parse(readFileSync(file, 'utf8')) as Stored;
  const authority = {
    name: stored.authority.name,
    key: importSigningKey(stored.authority.key),
    certificate: bytes(stored.authority.certificate),
  };
  const signer = {
    key: importSigningKey(stored.signer.key),
    certificate: bytes(stored.signer.certificate),
    serial: stored.signer.serial,
  };
  const lists = { thisUpdate: now - 60_000, nextUpdate: now + 30 * day };
  return { authority, signer, revocationList: createRevocationList(authority, lists) };
}

/** The demonstration trusts the authority of its own virtual cards, so that a genuine one reaches I4. */
export async function trustDemonstrationCards(house: House): Promise<void> {
  if (house.config.SEREPOK_PROFILE !== 'demo') return;
  const keys = openCardAuthority(house.config.SEREPOK_HOME, house.runner.clock.now().getTime());
  await house.runner.act({ action: 'identity-check.import_trust', principal: system }, async (ctx) => {
    const choice = { countries: null };
    await importTrust(ctx, { name: 'test-csca.cer', bytes: keys.authority.certificate }, choice);
    await importTrust(ctx, { name: 'test.crl', bytes: keys.revocationList }, choice);
  });
}
