import { derTag, oidOf, smallInteger } from './der.ts';
import { childrenOf, expectTag, findChild, readTlv, type Tlv } from './tlv.ts';

export interface PaceInfo {
  oid: string;
  version: number;
  parameterId?: number;
}

export interface ChipAuthenticationKey {
  oid: string;
  /** SubjectPublicKeyInfo in DER. */
  publicKey: Uint8Array;
  keyId?: number;
}

export interface ChipAuthenticationInfo {
  oid: string;
  version: number;
  keyId?: number;
}

/** Content of EF.CardAccess and DG14 (ICAO Doc 9303-11 §9.2). */
export interface SecurityInfos {
  pace: PaceInfo[];
  chipAuthentication: ChipAuthenticationInfo[];
  chipAuthenticationKeys: ChipAuthenticationKey[];
  /** Signature algorithm of active authentication with an elliptic curve key. */
  activeAuthentication?: { version: number; signatureAlgorithm: string };
  terminalAuthentication: boolean;
  /** Protocol identifiers this decoder does not know. */
  unknown: string[];
}

const bsi = '0.4.0.127.0.7.2.2';
const activeAuthenticationOid = '2.23.136.1.1.5';

function optionalInteger(element: Tlv | undefined): number | undefined {
  return element?.tag === derTag.integer ? smallInteger(element, 'optional parameter') : undefined;
}

function addInfo(infos: SecurityInfos, info: Tlv): void {
  const [protocol, required, optional] = childrenOf(expectTag(info, derTag.sequence, 'security info'));
  const oid = oidOf(protocol, 'protocol');
  const id = optionalInteger(optional);
  const keyId = id === undefined ? {} : { keyId: id };
  if (oid.startsWith(`${bsi}.4.`) && required?.tag === derTag.integer) {
    infos.pace.push({
      oid,
      version: smallInteger(required, 'version'),
      ...(id === undefined ? {} : { parameterId: id }),
    });
  } else if (oid.startsWith(`${bsi}.1.`)) {
    infos.chipAuthenticationKeys.push({
      oid,
      publicKey: expectTag(required, derTag.sequence, 'public key').raw,
      ...keyId,
    });
  } else if (oid.startsWith(`${bsi}.3.`)) {
    infos.chipAuthentication.push({ oid, version: smallInteger(required, 'version'), ...keyId });
  } else if (oid === activeAuthenticationOid) {
    const signatureAlgorithm = oidOf(optional, 'signature algorithm');
    infos.activeAuthentication = { version: smallInteger(required, 'version'), signatureAlgorithm };
  } else if (oid === `${bsi}.2`) {
    infos.terminalAuthentication = true;
  } else {
    infos.unknown.push(oid);
  }
}

/** SET OF SecurityInfo, as EF.CardAccess holds it. */
export function decodeSecurityInfos(bytes: Uint8Array): SecurityInfos {
  const infos: SecurityInfos = {
    pace: [],
    chipAuthentication: [],
    chipAuthenticationKeys: [],
    terminalAuthentication: false,
    unknown: [],
  };
  for (const info of childrenOf(expectTag(readTlv(bytes), derTag.set, 'security infos')))
    addInfo(infos, info);
  return infos;
}

/** DG14, tag 6E. */
export function decodeDg14(bytes: Uint8Array): SecurityInfos {
  const file = expectTag(readTlv(bytes), 0x6e, 'DG14');
  return decodeSecurityInfos(expectTag(findChild(file, derTag.set), derTag.set, 'security infos').raw);
}
