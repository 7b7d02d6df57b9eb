import type { Dossier } from '#contract/dossier';
import type { Draft } from '#contract/filing';
import type { Principal } from '#platform/runtime';
import { seededRandom } from '#platform/runtime';
import {
  answers,
  noticeOf,
  openPayment,
  saveDraft,
  startDraft,
  submission,
  tellBank,
} from '../support/journey.ts';
import { type Province, officerAt, openProvince } from '../support/province.ts';
import { expectSound } from '../support/soundness.ts';

/** What happened, told without ids: the same seed tells the same story. */
export type Story = readonly string[];

interface Case {
  readonly number: number;
  readonly id: string;
  readonly citizen: Principal;
  /** Who may act on it, by role. */
  readonly officers: readonly (readonly [string, Principal])[];
}

interface World {
  readonly province: Province;
  readonly draw: (below: number) => number;
  readonly citizens: readonly Principal[];
  readonly officers: Map<string, Principal>;
  readonly cases: Case[];
  readonly story: string[];
  readonly troubles: Set<Trouble>;
  notices: number;
}

const troubles = ['population', 'ca', 'bank', 'inbox'] as const;
type Trouble = (typeof troubles)[number];

function drawer(seed: string): World['draw'] {
  const random = seededRandom(seed);
  return (below) => random.bytes(4).readUInt32BE() % below;
}

async function openWorld(seed: string): Promise<World> {
  const province = await openProvince({ seed });
  const roles = ['young_mother', 'parent_of_small_children', 'adult_child'] as const;
  const citizens: Principal[] = [];
  for (const role of roles) citizens.push(await province.citizen(role));
  return {
    province,
    draw: drawer(`story ${seed}`),
    citizens,
    officers: new Map(),
    cases: [],
    story: [],
    troubles: new Set(),
    notices: 0,
  };
}

function pick<T>(world: World, items: readonly T[]): T | undefined {
  return items.length === 0 ? undefined : items[world.draw(items.length)];
}

interface Answer {
  readonly statusCode: number;
  readonly json: () => unknown;
}

function outcome(answer: Answer): string {
  if (answer.statusCode < 400) return String(answer.statusCode);
  return `${answer.statusCode} ${(answer.json() as { code?: string }).code ?? ''}`;
}

async function dossierOf(world: World, known: Case): Promise<Dossier> {
  const answer = await world.province.send({ url: `/api/v1/me/dossiers/${known.id}` }, known.citizen);
  return answer.json<Dossier>();
}

/** The officer of a role at an agency: one each, appointed when first needed. */
async function officerOf(
  world: World,
  role: string,
  agencyId: string,
): Promise<readonly [string, Principal]> {
  const key = `${role} ${agencyId}`;
  const known = world.officers.get(key);
  const agency = [...world.province.agencies].find(([, id]) => id === agencyId)?.[0] ?? '';
  const found = known ?? (await officerAt(world.province, role, agency));
  world.officers.set(key, found);
  return [role, found];
}

async function officersOf(world: World, dossier: Dossier): Promise<Case['officers']> {
  return [
    await officerOf(world, 'one-stop-officer', dossier.receivingAgency.id),
    await officerOf(world, 'specialist', dossier.decidingAgency.id),
    await officerOf(world, 'leader', dossier.decidingAgency.id),
  ];
}

const typedInstead = {
  ...answers,
  fullName: 'Phạm Thị Thử',
  personalNumber: '100000000001',
  birthDate: '2001-05-14',
};

async function fill(world: World, citizen: Principal): Promise<Draft> {
  const draft = await startDraft(world.province, citizen);
  const isKnown = draft.unavailableRegisters.length === 0;
  return saveDraft(world.province, citizen, { draft, answers: isKnown ? answers : typedInstead });
}

/** Somebody files, perhaps with two clicks on the button. */
async function file(world: World): Promise<string> {
  const citizen = pick(world, world.citizens);
  if (!citizen) return 'nobody';
  const isDoubled = world.draw(3) === 0;
  const draft = await fill(world, citizen);
  const key = `filing-${world.cases.length}-${world.story.length}`;
  const send = () => world.province.send(submission(draft, key), citizen);
  const all = isDoubled ? await Promise.all([send(), send()]) : [await send()];
  const made = all.filter(({ statusCode }) => statusCode === 201).map((one) => one.json<Dossier>());
  const [dossier] = made;
  if (dossier) {
    const officers = await officersOf(world, dossier);
    world.cases.push({ number: world.cases.length, id: dossier.id, citizen, officers });
  }
  const count = new Set(made.map(({ id }) => id)).size;
  return `file${isDoubled ? ' twice' : ''}: ${all.map(outcome).join(', ')}, ${count} new`;
}

const sums = ['all', 'all', 'all', 'all', 'all', 'one short', 'half'] as const;

/** The bank reports money: in full, short, twice. */
async function pay(world: World): Promise<string> {
  const known = pick(world, world.cases);
  if (!known) return 'nothing to pay';
  const dossier = await dossierOf(world, known);
  if (!dossier.actions.includes('pay')) return `pay ${known.number}: not owed`;
  const payment = await openPayment(world.province, known.citizen, known.id);
  const sum = sums[world.draw(sums.length)] ?? 'all';
  const share = { all: payment.remaining, 'one short': payment.remaining - 1, half: payment.remaining / 2 }[
    sum
  ];
  world.notices += 1;
  const over = {
    amount: Math.max(1, Math.floor(share)),
    noticeId: `n${world.notices}`,
    reference: `f${world.notices}`,
  };
  const notice = noticeOf(world.province, payment, over);
  const times = 1 + world.draw(2);
  const told: number[] = [];
  for (let n = 0; n < times; n += 1) told.push(await tellBank(world.province, notice));
  return `pay ${known.number} ${sum} ×${times}: ${told.join(', ')}`;
}

const reason = 'Lý do thử nghiệm';
type Act = { readonly url: string; readonly payload?: object; readonly weight: number };

/** How often each is chosen where several are offered. */
const acts: Readonly<Partial<Record<Dossier['actions'][number], Act>>> = {
  receive: { url: 'receipt', weight: 12 },
  refuse: { url: 'refusal', payload: { reason, legalGround: reason }, weight: 1 },
  process: { url: 'steps', payload: { action: 'process' }, weight: 2 },
  forward: { url: 'steps', payload: { action: 'forward' }, weight: 2 },
  proposeApproval: { url: 'proposal', payload: { outcome: 'grant' }, weight: 6 },
  proposeRefusal: { url: 'proposal', payload: { outcome: 'deny' }, weight: 1 },
  approve: { url: 'approval', weight: 8 },
  return: { url: 'return', payload: { note: reason }, weight: 1 },
  handOver: { url: 'delivery', payload: { way: 'electronic' }, weight: 8 },
};

interface Offer {
  readonly role: string;
  readonly officer: Principal;
  readonly dossier: Dossier;
  readonly action: string;
  readonly act: Act;
}

/** What one of the officers could do with a case now. */
async function offerOf(world: World, known: Case): Promise<Offer | undefined> {
  const first = world.draw(known.officers.length);
  for (const [role, officer] of [...known.officers.slice(first), ...known.officers.slice(0, first)]) {
    const opened = await world.province.send({ url: `/api/v1/dossiers/${known.id}` }, officer);
    if (opened.statusCode !== 200) throw new Error(`${role} cannot open ${known.number}: ${opened.body}`);
    const dossier = opened.json<Dossier>();
    const offered = dossier.actions.flatMap((action) => {
      const act = acts[action];
      return act ? Array.from({ length: act.weight }, () => ({ role, officer, dossier, action, act })) : [];
    });
    const chosen = pick(world, offered);
    // an unpaid case can only be refused: mostly it is left to wait
    if (chosen && (chosen.action !== 'refuse' || world.draw(10) === 0)) return chosen;
  }
  return undefined;
}

/** The first of three cases at which something can be done. */
async function findWork(world: World): Promise<{ known: Case; offer: Offer } | undefined> {
  for (let tries = 0; tries < 3; tries += 1) {
    const known = pick(world, world.cases);
    const offer = known ? await offerOf(world, known) : undefined;
    if (known && offer) return { known, offer };
  }
  return undefined;
}

/** An officer does one of the things offered; sometimes the same is done twice at the same moment. */
async function handle(world: World): Promise<string> {
  const work = await findWork(world);
  if (!work) return 'nothing to do';
  const { known, offer } = work;
  const { role, officer, dossier, action, act } = offer;
  const payload = { version: dossier.version, ...act.payload };
  const url = `/api/v1/dossiers/${known.id}/${act.url}`;
  const send = () => world.province.send({ method: 'POST', url, payload }, officer);
  const isRace = world.draw(4) === 0;
  const all = isRace ? await Promise.all([send(), send()]) : [await send()];
  return `${role} ${action} ${known.number}: ${all.map(outcome).toSorted().join(', ')}`;
}

async function withdraw(world: World): Promise<string> {
  const known = pick(world, world.cases);
  if (!known || world.draw(4) !== 0) return 'nobody withdraws';
  const request = {
    method: 'POST' as const,
    url: `/api/v1/me/dossiers/${known.id}/withdrawal`,
    payload: { reason },
  };
  return `withdraw ${known.number}: ${outcome(await world.province.send(request, known.citizen))}`;
}

async function passTime(world: World): Promise<string> {
  const minutes = 1 + world.draw(240);
  world.province.house.clock.advance(minutes * 60_000);
  await world.province.house.drain();
  return `${minutes} minutes pass`;
}

/** An outside system falls silent, or answers again. */
function changeTrouble(world: World): Promise<string> {
  const ended = world.draw(3) > 0 ? pick(world, [...world.troubles]) : undefined;
  const which = ended ?? troubles[world.draw(troubles.length)] ?? 'population';
  const isNow = !world.troubles.has(which);
  if (isNow) world.troubles.add(which);
  else world.troubles.delete(which);
  world.province.outside[which].hostile.change(isNow ? { share: 1, kinds: ['dropped'] } : { share: 0 });
  return Promise.resolve(`${which} ${isNow ? 'falls silent' : 'answers again'}`);
}

const happenings: readonly ((world: World) => Promise<string>)[] = [
  file,
  pay,
  pay,
  pay,
  handle,
  handle,
  handle,
  handle,
  handle,
  handle,
  withdraw,
  passTime,
  changeTrouble,
];

/** Everything outside works again and every job gets its further tries. */
async function calmDown({ province, troubles: current }: World): Promise<void> {
  for (const which of current) province.outside[which].hostile.change({ share: 0 });
  for (let tries = 0; tries < 6; tries += 1) {
    await province.house.admin.query(
      `update graphile_worker._private_jobs set run_at = now() - interval '1 minute'`,
    );
    await province.house.drain();
  }
}

export interface Day {
  readonly story: Story;
  readonly dossiers: number;
  readonly entries: number;
  /** Jobs that still wait or have failed for good after everything works again. */
  readonly left: readonly string[];
  /** How the cases ended, sorted. */
  readonly states: readonly string[];
}

/**
 * Steps a province's day: citizens file and pay, officers act, systems fall silent, time passes, all drawn from a seed in
 * one process under a clock of its own. At the end everything works again and what must hold is checked.
 */
export async function simulateDay(seed: string, steps: number): Promise<Day> {
  const world = await openWorld(seed);
  try {
    for (let step = 0; step < steps; step += 1) {
      const happening = happenings[world.draw(happenings.length)] ?? file;
      world.story.push(await happening(world));
    }
    await calmDown(world);
    const { rows: left } = await world.province.house.admin.query<{ job: string }>(
      `select task_identifier || ' ' || coalesce(last_error, '') as job from graphile_worker.jobs where attempts > 0`,
    );
    const states: string[] = [];
    for (const known of world.cases) {
      const { business, money } = (await dossierOf(world, known)).states;
      states.push(`${business}/${money}`);
    }
    const sound = await expectSound(world.province.house.runner);
    return { story: world.story, ...sound, left: left.map(({ job }) => job), states: states.toSorted() };
  } catch (error) {
    throw new Error(`seed ${seed} after:\n${world.story.join('\n')}`, { cause: error });
  } finally {
    await world.province.close();
  }
}
