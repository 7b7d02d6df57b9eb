import { decodeCertificate, decodeDg15, decodeSod, fromHex, LdsError, type Certificate } from '#lib/identity';
import { verifyActiveAuthentication } from './active-authentication.ts';
import { isSelfSigned } from './certificates.ts';
import { importMasterList } from './master-list.ts';
import { verifySignedData } from './signed-data.ts';
import { createTrustStore, type TrustSource } from './trust.ts';

/** One figure from foreign material; `ok` is null when there is nothing to compare with. */
export interface VectorMeasure {
  case: string;
  value: number;
  unit: string;
  detail: string;
  ok: boolean | null;
}

interface Work {
  files: ReadonlyMap<string, Uint8Array>;
  measures: VectorMeasure[];
  anchors: Certificate[];
  links: Certificate[];
}

function derOf(bytes: Uint8Array): Uint8Array {
  const text = new TextDecoder('latin1').decode(bytes);
  const armoured = /-----BEGIN [^-]+-----([^-]+)-----END/.exec(text)?.[1];
  if (armoured) return new Uint8Array(Buffer.from(armoured, 'base64'));
  return /^[0-9a-f\s]+$/i.test(text) ? fromHex(text) : bytes;
}

function inFolder(work: Work, folder: string): [string, Uint8Array][] {
  return [...work.files]
    .filter(([path]) => path.startsWith(`${folder}/`))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, bytes]) => [path, derOf(bytes)]);
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (error instanceof LdsError || error instanceof RangeError || error instanceof SyntaxError)
      return undefined;
    throw error;
  }
}

function measureLists(work: Work): void {
  const pins = inFolder(work, 'pins').flatMap(([, bytes]) => attempt(() => decodeCertificate(bytes)) ?? []);
  for (const [path, bytes] of inFolder(work, 'master-lists')) {
    const result = importMasterList(bytes, pins);
    if (!result.ok) {
      work.measures.push({ case: path, value: 0, unit: 'anchors', detail: result.problem, ok: false });
      continue;
    }
    const { anchors, links, foreignLinks, orphans, unreadable } = result.list;
    const named = orphans
      .map(({ country }) => country)
      .sort()
      .join(' ');
    const detail = `links ${links.length}, across borders ${foreignLinks.length}, orphans ${orphans.length} (${named}), unreadable ${unreadable}`;
    work.measures.push({ case: path, value: anchors.length, unit: 'anchors', detail, ok: unreadable === 0 });
    work.anchors.push(...anchors);
    work.links.push(...links);
  }
  const extra = inFolder(work, 'authorities').flatMap(
    ([, bytes]) => attempt(() => decodeCertificate(bytes)) ?? [],
  );
  work.anchors.push(...extra.filter(isSelfSigned));
  work.links.push(...extra.filter((certificate) => !isSelfSigned(certificate)));
}

// At a moment when the signer was in force: these are old documents.
async function measureSecurityObject(
  sod: Uint8Array,
  store: TrustSource,
): Promise<Pick<VectorMeasure, 'ok' | 'detail'>> {
  const checked = attempt(() => verifySignedData(decodeSod(sod).signedData));
  if (!checked?.signer) return { ok: false, detail: checked ? 'no signer' : 'unreadable' };
  const { signer } = checked;
  const { status } = await store.judge({ signer, sod, now: signer.notBefore + 86_400_000 });
  const isKnown = status === 'trusted' || status === 'issuer_expired';
  const signature = checked.ok ? 'holds' : 'wrong';
  return { ok: checked.ok && isKnown, detail: `${signer.country} signature ${signature}, ${status}` };
}

async function measureSecurityObjects(work: Work): Promise<void> {
  const store = createTrustStore({ anchors: work.anchors, links: work.links });
  for (const [path, sod] of inFolder(work, 'sods')) {
    const { ok, detail } = await measureSecurityObject(sod, store);
    work.measures.push({ case: path, value: ok ? 1 : 0, unit: 'verified', detail, ok });
  }
}

function readTranscript(bytes: Uint8Array) {
  const parsed: unknown = JSON.parse(new TextDecoder().decode(bytes));
  const field = (name: string): string => {
    const value = typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, name) : undefined;
    return typeof value === 'string' ? value : '';
  };
  return {
    publicKey: decodeDg15(fromHex(field('dg15'))),
    challenge: fromHex(field('challenge')),
    response: fromHex(field('response')),
    signatureAlgorithm: field('signatureAlgorithm') || undefined,
  };
}

function measureActiveAuthentication(work: Work): void {
  const folder = 'active-authentication/';
  for (const [path, bytes] of [...work.files].filter(([name]) => name.startsWith(folder))) {
    const input = attempt(() => readTranscript(bytes));
    const result = input ? verifyActiveAuthentication(input) : undefined;
    const detail = result?.ok ? result.algorithm : (result?.reason ?? 'unreadable');
    work.measures.push({
      case: path,
      value: result?.ok ? 1 : 0,
      unit: 'verified',
      detail,
      ok: result?.ok === true,
    });
  }
}

const folders = ['pins', 'master-lists', 'authorities', 'sods', 'active-authentication'] as const;

/**
 * Measures foreign material given as path → bytes, laid out as
 *   pins/*.cer                  publishers of master lists, obtained by another way
 *   master-lists/*.ml           CSCA master lists
 *   authorities/*.cer           further country authorities and links
 *   sods/*.bin|*.hex            EF.SOD files
 *   active-authentication/*.json { dg15, challenge, response, signatureAlgorithm? } in hexadecimal
 * Certificates and files may be DER, PEM or hexadecimal text. A folder that is not there is "not measured".
 */
export async function measureForeignVectors(
  files: ReadonlyMap<string, Uint8Array>,
): Promise<VectorMeasure[]> {
  const work: Work = { files, measures: [], anchors: [], links: [] };
  for (const folder of folders) {
    if ([...files.keys()].some((path) => path.startsWith(`${folder}/`))) continue;
    work.measures.push({
      case: folder,
      value: 0,
      unit: 'files',
      detail: 'not measured: folder absent',
      ok: null,
    });
  }
  measureLists(work);
  await measureSecurityObjects(work);
  measureActiveAuthentication(work);
  return work.measures;
}
