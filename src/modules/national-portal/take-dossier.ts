import {
  type ServiceContext,
  type ServiceDefinition,
  componentsFor,
  countedAnswers,
  feesFor,
} from '#lib/service-definition';
import type { Answers } from '#contract/dossier';
import { findAgencyByCode, findServingAgency } from '#modules/agency';
import { type NewAttachment, type NewComponent, openDossier } from '#modules/dossier';
import { type Question, proveClaims, registerName } from '#modules/evidence';
import { findPersonByIdentifier, getPerson } from '#modules/person';
import { getDefinitionOn } from '#modules/procedure';
import { ATTACHMENTS, storeFile } from '#platform/files';
import { type Ctx, legalDay } from '#platform/runtime';
import type { GatewayFiling } from './contract.ts';
import { errors } from './errors.ts';
import { typedAnswers } from './rules.ts';

async function applicantOf(ctx: Ctx, filing: GatewayFiling) {
  const found = await findPersonByIdentifier(ctx, { type: 'personal_number', value: filing.MaDoiTuong });
  if (!found) throw errors.error('applicant_unknown');
  return getPerson(ctx, found.personId);
}

function answersOf(ctx: Ctx, definition: ServiceDefinition, filing: GatewayFiling): Answers {
  const source = {
    kind: 'typed' as const,
    register: null,
    name: { vi: 'Cổng Dịch vụ công quốc gia', en: 'National portal' },
    at: ctx.clock.now().toISOString(),
    state: 'claimed' as const,
  };
  const typed = typedAnswers(definition, filing.ToKhai);
  if (filing.SoDienThoai) typed['phone'] ??= filing.SoDienThoai;
  if (filing.Email) typed['email'] ??= filing.Email;
  return Object.fromEntries(Object.entries(typed).map(([key, value]) => [key, { value, source }]));
}

async function attachmentsOf(
  ctx: Ctx,
  filing: GatewayFiling,
  keyOf: (code: string | undefined) => string,
): Promise<NewAttachment[]> {
  const attachments: NewAttachment[] = [];
  for (const file of filing.TaiLieuNop) {
    const id = ctx.ids.next();
    const bytes = await ctx.ports.nationalGateway
      .fetchFile(file.DuongDanTaiTepTin)
      .catch((error: unknown) => {
        throw errors.error('attachment_refused', { name: file.TenTepDinhKem }, error);
      });
    const stored = await storeFile(ctx, {
      bytes,
      name: file.TenTepDinhKem,
      policy: ATTACHMENTS,
      holder: 'attachment',
      holderId: id,
    });
    attachments.push({
      id,
      componentKey: keyOf(file.MaThanhPhanHoSo),
      fileId: stored.objectId,
      fileName: file.TenTepDinhKem,
      mediaType: stored.mediaType,
      bytes: stored.size,
      pages: null,
      uploadedAt: ctx.clock.now(),
    });
  }
  return attachments;
}

interface Prepared {
  readonly definition: ServiceDefinition;
  readonly context: ServiceContext;
  readonly attachments: readonly NewAttachment[];
}

function componentsFrom(ctx: Ctx, { definition, context, attachments }: Prepared): NewComponent[] {
  return componentsFor(definition, context).map((need) => {
    const { dataSource } = need.component;
    const isProved = need.need === 'data';
    const isUploaded = attachments.some((file) => file.componentKey === need.key);
    const byItself = need.need === 'form' || isProved ? (need.need as 'form' | 'data') : 'nothing';
    return {
      need,
      provedBy: isUploaded ? 'upload' : byItself,
      statement: isProved && dataSource ? dataSource.confirms : null,
      source: dataSource
        ? {
            kind: 'register',
            register: dataSource.register,
            name: registerName(ctx, dataSource.register),
            at: ctx.clock.now().toISOString(),
            state: isProved ? 'verified' : 'unverified',
          }
        : null,
    };
  });
}

/** What the registers say of the filing, and its answers as far as the definition asks them. */
async function contextOf(
  ctx: Ctx,
  definition: ServiceDefinition,
  filed: { person: string; answers: Answers; code: string },
): Promise<ServiceContext> {
  const form = Object.fromEntries(Object.entries(filed.answers).map(([key, answer]) => [key, answer.value]));
  const draft: ServiceContext = {
    day: legalDay(ctx.clock.now()),
    channel: 'online',
    applicant: { kind: 'person' },
    filer: { relation: 'self' },
    form,
    data: {},
  };
  const question: Question = {
    applicant: { personId: filed.person, organisationId: null },
    filer: { personId: filed.person },
    context: draft,
    procedureCode: definition.code,
    caseRef: `national:${filed.code}`,
  };
  const data = await proveClaims(ctx, definition, { question });
  return { ...draft, form: countedAnswers(definition, draft), data };
}

async function agenciesOf(ctx: Ctx, definition: ServiceDefinition, code: string) {
  const day = legalDay(ctx.clock.now());
  const receiving = await findAgencyByCode(ctx, code, day);
  if (!receiving) throw errors.error('no_agency', { code });
  const deciding = await findServingAgency(ctx, {
    kind: definition.agencies.decides.kind,
    place: receiving.place,
    day,
  });
  return { receiving, decidingId: deciding?.id ?? receiving.id };
}

async function definitionOf(ctx: Ctx, code: string): Promise<ServiceDefinition> {
  return getDefinitionOn(ctx, code, legalDay(ctx.clock.now())).catch((error: unknown) => {
    throw errors.error('procedure_unknown', { code }, error);
  });
}

/**
 * Takes over a dossier that a citizen filed at the national portal. Handed over twice, it stands once.
 * @returns our id of the case
 */
export async function takeDossier(ctx: Ctx, filing: GatewayFiling): Promise<string> {
  const known = await ctx.db
    .selectFrom('national_portal.intake')
    .select('dossier_id')
    .where('gateway_code', '=', filing.MaHoSo)
    .executeTakeFirst();
  if (known) return known.dossier_id;
  const definition = await definitionOf(ctx, filing.MaTTHC);
  const person = await applicantOf(ctx, filing);
  const { receiving, decidingId } = await agenciesOf(ctx, definition, filing.MaDonViTiepNhan);
  const answers = answersOf(ctx, definition, filing);
  const context = await contextOf(ctx, definition, { person: person.id, answers, code: filing.MaHoSo });
  const keyOf = (code: string | undefined): string =>
    definition.components.find((component) => component.officialCode === code)?.key ??
    definition.components[0]?.key ??
    'requestForm';
  const attachments = await attachmentsOf(ctx, filing, keyOf);
  const fees = feesFor(definition, context);
  const { id } = await openDossier(ctx, {
    definition,
    context,
    answers,
    components: componentsFrom(ctx, { definition, context, attachments }),
    attachments,
    applicant: { personId: person.id, organisationId: null, name: person.fullName },
    filer: { personId: person.id, relation: 'self' },
    subjects: [person.id],
    channel: 'national',
    receiving: { id: receiving.id, code: receiving.dossierPrefix },
    decidingAgencyId: decidingId,
    fee: { amount: fees.ok ? fees.total : 0, exempt: false },
    sync: true,
    nationalCode: filing.MaHoSo,
  });
  await ctx.db
    .insertInto('national_portal.intake')
    .values({ gateway_code: filing.MaHoSo, dossier_id: id, received_at: ctx.clock.now() })
    .execute();
  return id;
}
