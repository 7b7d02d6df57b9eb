import { nameSubjects } from '#platform/access';
import {
  birthText,
  endKinship,
  getPerson,
  type NewPerson,
  type PersonSummary,
  recordDeath,
  recordKinship,
  registerPerson,
} from '#modules/person';
import { type Ctx, legalDay } from '#platform/runtime';
import type { ActView, BirthContent } from './contract.ts';
import { errors } from './errors.ts';
import { asWritten, isMarriageable } from './rules.ts';
import { cancelActRow, findActRow, insertAct } from './store.ts';

/** The commune that registers, and the day it does. */
export interface Registration {
  readonly placeCode: string;
  readonly agencyName: string;
  readonly on: string;
}

interface Parent extends Pick<PersonSummary, 'id' | 'fullName' | 'birth'> {
  readonly ethnicity: string;
}

export interface NewBirth extends Registration {
  readonly child: Omit<NewPerson, 'fatherName' | 'motherName'>;
  readonly fatherId: string | null;
  readonly motherId: string | null;
  readonly residence: string | null;
  readonly declarant: string | null;
}

/**
 * Registers a birth: the child enters the person register with its parents, the act enters the book.
 * The basis in force is extended to the child. @returns ids of child and act
 */
export async function registerBirth(ctx: Ctx, input: NewBirth): Promise<{ personId: string; actId: string }> {
  const { child, fatherId, motherId } = input;
  const father = fatherId ? await getPerson(ctx, fatherId) : null;
  const mother = motherId ? await getPerson(ctx, motherId) : null;
  const personId = await registerPerson(ctx, {
    maritalStatus: 'single',
    ...child,
    fatherName: father?.fullName ?? null,
    motherName: mother?.fullName ?? null,
  });
  if (ctx.basisId) nameSubjects(ctx, ctx.basisId, [personId]);
  const text = birthText(child.birth);
  const eventOn = text.length === 10 ? text : null;
  const link = { personId, validFrom: eventOn, source: 'civil-status' };
  if (father) await recordKinship(ctx, { ...link, relativeId: father.id, kind: 'father' });
  if (mother) await recordKinship(ctx, { ...link, relativeId: mother.id, kind: 'mother' });
  const content = birthContent(input, { father, mother });
  const actId = await keep(ctx, input, {
    kind: 'birth',
    eventOn,
    subjectId: personId,
    partnerId: null,
    content,
  });
  return { personId, actId };
}

function birthContent(
  input: NewBirth,
  parents: { father: Parent | null; mother: Parent | null },
): BirthContent {
  const { child, residence, declarant } = input;
  const { fullName, birth, ethnicity, sex, birthPlace = null, hometown = null } = child;
  const parentText = (parent: Parent | null) =>
    parent && asWritten(parent, { ethnicity: parent.ethnicity, residence });
  return {
    kind: 'birth',
    child: { ...asWritten({ fullName, birth }, { ethnicity, residence }), sex, birthPlace, hometown },
    father: parentText(parents.father),
    mother: parentText(parents.mother),
    declarant,
  };
}

/** Registers a marriage. Luật Hôn nhân và gia đình 52/2014/QH13 Đ.8, Đ.9 */
export async function registerMarriage(
  ctx: Ctx,
  input: Registration & { husbandId: string; wifeId: string },
): Promise<string> {
  const [husband, wife] = [await getPerson(ctx, input.husbandId), await getPerson(ctx, input.wifeId)];
  // Luật Hôn nhân và gia đình 52/2014/QH13 Đ.8 k.2
  if (husband.sex !== 'male' || wife.sex !== 'female') throw errors.error('same_sex');
  for (const party of [husband, wife]) {
    if (!isMarriageable(party, input.on)) throw errors.error('not_of_age');
    if (party.maritalStatus === 'married') throw errors.error('already_married');
  }
  const validFrom = input.on;
  await recordKinship(ctx, {
    personId: husband.id,
    relativeId: wife.id,
    kind: 'spouse',
    validFrom,
    source: 'civil-status',
  });
  return keep(ctx, input, {
    kind: 'marriage',
    eventOn: input.on,
    subjectId: husband.id,
    partnerId: wife.id,
    content: {
      kind: 'marriage',
      husband: asWritten(husband, { ethnicity: husband.ethnicity }),
      wife: asWritten(wife, { ethnicity: wife.ethnicity }),
    },
  });
}

export interface NewDeath extends Registration {
  readonly personId: string;
  readonly diedOn: string;
  readonly place: string | null;
  readonly cause: string | null;
  readonly declarant: string | null;
}

/** Registers a death: the person register follows in the same transaction. */
export async function registerDeath(ctx: Ctx, input: NewDeath): Promise<string> {
  const { personId, diedOn, place, cause, declarant } = input;
  const deceased = await getPerson(ctx, personId);
  await recordDeath(ctx, { personId, on: diedOn });
  const { ethnicity } = deceased;
  return keep(ctx, input, {
    kind: 'death',
    eventOn: diedOn,
    subjectId: personId,
    partnerId: null,
    content: { kind: 'death', deceased: asWritten(deceased, { ethnicity }), place, cause, declarant },
  });
}

/** Cancels an act (registered wrongly, or annulled by a court); a marriage ends with it. */
export async function cancelAct(
  ctx: Ctx,
  input: { actId: string; on: string; reason: string },
): Promise<void> {
  const act = await findActRow(ctx, input.actId);
  if (!act) throw errors.error('not_found');
  if (!(await cancelActRow(ctx, { id: act.id, on: input.on, reason: input.reason })))
    throw errors.error('cancelled');
  if (act.kind === 'marriage' && act.partnerId) {
    await endKinship(ctx, {
      personId: act.subjectId,
      relativeId: act.partnerId,
      kind: 'spouse',
      on: input.on,
    });
  }
  await ctx.events.emit({
    type: 'civil-status.act_cancelled',
    streamId: act.id,
    data: { actId: act.id, kind: act.kind },
    subjects: [act.subjectId],
  });
}

async function keep(
  ctx: Ctx,
  at: Registration,
  act: Pick<Parameters<typeof insertAct>[1], 'kind' | 'eventOn' | 'subjectId' | 'partnerId' | 'content'>,
): Promise<string> {
  if (at.on > legalDay(ctx.clock.now())) throw errors.error('event_ahead');
  const { placeCode, agencyName, on } = at;
  const actId = await insertAct(ctx, { ...act, placeCode, agencyName, registeredOn: on });
  const kind: ActView['kind'] = act.kind;
  await ctx.events.emit({
    type: 'civil-status.act_registered',
    streamId: actId,
    data: { actId, kind, personId: act.subjectId },
    subjects: [act.subjectId, ...(act.partnerId ? [act.partnerId] : [])],
  });
  return actId;
}
