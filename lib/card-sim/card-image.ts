import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import {
  buildVietnameseTd1,
  concatBytes,
  decodeOid,
  encodeCom,
  encodeDg1,
  encodeDg13,
  encodeDg15,
  encodeOid,
  encodeTlv,
  fromHex,
  readTlv,
  type MrzKeyFields,
} from '#lib/identity';
import type { DocumentSigner } from './pki.ts';
import { writeSecurityObject } from './signed-data-writer.ts';
import { der } from './der-writer.ts';

/** What is written on and in a card. Use synthetic persons only. */
export interface CardHolder {
  personalNumber: string;
  name: string;
  /** yyMMdd */
  birth: string;
  sex: 'M' | 'F';
  /** yyMMdd */
  expiry: string;
  /** Texts of DG13 by index; see lib/identity. Absent: only number and name. */
  texts?: ReadonlyMap<number, string | string[]>;
  /** JPEG or JPEG 2000. Absent: no DG2. */
  portrait?: Uint8Array;
}

export type ActiveKeyKind = 'rsa' | 'ecdsa' | 'none';

export interface CardOptions {
  signer: DocumentSigner;
  activeKey?: ActiveKeyKind;
  /** Object identifiers of PACE protocols with their domain parameter; empty for a card with BAC only. */
  pace?: readonly { oid: string; parameterId: number }[];
  chipAuthentication?: boolean;
  can?: string;
  /** DG13 as bytes nobody can read, as cards of 2024 may have. */
  opaqueText?: boolean;
  /** Digest of RSA active authentication. */
  activeHash?: 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';
}

/** Everything inside a virtual card. Plain data: attacks change it before the card is made. */
export interface CardImage {
  groups: Record<number, Uint8Array>;
  com: Uint8Array;
  sod: Uint8Array;
  cardAccess?: Uint8Array;
  access: MrzKeyFields;
  can?: string;
  activeKey?: KeyObject;
  activeHash: string;
  /** Scalar on P-256. */
  chipKey?: KeyObject;
}

export const paceAes128 = { oid: '0.4.0.127.0.7.2.2.4.2.2', parameterId: 13 } as const;
export const paceTripleDes = { oid: '0.4.0.127.0.7.2.2.4.2.1', parameterId: 12 } as const;
export const chipAuthenticationOid = '0.4.0.127.0.7.2.2.3.2.2';

// ISO/IEC 19794-5:2005, one face image.
export function writePortrait(image: Uint8Array): Uint8Array {
  const isJpeg = image[0] === 0xff;
  const word = (value: number, bytes: number) => fromHex(value.toString(16).padStart(bytes * 2, '0'));
  const info = concatBytes(Uint8Array.of(1, isJpeg ? 0 : 1), word(413, 2), word(531, 2), new Uint8Array(6));
  const face = concatBytes(word(32 + image.length, 4), new Uint8Array(16), info, image);
  const record = concatBytes(fromHex('4641430030313000'), word(14 + face.length, 4), word(1, 2), face);
  const header = encodeTlv(0xa1, fromHex('800201018101028701018802000b'));
  const template = encodeTlv(0x7f60, header, encodeTlv(0x5f2e, record));
  return encodeTlv(0x75, encodeTlv(0x7f61, fromHex('020101'), template));
}

function spkiOf(key: KeyObject): Uint8Array {
  return new Uint8Array(key.export({ format: 'der', type: 'spki' }));
}

function paceInfo(info: { oid: string; parameterId: number }): Uint8Array {
  return der.sequence(encodeOid(info.oid), der.integer(2), der.integer(info.parameterId));
}

function makeKeys(options: CardOptions) {
  const kind = options.activeKey ?? 'rsa';
  const active =
    kind === 'none'
      ? undefined
      : kind === 'rsa'
        ? generateKeyPairSync('rsa', { modulusLength: 2048 })
        : generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const chip = options.chipAuthentication
    ? generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
    : undefined;
  return { kind, active, chip };
}

function securityInfos(options: CardOptions, keys: ReturnType<typeof makeKeys>): Uint8Array | undefined {
  const infos = (options.pace ?? []).map(paceInfo);
  if (keys.chip) {
    infos.push(der.sequence(encodeOid(chipAuthenticationOid), der.integer(1), der.integer(1)));
    infos.push(der.sequence(encodeOid('0.4.0.127.0.7.2.2.1.2'), spkiOf(keys.chip.publicKey), der.integer(1)));
  }
  // id-AA with ecdsa-plain-SHA256 (ICAO Doc 9303-11 §9.2.3).
  if (keys.kind === 'ecdsa')
    infos.push(
      der.sequence(encodeOid('2.23.136.1.1.5'), der.integer(1), encodeOid('0.4.0.127.0.7.1.1.4.1.3')),
    );
  return infos.length > 0 ? encodeTlv(0x6e, der.set(...infos)) : undefined;
}

function opaqueBytes(holder: CardHolder): Uint8Array {
  const seed = new TextEncoder().encode(holder.personalNumber);
  const noise = Uint8Array.from(
    { length: 160 },
    (_, index) => (seed[index % seed.length] ?? 0) * 7 + index * 31,
  );
  return encodeTlv(
    0x6d,
    noise.map((byte) => byte | 0x80),
  );
}

/** Writes a genuine card. */
export function issueCard(holder: CardHolder, options: CardOptions): CardImage {
  const keys = makeKeys(options);
  const groups: Record<number, Uint8Array> = { 1: encodeDg1(buildVietnameseTd1(holder)) };
  if (holder.portrait) groups[2] = writePortrait(holder.portrait);
  const texts = holder.texts ?? new Map([[1, holder.personalNumber] as const, [2, holder.name] as const]);
  groups[13] = options.opaqueText ? opaqueBytes(holder) : encodeDg13(texts);
  const infos = securityInfos(options, keys);
  if (infos) groups[14] = infos;
  if (keys.active) groups[15] = encodeDg15(spkiOf(keys.active.publicKey));
  const pace = options.pace ?? [];
  return {
    groups,
    com: encodeCom(Object.keys(groups).map(Number)),
    sod: writeSecurityObject(groups, options.signer),
    ...(pace.length > 0 ? { cardAccess: der.set(...pace.map(paceInfo)) } : {}),
    access: { documentNumber: holder.personalNumber, birth: holder.birth, expiry: holder.expiry },
    can: options.can ?? holder.personalNumber.slice(-6),
    ...(keys.active ? { activeKey: keys.active.privateKey } : {}),
    activeHash: options.activeHash ?? 'sha256',
    ...(keys.chip ? { chipKey: keys.chip.privateKey } : {}),
  };
}

/** First PACE object identifier of EF.CardAccess, for the chip's side. */
export function oidFromMse(value: Uint8Array): string {
  return decodeOid(readTlv(encodeTlv(0x06, value)).value);
}
