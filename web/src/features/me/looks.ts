import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { listAgencies } from '#contract/agency';
import * as audit from '../../../../src/platform/audit/contract.ts';
import { type AnswerOf, call, keyOf, useRead } from '../../app/api.ts';
import { type Language, type Translate, useLanguage, useT } from '../../app/language.tsx';
import type { Look } from '../home/home-view.tsx';
import { texts } from './texts.ts';

type Access = AnswerOf<typeof audit.listMyAccesses>['items'][number];
const DAY_MS = 86_400_000;

const batchBases: readonly (string | null)[] = ['break_glass', 'job'];

/** What a person may want to know of: looks, refusals and batches by others, not what they did themselves. */
export function othersLooks(items: readonly Access[]): Access[] {
  return items.filter((item) => !item.isOwn && (item.kind !== 'act' || batchBases.includes(item.basisKind)));
}

function purposeOf(item: Access, t: Translate<typeof texts>, language: Language): string {
  if (item.purpose) return item.purpose[language];
  if (item.caseRef) return t('looks.case');
  return item.kind === 'refusal' ? t('looks.refused') : t('looks.service');
}

/** Office names; one list for all rows, since a citizen may be looked up by several offices. */
function useAgencyNames(wanted: boolean): ReadonlyMap<string, string> {
  const { language } = useLanguage();
  const found = useRead(listAgencies, { query: { former: 'true' } }, { enabled: wanted, staleTime: DAY_MS });
  return useMemo(
    () =>
      new Map((found.data?.items ?? []).map((one) => [one.id, language === 'en' ? one.nameEn : one.name])),
    [found.data, language],
  );
}

/** Who looked at my data, newest first. */
export function useLooks(limit: number) {
  const t = useT(texts);
  const { language } = useLanguage();
  const found = useInfiniteQuery({
    queryKey: [...keyOf(audit.listMyAccesses), limit],
    queryFn: ({ pageParam, signal }) =>
      call(audit.listMyAccesses, { query: { cursor: pageParam, limit } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor,
  });
  const accesses = othersLooks(found.data?.pages.flatMap((page) => page.items) ?? []);
  const names = useAgencyNames(accesses.some((item) => item.agencyId !== null));
  const items: Look[] = accesses.map((item) => ({
    id: item.id,
    office: (item.agencyId && names.get(item.agencyId)) || t('looks.system'),
    purpose: purposeOf(item, t, language),
    at: item.at,
    emergency: item.basisKind === 'break_glass',
  }));
  return { items, found };
}

/** How many looks fall into the 30 days before now. */
export function countRecent(items: readonly Look[], now: Date): number {
  const since = now.getTime() - 30 * DAY_MS;
  return items.filter((item) => new Date(item.at).getTime() >= since).length;
}
