import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { searchPersons } from '#contract/person';
import { listPlaces } from '#contract/place';
import * as basis from '../../../../src/platform/basis/contract.ts';
import { type AnswerOf, call, keyOf, useRead, useWrite } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { OfficeHead } from '../../app/office-shell.tsx';
import { PageError, useProblemText } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable, type Sort } from '../../ui/data-table.tsx';
import { IconSearch } from '../../ui/icons.ts';
import { Notice } from '../../ui/notice.tsx';
import { EmptyState, SkeletonRows } from '../../ui/states.tsx';
import { PersonFinder } from './person-finder.tsx';
import { type HeldBasis, PurposeGate } from './purpose-gate.tsx';
import { texts } from './texts.ts';

type Hit = AnswerOf<typeof searchPersons>['items'][number];
type Asked = { name: string; birthYear?: number };

/** Finds persons by name on a declared purpose. The name stays out of the address: addresses end up in logs. */
export function PersonSearchPage() {
  const t = useT(texts);
  const { cc } = useSearch({ strict: false }) as { cc?: string };
  const navigate = useNavigate();
  return (
    <div className="opage-all">
      <OfficeHead title={t('search.title')} />
      <main id="noi-dung" className="oscroll" tabIndex={-1}>
        <div className="stack">
          <PurposeGate
            covers="person-search"
            basisId={cc}
            onBasis={(id) =>
              void navigate({ to: '/can-bo/tra-cuu-nguoi', search: { cc: id }, replace: true })
            }
          >
            {(held) => <Finder held={held} />}
          </PurposeGate>
        </div>
      </main>
    </div>
  );
}

function Finder({ held }: { held: HeldBasis }) {
  const t = useT(texts);
  const [asked, setAsked] = useState<Asked | null>(null);
  const found = useQuery({
    queryKey: [...keyOf(searchPersons), held.id, asked],
    enabled: asked !== null,
    staleTime: Infinity,
    retry: false,
    queryFn: ({ signal }) =>
      call(
        searchPersons,
        { body: { name: asked?.name ?? '', birthYear: asked?.birthYear, limit: 20 } },
        { signal, basisId: held.id },
      ),
  });
  return (
    <>
      <PersonFinder
        nameLabel={t('search.name')}
        birth={{ label: t('search.year'), optional: true, inputMode: 'numeric', maxLength: 4 }}
        go={t('search.go')}
        busy={found.isFetching}
        onAsk={(name, year) => setAsked({ name, birthYear: /^\d{4}$/.test(year) ? Number(year) : undefined })}
      />
      {asked === null ? (
        <EmptyState icon={IconSearch} title={t('search.begin')}>
          {t('search.beginText')}
        </EmptyState>
      ) : null}
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isLoading ? <SkeletonRows count={5} /> : null}
      {found.data ? <Hits held={held} hits={found.data.items} /> : null}
    </>
  );
}

function usePlaceNames(): ReadonlyMap<string, string> {
  const found = useRead(listPlaces, { query: { level: 'commune' } }, { staleTime: 86_400_000 });
  return useMemo(
    () => new Map((found.data?.items ?? []).map((one) => [one.code, one.fullName])),
    [found.data],
  );
}

function Hits({ held, hits }: { held: HeldBasis; hits: readonly Hit[] }) {
  const t = useT(texts);
  const places = usePlaceNames();
  const textOf = useProblemText();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [sort, setSort] = useState<Sort | undefined>();
  const name = useWrite(basis.nameSubject, {
    onSuccess: (_made, sent) => {
      void queries.invalidateQueries({ queryKey: keyOf(basis.getBasis) });
      void navigate({
        to: '/can-bo/tra-cuu-nguoi/$id',
        params: { id: sent.input.body.personId },
        search: { cc: held.id },
      });
    },
  });
  const open = (hit: Hit) =>
    name.mutate({
      input: { params: { id: held.id }, body: { personId: hit.id, label: hit.fullName } },
    });
  const columns = useColumns(places, open);
  const rows = sort ? sorted(hits, sort) : hits;
  return (
    <>
      {name.error ? (
        <Notice tone="basalt" live="alert">
          {textOf(name.error)}
        </Notice>
      ) : null}
      <DataTable
        name="tra-cuu-nguoi"
        caption={t('search.caption')}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        sort={sort}
        onSort={setSort}
        empty={<EmptyState title={t('search.none')}>{t('search.noneText')}</EmptyState>}
      />
      {hits.length === 20 ? <p className="field-hint">{t('search.shown')}</p> : null}
    </>
  );
}

function sorted(hits: readonly Hit[], sort: Sort): Hit[] {
  const order = (a: Hit, b: Hit) =>
    sort.by === 'birth' ? a.birthYear - b.birthYear : a.fullName.localeCompare(b.fullName, 'vi');
  return hits.toSorted((a, b) => (sort.descending ? order(b, a) : order(a, b)));
}

function useColumns(places: ReadonlyMap<string, string>, open: (hit: Hit) => void): Column<Hit>[] {
  const t = useT(texts);
  const place = (row: Hit) => places.get(row.homePlace ?? '') ?? '';
  const state = (row: Hit) =>
    t(`alive.${row.state === 'alive' ? 'alive' : row.state === 'deceased' ? 'deceased' : 'moved_away'}`);
  return [
    {
      id: 'name',
      name: t('p.name'),
      sortable: true,
      show: (row) => <strong>{row.fullName}</strong>,
      text: (row) => row.fullName,
    },
    {
      id: 'birth',
      name: t('p.birth'),
      sortable: true,
      show: (row) => row.birthYear,
      text: (row) => String(row.birthYear),
    },
    { id: 'sex', name: t('p.sex'), show: (row) => t(`sex.${row.sex}`), text: (row) => t(`sex.${row.sex}`) },
    { id: 'place', name: t('p.place'), show: place, text: place },
    {
      id: 'number',
      name: t('p.number'),
      show: (row) => <span className="num">{row.numberHint ?? ''}</span>,
      text: (row) => row.numberHint ?? '',
    },
    { id: 'state', name: t('p.state'), show: state, text: state },
    {
      id: 'act',
      name: t('col.act'),
      show: (row) => (
        <Button onClick={() => open(row)}>
          {t('act.open')}
          <span className="sr"> {row.fullName}</span>
        </Button>
      ),
    },
  ];
}
