import { createHash } from 'node:crypto';
import { type Outcome, outcomesFor, readPath } from '#lib/service-definition';
import { getAgencyById } from '#modules/agency';
import { type CaseFile, addDocument, issueResult, openCase, takeResultNumber } from '#modules/dossier';
import { depositPaper } from '#modules/vault';
import { OWN_OUTPUT, storeFile } from '#platform/files';
import { type Ctx, legalDay } from '#platform/runtime';
import { makePaper, newVerificationCode, readableCode } from './make-paper.ts';
import { caseData, outcomeData, signerData } from './paper-data.ts';

/** Given name and the first letters of the rest: what the public page shows of a person. */
export function hintOfName(name: string): string {
  const words = name.trim().split(/\s+/);
  const given = words.at(-1) ?? '';
  return [...words.slice(0, -1).map((word) => `${word[0] ?? ''}.`), given].join(' ');
}

/** The result's number, where it has none yet: its own transaction, before anything outside is asked. */
export async function numberResult(ctx: Ctx, dossierId: string): Promise<void> {
  const file = await openCase(ctx, dossierId);
  if (file.state.business !== 'signed' || file.state.resultNumber !== null) return;
  await takeResultNumber(ctx, { id: dossierId });
}

interface Sealed {
  readonly pdf: Uint8Array;
  readonly number: string;
  readonly code: string;
  readonly organisation: string;
}

async function seal(ctx: Ctx, file: CaseFile, outcome: Outcome): Promise<Sealed> {
  const agencyId = file.row.deciding_agency_id;
  const agency = await getAgencyById(ctx, agencyId);
  const code = newVerificationCode(ctx);
  const number = file.state.resultNumber ?? '';
  const data = {
    ...(await caseData(ctx, file, agencyId)),
    ...(await outcomeData(ctx, file, outcome)),
    signer: await signerData(ctx, file),
    number,
    verifyUrl: `${ctx.ports.stationery.publicUrl}/xac-minh/${readableCode(code)}`,
    verifyCode: readableCode(code),
  };
  const pdf = await makePaper(ctx, {
    templateId: outcome.template,
    data,
    holder: `agency:${agencyId}`,
    signer: { organisation: agency.name, name: agency.name },
  });
  return { pdf, number, code, organisation: agency.name };
}

function validTo(file: CaseFile, outcome: Outcome): string | null {
  const to = outcome.lasts ? readPath(file.context, outcome.lasts.to) : null;
  return typeof to === 'string' ? to : null;
}

/**
 * Renders, seals and issues the result: case, vault and paper in one transaction, once. While the signing service is
 * down the case waits as signed and the job tries again.
 */
export async function sealResult(ctx: Ctx, dossierId: string): Promise<void> {
  const file = await openCase(ctx, dossierId);
  const [outcome] = outcomesFor(file.definition, file.context);
  if (file.state.business !== 'signed' || file.state.resultNumber === null || !outcome) return;
  const sealed = await seal(ctx, file, outcome);
  const documentId = ctx.ids.next();
  const stored = await storeFile(ctx, {
    bytes: sealed.pdf,
    name: 'ket-qua.pdf',
    policy: OWN_OUTPUT,
    holder: 'document',
    holderId: documentId,
  });
  const eventId = await issueResult(ctx, { id: dossierId }, { documentId, number: sealed.number });
  await addDocument(ctx, {
    id: documentId,
    dossierId,
    kind: 'result',
    name: outcome.name,
    number: sealed.number,
    fileId: stored.objectId,
    bytes: stored.size,
    signed: true,
    verificationCode: sealed.code,
    eventId,
  });
  if (!outcome.vault) return;
  await depositPaper(ctx, {
    owner: { personId: file.row.applicant_person_id, organisationId: file.row.applicant_organisation_id },
    kind: outcome.template,
    title: outcome.name,
    number: sealed.number,
    issuedOn: legalDay(ctx.clock.now()),
    validTo: validTo(file, outcome),
    issuer: { id: file.row.deciding_agency_id, name: sealed.organisation },
    subjectHint: hintOfName(file.row.applicant_name),
    fileId: stored.objectId,
    contentHash: createHash('sha256').update(sealed.pdf).digest(),
    bytes: stored.size,
    verificationCode: sealed.code,
    sourceRef: `dossier:${dossierId}:${outcome.key}`,
  });
}
