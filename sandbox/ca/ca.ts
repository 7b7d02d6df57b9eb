import {
  type Answer,
  type Asked,
  createStage,
  json,
  openSandbox,
  readJson,
  Refusal,
  type Route,
  type Sandbox,
  type SandboxOptions,
  sameSecret,
  type Stage,
} from '../kit/index.ts';
import { type Authority, normalSerial, openAuthority } from './authority.ts';
import { REVOCATION_REASONS, type RevocationReason } from './book.ts';
import { cardVerdicts } from './card-verdicts.ts';
import { derOf } from './certificate.ts';
import { makeCrl } from './crl.ts';
import { certsOnly, enrol } from './enrolment.ts';
import { answerOcsp } from './ocsp.ts';
import { openRemoteSigning, type RemoteSigner } from './remote-signing.ts';
import { answerTimestamp } from './tsa.ts';

export interface CaOptions extends SandboxOptions {
  /** Where keys (as one seed), issued and revoked certificates are kept. */
  folder: string;
  /** Draws the same keys every time; without it the first start draws a random seed and keeps it. */
  seed?: string;
  remoteSigners?: readonly RemoteSigner[];
  /** Bearer token of the remote signing service. */
  remoteToken?: string;
  /** Authorities of identity cards that this one vouches for (DER); read at each question. */
  cardAnchors?: () => readonly Uint8Array[];
}

export interface CaSandbox extends Sandbox {
  /** DER certificates, for trust stores. */
  rootCertificate: Uint8Array;
  issuingCertificate: Uint8Array;
  revoke: (serial: string, reason?: RevocationReason) => void;
}

interface Desk {
  authority: Authority;
  stage: Stage;
  now: () => Date;
}

export async function startCa(options: CaOptions): Promise<CaSandbox> {
  const stage = createStage('ca', options);
  const { bytes } = stage.surroundings;
  // RFC 5280 §4.1.2.5.2: no fractions of a second
  const now = (): Date => new Date(Math.floor(stage.surroundings.now().getTime() / 1000) * 1000);
  let opened: Authority | undefined;
  const sandbox = await openSandbox(stage, async (url) => {
    const newSeed = () => (options.seed === undefined ? bytes(32) : Buffer.from(options.seed, 'utf8'));
    const authority = await openAuthority({ folder: options.folder, url, now: now(), newSeed });
    opened = authority;
    return {
      routes: [...pkiRoutes({ authority, stage, now }), ...remoteRoutes({ authority, stage, now }, options)],
    };
  });
  if (!opened) throw new Error('the certificate authority did not open');
  const authority = opened;
  return {
    ...sandbox,
    rootCertificate: derOf(authority.root.certificate),
    issuingCertificate: derOf(authority.issuing.certificate),
    revoke: (serial, reason = 'unspecified') => revoke({ authority, stage, now }, serial, reason),
  };
}

function binary(type: string, body: Uint8Array): Answer {
  return {
    status: 200,
    headers: { 'content-type': type, 'cache-control': 'no-store' },
    body: Buffer.from(body),
  };
}

function pkiRoutes({ authority, stage, now }: Desk): Route[] {
  const certificate = (which: 'root' | 'issuing'): Route => ({
    method: 'GET',
    path: `/ca/${which}.crt`,
    handle: () => binary('application/pkix-cert', derOf(authority[which].certificate)),
  });
  const crl = (which: 'root' | 'issuing'): Route => ({
    method: 'GET',
    path: `/crl/${which}.crl`,
    handle: async () => binary('application/pkix-crl', await makeCrl(authority, which, now())),
    wrong: garbage,
  });
  const ocsp = async (request: Uint8Array) =>
    binary('application/ocsp-response', await answerOcsp(authority, request, now()));
  return [
    certificate('root'),
    certificate('issuing'),
    crl('root'),
    crl('issuing'),
    {
      method: 'POST',
      path: '/ocsp',
      handle: (asked) => ocsp(demandType(asked, 'application/ocsp-request')),
      wrong: garbage,
    },
    {
      method: 'GET',
      path: '/ocsp/:request',
      handle: (asked) => ocsp(Buffer.from(asked.params.request ?? '', 'base64')),
      wrong: garbage,
    },
    timestampRoute({ authority, stage, now }),
    {
      method: 'GET',
      path: '/.well-known/est/cacerts',
      handle: () => certsOnly([authority.issuing.certificate, authority.root.certificate]),
    },
    {
      method: 'POST',
      path: '/.well-known/est/simpleenroll',
      handle: (asked) => {
        demandType(asked, 'application/pkcs10');
        return enrol(authority, asked, now());
      },
    },
    {
      method: 'POST',
      path: '/admin/revocations',
      calm: true,
      handle: (asked) => orderRevocation({ authority, stage, now }, asked),
    },
  ];
}

function timestampRoute({ authority, now }: Desk): Route {
  let last: Answer | undefined;
  let before: Answer | undefined;
  return {
    method: 'POST',
    path: '/tsa',
    handle: async (asked) => {
      const request = demandType(asked, 'application/timestamp-query');
      before = last;
      last = binary('application/timestamp-reply', await answerTimestamp(authority, request, now()));
      return last;
    },
    // a token made for somebody else's question: wrong nonce, wrong imprint
    wrong: (answer, draw) => (before && draw < 0.6 ? before : garbage(answer, draw)),
  };
}

function garbage(answer: Answer, draw: number): Answer {
  const body = Buffer.from(answer.body);
  if (draw < 0.3) return { ...answer, status: 503, body: Buffer.from('service unavailable') };
  const at = Math.floor(draw * body.length);
  for (let i = at; i < Math.min(at + 40, body.length); i += 1) body[i] = (body[i] ?? 0) ^ 0x5a;
  return { ...answer, body };
}

function demandType(asked: Asked, type: string): Buffer {
  const given = (asked.headers['content-type'] ?? '').split(';')[0]?.trim();
  if (given !== type) throw new Refusal(415, 'unsupported_media_type', `expected ${type}`);
  return asked.body;
}

function orderRevocation(desk: Desk, asked: Asked): Answer {
  const expected = desk.stage.options.controlToken;
  const given = (asked.headers.authorization ?? '').replace(/^Bearer /, '');
  if (!expected || !sameSecret(given, expected)) throw new Refusal(401, 'control_token_required');
  const { serial, reason = 'unspecified' } = readJson(asked) as { serial?: unknown; reason?: unknown };
  if (typeof serial !== 'string' || !isReason(reason)) throw new Refusal(400, 'invalid_request');
  revoke(desk, serial, reason);
  return json({ serial: normalSerial(serial), reason }, 201);
}

function isReason(value: unknown): value is RevocationReason {
  return typeof value === 'string' && Object.hasOwn(REVOCATION_REASONS, value);
}

function revoke({ authority, now }: Desk, serial: string, reason: RevocationReason): void {
  const wanted = normalSerial(serial);
  if (!authority.book.pages.issued.some((row) => row.serial === wanted))
    throw new Refusal(404, 'unknown_serial');
  if (authority.book.pages.revoked.some((row) => row.serial === wanted)) return;
  authority.book.keepRevoked({ serial: wanted, revokedAt: now().toISOString(), reason });
}

function remoteRoutes(desk: Desk, options: CaOptions): Route[] {
  if (!options.remoteToken) return [];
  const service = openRemoteSigning(desk.authority, {
    signers: options.remoteSigners ?? [],
    token: options.remoteToken,
    now: desk.now,
  });
  const { cardAnchors: anchors = () => [], remoteToken: token } = options;
  return [
    cardVerdicts({ anchors, token, now: desk.now }),
    { method: 'POST', path: '/csc/v1/credentials/info', handle: service.credentialInfo },
    { method: 'POST', path: '/csc/v1/signatures/signHash', handle: service.signHash },
  ];
}
