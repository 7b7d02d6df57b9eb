import { findPerson, setHomePlace } from '#modules/person';
import type { Consumer } from '#platform/manifest';
import { legalDay } from '#platform/runtime';
import { endStays, listStays } from './store.ts';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The dead and those who left live nowhere here any more. */
const endForGone: Consumer = {
  name: 'residence.end_for_gone',
  types: ['person.died', 'person.moved_away'],
  run: async (ctx, event) => {
    await endStays(ctx, { personId: textOf(event.data.personId), on: textOf(event.data.on) });
  },
};

/** The person register keeps the commune where somebody lives: the temporary residence before the permanent one. */
const keepHomePlace: Consumer = {
  name: 'residence.keep_home_place',
  types: ['residence.permanent_registered', 'residence.temporary_registered', 'residence.ended'],
  run: async (ctx, event) => {
    const personId = textOf(event.data.personId);
    const on = legalDay(ctx.clock.now());
    const stays = (await listStays(ctx, { personId, on })).filter(
      (stay) => stay.validFrom === null || stay.validFrom <= on,
    );
    const home = stays.find((stay) => stay.kind === 'temporary') ?? stays[0];
    const found = await findPerson(ctx, personId);
    if (found?.state === 'alive') await setHomePlace(ctx, { personId, placeCode: home?.placeCode ?? null });
  },
};

export const consumers: readonly Consumer[] = [endForGone, keepHomePlace];
