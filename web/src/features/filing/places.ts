import { useMemo } from 'react';
import { listPlaces } from '#contract/place';
import { type AnswerOf, useRead } from '../../app/api.ts';
import type { Ward } from '../../ui/address-field.tsx';

type Place = AnswerOf<typeof listPlaces>['items'][number];
const DAY_MS = 86_400_000;

/** Today's units, each findable by the names of the units it was made of. */
export function unitsWithFormerNames(items: readonly Place[]): Ward[] {
  const former = new Map<string, string[]>();
  for (const item of items) {
    for (const today of item.today) {
      if (today.code !== item.code)
        former.set(today.code, [...(former.get(today.code) ?? []), item.fullName]);
    }
  }
  return items
    .filter((item) => item.validTo === null)
    .map((item) => ({ code: item.code, name: item.fullName, formerNames: former.get(item.code) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'vi'));
}

export function usePlaces(): { communes: readonly Ward[]; provinces: readonly Ward[] } {
  const communes = useRead(
    listPlaces,
    { query: { level: 'commune', former: 'true' } },
    { staleTime: DAY_MS },
  );
  const provinces = useRead(
    listPlaces,
    { query: { level: 'province', former: 'true' } },
    { staleTime: DAY_MS },
  );
  return useMemo(
    () => ({
      communes: unitsWithFormerNames(communes.data?.items ?? []),
      provinces: unitsWithFormerNames(provinces.data?.items ?? []),
    }),
    [communes.data, provinces.data],
  );
}
