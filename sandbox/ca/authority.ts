import type * as pkijs from 'pkijs';
import { Certificate } from 'pkijs';
import { type CaBook, openBook } from './book.ts';
import {
  authorityAccess,
  authorityKeyId,
  basicConstraints,
  commonNameOf,
  crlPoint,
  derOf,
  extendedKeyUsage,
  keyUsage,
  makeCertificate,
  nameOf,
  ocspNoCheck,
  publicKeyInfo,
  subjectKeyId,
} from './certificate.ts';
import { type CaKey, deriveKey } from './keys.ts';

export interface Holder {
  key: CaKey;
  certificate: pkijs.Certificate;
}

export interface Authority {
  book: CaBook;
  url: string;
  seed: Uint8Array;
  root: Holder;
  issuing: Holder;
  ocsp: Holder;
  tsa: Holder;
}

const YEAR = 365.25 * 86_400_000;
const ORGANISATION = 'Sêrêpôk, dữ liệu giả lập';

export const TSA_POLICY = '1.3.6.1.4.1.99999.1.1';

export interface AuthoritySettings {
  folder: string;
  url: string;
  now: Date;
  newSeed: () => Uint8Array;
}

interface Maker {
  book: CaBook;
  seed: Uint8Array;
  now: Date;
}

/** Every name says that nothing here is official. */
export async function openAuthority(settings: AuthoritySettings): Promise<Authority> {
  const { url, now } = settings;
  const book = openBook(settings.folder, settings.newSeed);
  const seed = Uint8Array.from(Buffer.from(book.pages.seed, 'hex'));
  const maker: Maker = { book, seed, now };
  const root = await openHolder(maker, 'root', async (key) => makeRoot(key, now));
  const issuing = await openHolder(maker, 'issuing', (key) =>
    issueTo(maker, key, {
      issuer: root,
      commonName: 'CA cấp phát thử nghiệm (không có giá trị pháp lý)',
      years: 15,
      extensions: issuingExtensions(url),
    }),
  );
  const ocsp = await openHolder(maker, 'ocsp', (key) =>
    issueTo(maker, key, {
      issuer: issuing,
      commonName: 'Trả lời trạng thái chứng thư thử nghiệm',
      years: 10,
      extensions: [keyUsage(['digitalSignature']), extendedKeyUsage(['1.3.6.1.5.5.7.3.9']), ocspNoCheck()],
    }),
  );
  const tsa = await openHolder(maker, 'tsa', (key) =>
    issueTo(maker, key, {
      issuer: issuing,
      commonName: 'Dấu thời gian thử nghiệm',
      years: 10,
      // RFC 3161 §2.3: this purpose alone, critical
      extensions: [
        keyUsage(['digitalSignature']),
        extendedKeyUsage(['1.3.6.1.5.5.7.3.8'], true),
        ...statusExtensions(url),
      ],
    }),
  );
  return { book, url, seed, root, issuing, ocsp, tsa };
}

async function openHolder(
  { book, seed }: Maker,
  label: string,
  make: (key: CaKey) => Promise<pkijs.Certificate>,
): Promise<Holder> {
  const key = await deriveKey(seed, label);
  const kept = book.pages.authorities[label];
  if (kept) return { key, certificate: readCertificate(kept) };
  const certificate = await make(key);
  book.keepAuthority(label, Buffer.from(derOf(certificate)).toString('base64'));
  return { key, certificate };
}

export function readCertificate(base64: string): pkijs.Certificate {
  return Certificate.fromBER(Uint8Array.from(Buffer.from(base64, 'base64')));
}

async function makeRoot(key: CaKey, now: Date): Promise<pkijs.Certificate> {
  const publicKey = await publicKeyInfo(key.publicKey);
  const name = nameOf({
    country: 'VN',
    organisation: ORGANISATION,
    commonName: 'CA gốc thử nghiệm (không có giá trị pháp lý)',
  });
  return makeCertificate({
    serial: '01',
    subject: name,
    issuer: name,
    notBefore: new Date(now.getTime() - YEAR),
    notAfter: new Date(now.getTime() + 25 * YEAR),
    publicKey,
    signingKey: key.privateKey,
    extensions: [
      basicConstraints(true, 1),
      keyUsage(['keyCertSign', 'cRLSign']),
      await subjectKeyId(publicKey),
    ],
  });
}

interface OwnIssue {
  issuer: Holder;
  commonName: string;
  years: number;
  extensions: pkijs.Extension[];
}

async function issueTo({ book, now }: Maker, key: CaKey, spec: OwnIssue): Promise<pkijs.Certificate> {
  const subject = nameOf({ country: 'VN', organisation: ORGANISATION, commonName: spec.commonName });
  return issue(book, { ...spec, subject, publicKey: await publicKeyInfo(key.publicKey), now });
}

export interface IssueSpec {
  issuer: Holder;
  publicKey: pkijs.PublicKeyInfo;
  subject: pkijs.RelativeDistinguishedNames;
  years: number;
  now: Date;
  extensions: pkijs.Extension[];
}

export async function issue(book: CaBook, spec: IssueSpec): Promise<pkijs.Certificate> {
  const serial = book.takeSerial();
  const certificate = await makeCertificate({
    serial,
    subject: spec.subject,
    issuer: spec.issuer.certificate.subject,
    notBefore: new Date(spec.now.getTime() - 3_600_000),
    notAfter: new Date(spec.now.getTime() + spec.years * YEAR),
    publicKey: spec.publicKey,
    signingKey: spec.issuer.key.privateKey,
    extensions: [
      ...spec.extensions,
      await authorityKeyId(spec.issuer.certificate.subjectPublicKeyInfo),
      await subjectKeyId(spec.publicKey),
    ],
  });
  book.keepIssued({
    serial: normalSerial(serial),
    subject: commonNameOf(spec.subject),
    issuedAt: spec.now.toISOString(),
    certificate: Buffer.from(derOf(certificate)).toString('base64'),
  });
  return certificate;
}

export function normalSerial(serial: string): string {
  return serial.toLowerCase().replace(/^0+(?=.)/, '');
}

function issuingExtensions(url: string): pkijs.Extension[] {
  return [
    basicConstraints(true, 0),
    keyUsage(['keyCertSign', 'cRLSign', 'digitalSignature']),
    crlPoint(`${url}/crl/root.crl`),
    authorityAccess({ caIssuers: `${url}/ca/root.crt` }),
  ];
}

export function signerExtensions(url: string): pkijs.Extension[] {
  return [
    keyUsage(['digitalSignature', 'nonRepudiation']),
    // e-mail protection for readers that ask for it, and document signing (RFC 9336)
    extendedKeyUsage(['1.3.6.1.5.5.7.3.4', '1.3.6.1.5.5.7.3.36']),
    ...statusExtensions(url),
  ];
}

function statusExtensions(url: string): pkijs.Extension[] {
  return [
    crlPoint(`${url}/crl/issuing.crl`),
    authorityAccess({ ocsp: `${url}/ocsp`, caIssuers: `${url}/ca/issuing.crt` }),
  ];
}
