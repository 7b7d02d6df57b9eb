import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { lookUpPopulation } from '#contract/matching';
import { type AnswerOf, call, keyOf } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { useProblemText } from '../../app/problem.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { formatNumber, formatPercent } from '../../ui/format.ts';
import { signed } from '../../ui/match-pieces.tsx';
import { Notice } from '../../ui/notice.tsx';
import { EmptyState, SkeletonRows } from '../../ui/states.tsx';
import { PersonFinder } from '../access/person-finder.tsx';
import { type HeldBasis, PurposeGate } from '../access/purpose-gate.tsx';
import { MatchingFrame } from './frame.tsx';
import { texts } from './texts.ts';

type Found = AnswerOf<typeof lookUpPopulation>['items'][number];

/** A name and a year; who may be meant, scored as a list would be. What is typed stays out of the address. */
export function LookupPage() {
  const navigate = useNavigate();
  const { cc } = useSearch({ strict: false }) as { cc?: string };
  return (
    <MatchingFrame>
      <div className="stack">
        <PurposeGate
          covers="person-search"
          basisId={cc}
          onBasis={(id) =>
            void navigate({ to: '/can-bo/lam-sach/tra-cuu', search: { cc: id }, replace: true })
          }
        >
          {(held) => <Finder held={held} />}
        </PurposeGate>
      </div>
    </MatchingFrame>
  );
}

function Finder({ held }: { held: HeldBasis }) {
  const t = useT(texts);
  const textOf = useProblemText();
  const [asked, setAsked] = useState<{ fullName: string; birth?: string } | null>(null);
  const found = useQuery({
    queryKey: [...keyOf(lookUpPopulation), held.id, asked],
    enabled: asked !== null,
    staleTime: Infinity,
    retry: false,
    queryFn: ({ signal }) =>
      call(
        lookUpPopulation,
        { body: { fullName: asked?.fullName ?? '', birth: asked?.birth } },
        { signal, basisId: held.id },
      ),
  });
  return (
    <>
      <PersonFinder
        nameLabel={t('lu.name')}
        birth={{ label: t('lu.birth'), hint: t('lu.birthHint') }}
        go={t('lu.go')}
        busy={found.isFetching}
        onAsk={(fullName, birth) => setAsked({ fullName, birth: birth || undefined })}
      />
      {found.error ? <Notice tone="amber">{textOf(found.error)}</Notice> : null}
      {found.isFetching ? <SkeletonRows count={3} /> : null}
      {found.data ? <Answers answer={found.data} /> : null}
    </>
  );
}

function Answers({ answer }: { answer: AnswerOf<typeof lookUpPopulation> }) {
  const t = useT(texts);
  const because = (row: Found) =>
    row.agreements
      .filter((one) => one.weight !== 0)
      .map((one) => `${one.levelText} (${signed(one.weight)})`)
      .join('; ');
  const columns: Column<Found>[] = [
    { id: 'name', name: t('rows.name'), show: (row) => <strong>{row.name}</strong>, text: (row) => row.name },
    {
      id: 'birth',
      name: t('rows.birth'),
      show: (row) => row.birthYear,
      text: (row) => String(row.birthYear),
    },
    {
      id: 'number',
      name: t('rows.number'),
      show: (row) => <span className="num">{row.numberHint ?? ''}</span>,
      text: (row) => row.numberHint ?? '',
    },
    {
      id: 'place',
      name: t('lu.place'),
      show: (row) => row.homePlaceName ?? '',
      text: (row) => row.homePlaceName ?? '',
    },
    {
      id: 'probability',
      name: t('lu.probability'),
      end: true,
      show: (row) => formatPercent(row.probability),
      text: (row) => String(row.probability),
    },
    { id: 'because', name: t('lu.because'), show: because, text: because },
  ];
  return (
    <>
      <p>{t('lu.sentence', { n: formatNumber(answer.population) })}</p>
      <DataTable
        name="tra-cuu-doi-khop"
        caption={t('lu.caption')}
        columns={columns}
        rows={answer.items}
        rowId={(row) => row.personId}
        empty={<EmptyState title={t('lu.none')}>{t('lu.noneText')}</EmptyState>}
      />
    </>
  );
}
