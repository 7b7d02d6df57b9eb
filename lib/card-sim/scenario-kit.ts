import {
  deriveChallenge,
  judgeChip,
  readChip,
  createTrustStore,
  type ChipReading,
  type ChipVerdict,
  type Random,
} from '#lib/emrtd';
import type { ChipAccess, TrustMaterial } from '#lib/emrtd';
import { issueCard, paceAes128, type CardHolder, type CardImage, type CardOptions } from './card-image.ts';
import type { Faults } from './faults.ts';
import {
  createAuthority,
  createDocumentSigner,
  createRevocationList,
  trustMaterialOf,
  yearsFrom,
  type Authority,
  type DocumentSigner,
} from './pki.ts';
import { createVirtualCard, type VirtualCard } from './virtual-card.ts';

/** A small world for scenarios: an authority, its signer, a revocation list, and an attacker with the same tools. */
export interface ScenarioKit {
  now: number;
  random: Random;
  authority: Authority;
  signer: DocumentSigner;
  revocationList: Uint8Array;
  attacker: { authority: Authority; signer: DocumentSigner };
  foreign: { authority: Authority; signer: DocumentSigner };
  holder: CardHolder;
  other: CardHolder;
}

export const sampleHolder: CardHolder = {
  personalNumber: '100203000123',
  name: 'Y Thử Niê Kđăm',
  birth: '030115',
  sex: 'M',
  expiry: '430115',
  texts: new Map<number, string | string[]>([
    [1, '100203000123'],
    [2, 'Y Thử Niê Kđăm'],
    [3, '15/01/2003'],
    [4, 'Nam'],
    [5, 'Việt Nam'],
    [6, 'Ê Đê'],
    [8, 'Buôn Mẫu, Đắk Lắk'],
    [9, 'Buôn Mẫu, Đắk Lắk'],
    [11, '01/05/2021'],
    [12, '15/01/2043'],
    [13, ['Y Mẫu Êban', "H'Mẫu Niê Kđăm"]],
  ]),
};

export const sampleOther: CardHolder = {
  personalNumber: '100303000456',
  name: 'Nguyễn Thị Mẫu',
  birth: '030220',
  sex: 'F',
  expiry: '430220',
};

/** A stand-in for a portrait: the head of a JPEG and filler of the wanted size. */
export function samplePortrait(size: number, fill = 0x5a): Uint8Array {
  const image = new Uint8Array(size).fill(fill);
  image.set([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10, 0x4a, 0x46, 0x49, 0x46, 0x00]);
  image.set([0xff, 0xd9], size - 2);
  return image;
}

export interface KitOptions {
  now: number;
  random: Random;
  /** An authority kept between runs, with its signer; made anew when absent. */
  own?: { authority: Authority; signer: DocumentSigner };
  holder?: CardHolder;
}

export function createScenarioKit(options: KitOptions): ScenarioKit {
  const { now, random } = options;
  const validity = yearsFrom(now - 365 * 86_400_000, 10);
  const make = (country: string) => {
    const authority = createAuthority({ algorithm: 'ecdsa-p384-sha384', validity, country });
    return {
      authority,
      signer: createDocumentSigner(authority, { algorithm: 'ecdsa-p256-sha256', validity }),
    };
  };
  const own = options.own ?? make('VN');
  const lists = { thisUpdate: now - 86_400_000, nextUpdate: now + 86_400_000 };
  return {
    now,
    random,
    ...own,
    revocationList: createRevocationList(own.authority, lists),
    attacker: make('VN'),
    foreign: make('XX'),
    holder: options.holder ?? { ...sampleHolder, portrait: samplePortrait(1500) },
    other: { ...sampleOther, portrait: samplePortrait(1400, 0x33) },
  };
}

export function genuineCard(kit: ScenarioKit, options: Partial<CardOptions> = {}): CardImage {
  return issueCard(kit.holder, { signer: kit.signer, pace: [paceAes128], activeKey: 'ecdsa', ...options });
}

export interface Staging {
  image: CardImage;
  faults?: Faults;
  access?: ChipAccess;
  trust?: TrustMaterial;
  /** What a dishonest reader does to the reading before it reaches the server. */
  tamper?: (reading: ChipReading) => ChipReading;
}

export function accessOf(image: CardImage): ChipAccess {
  return { mrz: [image.access] };
}

export function trustOf(kit: ScenarioKit): TrustMaterial {
  return trustMaterialOf([kit.authority], { lists: [kit.revocationList] });
}

export interface Performance {
  reading: ChipReading;
  verdict: ChipVerdict;
  card: VirtualCard;
}

/** Inserts the staged card, reads it as a desk would and judges it as the server would. */
export async function perform(kit: ScenarioKit, staging: Staging): Promise<Performance> {
  const { image, faults } = staging;
  const card = createVirtualCard(image, { random: kit.random, faults });
  const nonce = kit.random(32);
  const challenge = (document: string) => deriveChallenge({ nonce, session: 'session-1', document });
  const access = staging.access ?? accessOf(image);
  const raw = await readChip(card.transmit, { access, random: kit.random, challenge });
  const reading = staging.tamper ? staging.tamper(raw) : raw;
  const trust = createTrustStore(staging.trust ?? trustOf(kit));
  const verdict = await judgeChip(reading, { trust, now: kit.now, expectedChallenge: challenge });
  return { reading, verdict, card };
}
