import type { Draft } from '#contract/filing';
import type { Dossier } from '#contract/dossier';
import type { Principal } from '#platform/runtime';
import { signBody } from '../../sandbox/kit/index.ts';
import { type Province, secrets } from './province.ts';

/** A copy of one's own birth certificate: one form, one fee, no paper. */
export const answers = {
  subject: 'self',
  eventKind: 'birth',
  copies: 1,
  delivery: 'vault',
  phone: '0900000123',
} as const;
export const FEE = 8000;

function demand<T>(answer: { statusCode: number; json: () => unknown; body: string }, status: number): T {
  if (answer.statusCode !== status) throw new Error(`${answer.statusCode}: ${answer.body}`);
  return answer.json() as T;
}

export async function startDraft(
  province: Province,
  as: Principal,
  procedureCode = '2.000635',
): Promise<Draft> {
  const payload = { procedureCode };
  return demand(await province.send({ method: 'POST', url: '/api/v1/drafts', payload }, as), 201);
}

export async function saveDraft(
  province: Province,
  as: Principal,
  change: { draft: Draft; answers?: Readonly<Record<string, unknown>> },
): Promise<Draft> {
  const payload = { answers: change.answers ?? answers, page: null, version: change.draft.version };
  const url = `/api/v1/drafts/${change.draft.id}`;
  return demand(await province.send({ method: 'PUT', url, payload }, as), 200);
}

export async function filledDraft(province: Province, as: Principal): Promise<Draft> {
  return saveDraft(province, as, { draft: await startDraft(province, as) });
}

export function submission(draft: Draft, key?: string) {
  return {
    method: 'POST' as const,
    url: `/api/v1/drafts/${draft.id}/submission`,
    payload: { declared: true, version: draft.version },
    ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
  };
}

export async function fileDossier(province: Province, as: Principal): Promise<Dossier> {
  return demand(await province.send(submission(await filledDraft(province, as)), as), 201);
}

export async function post<T>(
  province: Province,
  as: Principal,
  request: { url: string; payload?: unknown; status?: number },
): Promise<T> {
  const { url, payload = {}, status = 200 } = request;
  return demand(
    await province.send({ method: 'POST', url: `/api/v1${url}`, payload: payload as object }, as),
    status,
  );
}

export async function get<T>(province: Province, as: Principal, url: string): Promise<T> {
  return demand(await province.send({ method: 'GET', url: `/api/v1${url}` }, as), 200);
}

export interface Payment {
  readonly transferCode: string;
  readonly accountNumber: string;
  readonly vietqr: string;
  readonly remaining: number;
  readonly state: string;
}

export function openPayment(province: Province, as: Principal, dossierId: string): Promise<Payment> {
  return post(province, as, { url: `/me/dossiers/${dossierId}/payment` });
}

/** What the bank reports when all that is owed arrives. */
export function noticeOf(province: Province, payment: Payment, over: Readonly<Record<string, unknown>> = {}) {
  return {
    noticeId: `n-${payment.transferCode}`,
    account: payment.accountNumber,
    amount: payment.remaining,
    description: `NGUYEN THI THU chuyen tien ${payment.transferCode}`,
    occurredAt: province.house.clock.now().toISOString(),
    reference: `FT-${payment.transferCode}`,
    ...over,
  };
}

/** Sends a bank's notice signed with `secret`; answers the status. */
export async function tellBank(
  province: Province,
  notice: object,
  secret: string = secrets.bankWebhook,
): Promise<number> {
  const payload = JSON.stringify(notice);
  const headers = { 'content-type': 'application/json', 'x-signature': signBody(secret, payload) };
  const answer = await province.send({ method: 'POST', url: '/api/v1/bank-notices', headers, payload });
  return answer.statusCode;
}
