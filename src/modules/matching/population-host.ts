import {
  createPopulationIndex,
  createRowLinker,
  engineVersion,
  estimateModel,
  initialModel,
  lookUp,
  type LinkageModel,
  type PopulationIndex,
  type PopulationRecord,
  vietnamesePersons,
} from '#lib/linkage';
import { ETHNIC_GROUPS } from '#lib/synthetic-population';
import { fold } from '#lib/vietnamese';
import { listPersonsForLinkage, type PersonForLinkage } from '#modules/person';
import { type Gazetteer, loadGazetteer } from '#modules/place';
import { listHomeAddresses } from '#modules/residence';
import { type Ctx, legalDay, system } from '#platform/runtime';
import type { EngineStatus, PopulationEngine } from './engine-port.ts';
import { birthText } from './rules-sides.ts';
import { listPopulationChanges } from './store-changes.ts';

/** Runs one read of the registers as the system; the host has no transaction of its own. */
export type Act = <T>(action: string, run: (ctx: Ctx) => Promise<T>) => Promise<T>;

const PAGE = 4000;
const OVERLAP_MS = 10 * 60_000;

export function toRecord(person: PersonForLinkage, address: string | undefined): PopulationRecord {
  const numbers = (type: string, state: 'valid' | 'cancelled' | 'expired' | null) =>
    person.numbers
      .filter((one) => one.type === type && (state === null || one.state === state))
      .map((one) => one.value);
  const [number] = numbers('personal_number', 'valid');
  return {
    key: person.id,
    values: {
      name: person.fullName,
      birth: birthText(person.birth),
      sex: person.sex === 'unknown' ? undefined : person.sex,
      number,
      place: person.homePlace ?? undefined,
      address: address ?? undefined,
      father: person.fatherName ?? undefined,
      mother: person.motherName ?? undefined,
      ethnicity: person.ethnicity,
    },
    flags: {
      state: person.state,
      cancelledNumbers: numbers('personal_number', 'cancelled'),
      formerNumbers: [...numbers('cmnd9', null), ...numbers('personal_number', 'expired')],
    },
  };
}

const ethnicCodes = new Map(
  ETHNIC_GROUPS.flatMap((group) => [
    [group.code, group.code],
    [fold(group.name), group.code],
  ]),
);

function emptyIndex(gazetteer: Gazetteer, today: string, expected: number): PopulationIndex {
  const neighbours = (code: string) => {
    const unit = gazetteer.unitOn(code, today);
    return unit ? gazetteer.neighbours(unit).map((other) => other.code) : [];
  };
  return createPopulationIndex(vietnamesePersons, {
    expected,
    resolve: {
      place: (text) => text.split('|').filter((code) => /^\d{5}$/.test(code)),
      ethnicity: (text) => {
        const code = ethnicCodes.get(text) ?? ethnicCodes.get(fold(text));
        return code ? [code] : [];
      },
    },
    neighbours,
  });
}

/** The population side in this very thread. A process that serves people puts it into a thread of its own. */
export function createPopulationHost(options: { act: Act; expected?: number }): PopulationEngine {
  const host = new Host(options.act, options.expected ?? 0);
  return {
    status: () => Promise.resolve(host.status()),
    wake: () => host.wake(),
    estimate: async (rows) => estimateModel(await host.ready(), rows),
    link: async (rows, model) => {
      const linker = createRowLinker({ index: await host.ready(), model });
      return rows.map((row) => linker.decide(row));
    },
    lookUp: async ({ record, limit, model }) => {
      const index = await host.ready();
      return lookUp({ index, model: model ?? host.startingModel(index) }, record.values, limit);
    },
    close: () => Promise.resolve(host.sleep()),
  };
}

class Host {
  private readonly act: Act;
  private readonly expected: number;
  private index: PopulationIndex | undefined;
  private waking: Promise<void> | undefined;
  private trouble: string | null = null;
  private model: LinkageModel | undefined;
  private readAt = new Date(0);
  private seen = new Set<string>();

  constructor(act: Act, expected: number) {
    this.act = act;
    this.expected = expected;
  }

  status(): EngineStatus {
    const state = this.index ? 'ready' : this.waking ? 'waking' : this.trouble ? 'failed' : 'asleep';
    return { state, engine: engineVersion, persons: this.index?.size ?? 0, trouble: this.trouble };
  }

  wake(): void {
    if (this.index || this.waking) return;
    this.trouble = null;
    this.waking = this.read()
      .catch((error: unknown) => {
        this.trouble = String(error);
      })
      .finally(() => {
        this.waking = undefined;
      });
  }

  sleep(): void {
    this.index = undefined;
    this.model = undefined;
  }

  startingModel(index: PopulationIndex): LinkageModel {
    return (this.model ??= initialModel(index));
  }

  /** The index, with whatever the registers learnt since it was last asked. */
  async ready(): Promise<PopulationIndex> {
    if (!this.index) {
      this.wake();
      await this.waking;
    }
    const { index } = this;
    if (!index) throw new Error(this.trouble ?? 'the population side is not there');
    await this.catchUp(index);
    return index;
  }

  private async read(): Promise<void> {
    const index = await this.act('matching.read_register', async (ctx) => {
      this.readAt = ctx.clock.now();
      return emptyIndex(await loadGazetteer(ctx), legalDay(ctx.clock.now()), this.expected);
    });
    let after: string | null = null;
    for (;;) {
      const page: readonly PopulationRecord[] = await this.page(after);
      index.addAll(page);
      after = page.at(-1)?.key ?? null;
      if (page.length < PAGE) break;
    }
    this.index = index;
  }

  private page(after: string | null): Promise<readonly PopulationRecord[]> {
    return this.act('matching.read_register', async (ctx) => {
      const persons = await listPersonsForLinkage(ctx, { after, limit: PAGE });
      return withAddresses(ctx, persons);
    });
  }

  /** Events commit in any order, so the last minutes are read again; reading a person twice changes nothing. */
  private async catchUp(index: PopulationIndex): Promise<void> {
    const since = new Date(this.readAt.getTime() - OVERLAP_MS);
    await this.act('matching.follow_register', async (ctx) => {
      const changes = (await listPopulationChanges(ctx, since)).filter((one) => !this.seen.has(one.event_id));
      this.readAt = ctx.clock.now();
      if (changes.length === 0) return;
      const ids = [...new Set(changes.map((one) => one.person_id))];
      for (let from = 0; from < ids.length; from += PAGE) {
        const persons = await listPersonsForLinkage(ctx, { ids: ids.slice(from, from + PAGE) });
        for (const record of await withAddresses(ctx, persons)) index.replace(record);
      }
      this.remember(changes.map((one) => one.event_id));
    });
  }

  private remember(eventIds: readonly string[]): void {
    if (this.seen.size > 100_000) this.seen = new Set();
    for (const id of eventIds) this.seen.add(id);
  }
}

async function withAddresses(ctx: Ctx, persons: readonly PersonForLinkage[]): Promise<PopulationRecord[]> {
  const addresses = await listHomeAddresses(
    ctx,
    persons.map((person) => person.id),
  );
  return persons.map((person) => toRecord(person, addresses.get(person.id)));
}

/** As the system, reading only: leaves no entry for each page. */
export function systemAct(runner: {
  act: <T>(
    act: { action: string; principal: typeof system; mode: 'read' },
    run: (ctx: Ctx) => Promise<T>,
  ) => Promise<T>;
}): Act {
  return (action, run) => runner.act({ action, principal: system, mode: 'read' }, run);
}
