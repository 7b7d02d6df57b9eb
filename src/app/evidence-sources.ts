import type {
  ClaimReader,
  ClaimResult,
  EvidenceSources,
  Named,
  Question,
  RegisterReader,
} from '#modules/evidence';
import {
  type PopulationAddress,
  type PopulationAnswer,
  type PopulationRecord,
  findPerson,
  lookupPopulation,
  verifyPopulation,
} from '#modules/person';
import { formatDate } from '#lib/vietnamese';
import { organisationFacts } from '#modules/organisation';
import { type ActView, findActOfKind } from '#modules/civil-status';
import type { Ctx } from '#platform/runtime';

const names: Readonly<Record<string, Named>> = {
  population: { vi: 'CSDL quốc gia về dân cư', en: 'National population database' },
  account: { vi: 'Tài khoản VNeID', en: 'VNeID account' },
  residence: { vi: 'CSDL về cư trú', en: 'Residence database' },
  'civil-status': { vi: 'CSDL hộ tịch điện tử', en: 'Electronic civil-status register' },
  land: { vi: 'CSDL đất đai', en: 'Land database' },
  'social-protection': { vi: 'CSDL an sinh xã hội', en: 'Social-protection database' },
  'social-insurance': { vi: 'CSDL bảo hiểm', en: 'Social-insurance database' },
  business: { vi: 'Sổ đăng ký tổ chức, doanh nghiệp', en: 'Register of organisations' },
};

type Registered = NonNullable<Awaited<ReturnType<typeof findPerson>>>;

function validNumber(person: Registered): string | undefined {
  return person.identifiers.find(
    (identifier) => identifier.type === 'personal_number' && identifier.state === 'valid',
  )?.value;
}

/** Who the question is about, with the number that the population database wants. */
async function applicantOf(
  ctx: Ctx,
  question: Question,
): Promise<{ person: Registered; number: string } | undefined> {
  const personId = question.applicant.personId ?? question.filer.personId;
  const person = personId ? await findPerson(ctx, personId) : undefined;
  const number = person ? validNumber(person) : undefined;
  return person && number ? { person, number } : undefined;
}

// Thông tư 46/2022/TT-BCA: officer, purpose and case go with every question
function reasonOf(ctx: Ctx, question: Question) {
  return {
    officerCode: ctx.principal.kind === 'staff' ? (ctx.principal.id ?? 'staff') : 'citizen-self',
    purposeCode: question.procedureCode,
    caseRef: question.caseRef,
  };
}

function addressText(address: PopulationAddress | null): string | undefined {
  return address
    ? [address.detail, address.placeName, address.provinceName].filter(Boolean).join(', ')
    : undefined;
}

function birthDateOf(record: PopulationRecord): string {
  const { year, month, day } = record.birth;
  return [String(year), month, day]
    .filter((part) => part !== null)
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}

function valuesOf(record: PopulationRecord, person: Registered): Record<string, unknown> {
  const cancelled = person.identifiers.find(
    (identifier) => identifier.type === 'personal_number' && identifier.state === 'cancelled',
  );
  const current = record.currentAddress;
  return {
    fullName: record.fullName,
    personalNumber: record.number,
    birthDate: birthDateOf(record),
    permanentAddress: addressText(record.permanentAddress),
    permanentPlace: record.permanentAddress?.placeCode ?? undefined,
    currentAddress: current?.placeCode ? { place: current.placeCode, line: current.detail } : undefined,
    currentPlace: current?.placeCode ?? undefined,
    oldIdNumber: record.oldNumber ?? undefined,
    cancelledNumber: cancelled?.value,
  };
}

async function lookup(
  ctx: Ctx,
  question: Question,
): Promise<{ answer: PopulationAnswer<PopulationRecord>; person: Registered } | undefined> {
  const asked = await applicantOf(ctx, question);
  if (!asked) return undefined;
  const { person, number } = asked;
  const answer = await lookupPopulation(
    ctx,
    { number, numberType: 'personal_number', fullName: person.fullName, birth: person.birth },
    reasonOf(ctx, question),
  );
  return { answer, person };
}

const population: RegisterReader = async (ctx, question) => {
  const found = await lookup(ctx, question);
  if (!found) return { state: 'absent' };
  const { answer, person } = found;
  if (answer.state === 'unverified')
    return { state: 'unavailable', values: { currentPlace: person.homePlace ?? undefined } };
  if (answer.state === 'not_found') return { state: 'absent' };
  return { state: 'known', values: valuesOf(answer.value, person), at: ctx.clock.now() };
};

const account: RegisterReader = async (ctx, question) => {
  const person = question.filer.personId ? await findPerson(ctx, question.filer.personId) : undefined;
  if (!person) return { state: 'absent' };
  const contact = (kind: string) => person.contacts.find((item) => item.kind === kind)?.value;
  return {
    state: 'known',
    values: { phone: contact('phone'), email: contact('email') },
    at: ctx.clock.now(),
  };
};

/** What the register of organisations says of the one applied for. */
const business: RegisterReader = async (ctx, question) => {
  const { organisationId } = question.applicant;
  const values = organisationId ? await organisationFacts(ctx, organisationId) : undefined;
  return values ? { state: 'known', values, at: ctx.clock.now() } : { state: 'absent' };
};

function claimOf(ctx: Ctx, answer: PopulationAnswer<boolean>): ClaimResult {
  const at = ctx.clock.now().toISOString();
  if (answer.state === 'unverified') return { state: 'unavailable', at };
  if (answer.state === 'not_found') return { state: 'absent', at };
  return { state: answer.value ? 'confirmed' : 'conflict', at };
}

const identity: ClaimReader = async (ctx, question) => {
  const asked = await applicantOf(ctx, question);
  if (!asked) return { state: 'absent', at: ctx.clock.now().toISOString() };
  const { person, number } = asked;
  const answer = await verifyPopulation(
    ctx,
    { number, numberType: 'personal_number', fullName: person.fullName, birth: person.birth },
    reasonOf(ctx, question),
  );
  return claimOf(ctx, answer);
};

/** The old number filed is the one the population database (or our own history of numbers) knows. */
const oldNumber: ClaimReader = async (ctx, question) => {
  const at = ctx.clock.now().toISOString();
  const filed = [question.context.form['oldNumber'], question.context.form['cancelledNumber']].filter(
    (value) => typeof value === 'string',
  );
  const found = await lookup(ctx, question);
  if (!found) return { state: 'absent', at };
  if (found.answer.state === 'unverified') return { state: 'unavailable', at };
  const record = found.answer.state === 'confirmed' ? found.answer.value : null;
  const known = [record?.oldNumber, ...found.person.identifiers.map((identifier) => identifier.value)];
  if (filed.length === 0) return { state: 'absent', at };
  return { state: filed.every((value) => known.includes(value)) ? 'confirmed' : 'conflict', at };
};

const kindNames = { birth: 'Khai sinh', marriage: 'Kết hôn', death: 'Khai tử' } as const;
const sexNames: Readonly<Record<string, string>> = { male: 'Nam', female: 'Nữ', unknown: 'Chưa rõ' };

/** An entry of the civil-status register as extracts name it. */
function actValues(act: ActView): Record<string, unknown> {
  const common = {
    id: act.id,
    kindName: kindNames[act.kind],
    number: act.number,
    registeredOn: formatDate(act.registeredOn),
    registeredAtName: act.agencyName,
  };
  const { content } = act;
  if (content.kind === 'birth') {
    const { child, mother, father } = content;
    return {
      ...common,
      fullName: child.name,
      birthDate: child.birth,
      sex: sexNames[child.sex],
      ethnicity: child.ethnicity,
      birthPlace: child.birthPlace,
      homePlace: child.hometown,
      mother: mother?.name,
      father: father?.name,
    };
  }
  if (content.kind === 'marriage')
    return { ...common, fullName: content.husband.name, spouse: content.wife.name };
  return {
    ...common,
    fullName: content.deceased.name,
    deathDate: act.eventOn ? formatDate(act.eventOn) : undefined,
    deathPlace: content.place,
  };
}

/** The act whose extract is asked for stands in the electronic civil-status register. */
const civilStatusRecord: ClaimReader = async (ctx, question) => {
  const at = ctx.clock.now().toISOString();
  const { form } = question.context;
  const personId = question.applicant.personId ?? question.filer.personId;
  if (!personId) return { state: 'absent', at };
  const isSelf = form['subject'] === undefined || form['subject'] === 'self';
  if (!isSelf) return { state: 'absent', at };
  const { eventKind } = form;
  const isKept = eventKind === 'birth' || eventKind === 'marriage' || eventKind === 'death';
  const act = isKept ? await findActOfKind(ctx, { personId, kind: eventKind }) : undefined;
  if (!act) return { state: 'absent', at };
  return {
    state: 'confirmed',
    at,
    value: actValues(act),
    statement: {
      vi: `Số ${act.number}, đăng ký ngày ${formatDate(act.registeredOn)}`,
      en: `No. ${act.number}, registered on ${formatDate(act.registeredOn)}`,
    },
  };
};

/** The registers connected today. What is missing here is `unavailable`: the form then asks for paper where it may. */
export const evidenceSources: EvidenceSources = {
  names,
  registers: { population, account, business },
  claims: {
    'population.identity': identity,
    'population.oldNumber': oldNumber,
    'civil-status.civilStatusRecord': civilStatusRecord,
  },
};
