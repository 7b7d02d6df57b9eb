import { importMasterList, isSelfSigned } from '#lib/emrtd';
import { type Certificate, decodeCertificate, decodeRevocationList, LdsError } from '#lib/identity';
import type { Ctx } from '#platform/runtime';
import { addCertificate, addRevocationList, listPins, type TrustKind } from './store-trust.ts';

export interface TrustFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface TrustImport {
  readonly file: string;
  readonly as: 'master_list' | 'certificate' | 'revocation_list' | 'unreadable';
  /** Problem of a master list, in a code of lib/emrtd. */
  readonly problem?: string;
  readonly anchors: number;
  readonly links: number;
  readonly pins: number;
  readonly orphans: number;
  /** Certificates left out because their country was not chosen. */
  readonly leftOut: number;
}

export interface ImportChoice {
  /** Countries to trust, two letters; null: every country of the file. */
  readonly countries: readonly string[] | null;
  /** Certificates are taken as publishers of master lists, not as authorities of cards. */
  readonly asPins?: boolean;
}

function derOf(bytes: Uint8Array): Uint8Array {
  const text = new TextDecoder('latin1').decode(bytes);
  const armoured = /-----BEGIN [^-]+-----([^-]+)-----END/.exec(text)?.[1];
  return armoured ? new Uint8Array(Buffer.from(armoured, 'base64')) : bytes;
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (error instanceof LdsError) return undefined;
    throw error;
  }
}

const nothing = { anchors: 0, links: 0, pins: 0, orphans: 0, leftOut: 0 };

function isChosen(choice: ImportChoice, certificate: Certificate): boolean {
  return choice.countries === null || choice.countries.includes(certificate.country);
}

async function addAll(
  ctx: Ctx,
  certificates: readonly Certificate[],
  as: { kind: TrustKind; source: string; choice: ImportChoice },
): Promise<{ added: number; leftOut: number }> {
  const chosen = certificates.filter((certificate) => isChosen(as.choice, certificate));
  for (const certificate of chosen) await addCertificate(ctx, certificate, as);
  return { added: chosen.length, leftOut: certificates.length - chosen.length };
}

async function importList(ctx: Ctx, file: TrustFile, choice: ImportChoice): Promise<TrustImport> {
  const result = importMasterList(derOf(file.bytes), await listPins(ctx));
  const base = { file: file.name, as: 'master_list', ...nothing } as const;
  if (!result.ok) return { ...base, problem: result.problem };
  const source = `master list ${file.name}`;
  const anchors = await addAll(ctx, result.list.anchors, { kind: 'anchor', source, choice });
  const links = await addAll(ctx, result.list.links, { kind: 'link', source, choice });
  return {
    ...base,
    anchors: anchors.added,
    links: links.added,
    orphans: result.list.orphans.length,
    leftOut: anchors.leftOut + links.leftOut,
  };
}

async function importCertificate(
  ctx: Ctx,
  at: { file: TrustFile; certificate: Certificate },
  choice: ImportChoice,
): Promise<TrustImport> {
  const { file, certificate } = at;
  const base = { file: file.name, as: 'certificate', ...nothing } as const;
  if (!isChosen(choice, certificate)) return { ...base, leftOut: 1 };
  const kind: TrustKind = choice.asPins ? 'pin' : isSelfSigned(certificate) ? 'anchor' : 'link';
  await addCertificate(ctx, certificate, { kind, source: `file ${file.name}` });
  return { ...base, [`${kind}s`]: 1 };
}

/**
 * Takes a file of the operator: a country authority or link (DER or PEM), a revocation list, or a master list signed by a
 * publisher pinned before. Nothing becomes trusted by being in a list: the operator chooses the countries.
 */
export async function importTrust(ctx: Ctx, file: TrustFile, choice: ImportChoice): Promise<TrustImport> {
  const der = derOf(file.bytes);
  const certificate = attempt(() => decodeCertificate(der));
  if (certificate) return importCertificate(ctx, { file, certificate }, choice);
  if (attempt(() => decodeRevocationList(der))) {
    await addRevocationList(ctx, der);
    return { file: file.name, as: 'revocation_list', ...nothing };
  }
  const list = await importList(ctx, file, choice);
  return list.problem === 'unreadable' ? { ...list, as: 'unreadable' } : list;
}
