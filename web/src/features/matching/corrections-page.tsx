import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerCorrection, type CorrectionView, listCorrections } from '#contract/matching';
import { type ApiError, call, keyOf, useWrite } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { PageError, useProblemText } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField } from '../../ui/field.tsx';
import { formatNumber, formatShort } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { type StateIcon, StateTag, type Tone } from '../../ui/state-tag.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { MatchingFrame } from './frame.tsx';
import { texts } from './texts.ts';
import { useMatchingWords } from './words.ts';

const looks: Record<CorrectionView['state'], { tone: Tone; icon: StateIcon }> = {
  requested: { tone: 'amber', icon: 'clock' },
  accepted: { tone: 'leaf', icon: 'done' },
  refused: { tone: 'neutral', icon: 'refused' },
  withdrawn: { tone: 'neutral', icon: 'info' },
};

/** Corrections asked for, with their answers. */
export function CorrectionsPage() {
  const t = useT(texts);
  const [asked, setAsked] = useState<CorrectionView | null>(null);
  const found = useInfiniteQuery({
    queryKey: keyOf(listCorrections),
    queryFn: ({ pageParam, signal }) => call(listCorrections, { query: { cursor: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor,
  });
  const columns = useColumns(setAsked);
  return (
    <MatchingFrame>
      {found.error ? (
        <PageError error={found.error as ApiError} onRetry={() => void found.refetch()} />
      ) : (
        <DataTable
          name="de-nghi-sua"
          caption={t('cor.caption')}
          columns={columns}
          rows={found.data?.pages.flatMap((page) => page.items)}
          rowId={(row) => row.id}
          page={{
            hasNext: found.hasNextPage,
            hasPrevious: false,
            onNext: () => void found.fetchNextPage(),
            onPrevious: () => undefined,
          }}
          empty={<EmptyState title={t('cor.empty')}>{t('cor.emptyText')}</EmptyState>}
        />
      )}
      <Dialog open={asked !== null} onClose={() => setAsked(null)} title={t('cor.answer')}>
        {asked ? <AnswerForm correction={asked} onDone={() => setAsked(null)} /> : null}
      </Dialog>
    </MatchingFrame>
  );
}

function useColumns(ask: (correction: CorrectionView) => void): Column<CorrectionView>[] {
  const t = useT(texts);
  const { field } = useMatchingWords();
  return [
    {
      id: 'row',
      name: t('lists.name'),
      text: (row) => `${row.listTitle} ${row.position}`,
      show: (row) => (
        <>
          <strong>{row.rowName}</strong>
          <br />
          <span className="mut">
            {row.listTitle}, {t('rows.position').toLowerCase()} {formatNumber(row.position)}
          </span>
        </>
      ),
    },
    { id: 'field', name: t('cor.field'), show: (row) => field(row.field), text: (row) => field(row.field) },
    {
      id: 'change',
      name: t('cor.change'),
      text: (row) => `${row.presentValue} → ${row.proposedValue}`,
      show: (row) => (
        <>
          {row.presentValue} <span className="mut">{t('cor.to')}</span> <strong>{row.proposedValue}</strong>
          {row.note ? (
            <>
              <br />
              <span className="mut">{row.note}</span>
            </>
          ) : null}
        </>
      ),
    },
    {
      id: 'towards',
      name: t('cor.towards'),
      show: (row) => t(`cor.${row.towards}`),
      text: (row) => row.towards,
    },
    {
      id: 'state',
      name: t('cor.state'),
      text: (row) => t(`cor.${row.state}`),
      show: (row) => (
        <>
          <StateTag tone={looks[row.state].tone} icon={looks[row.state].icon}>
            {t(`cor.${row.state}`)}
          </StateTag>
          <br />
          <span className="mut">{row.answer ?? formatShort(row.requestedAt)}</span>
        </>
      ),
    },
    {
      id: 'act',
      name: t('cor.answer'),
      show: (row) =>
        row.state === 'requested' ? (
          <Button onClick={() => ask(row)}>
            {t('cor.answer')}
            <span className="sr"> {row.rowName}</span>
          </Button>
        ) : null,
    },
  ];
}

function AnswerForm({ correction, onDone }: { correction: CorrectionView; onDone: () => void }) {
  const t = useT(texts);
  const textOf = useProblemText();
  const queries = useQueryClient();
  const [answer, setAnswer] = useState('');
  const write = useWrite(answerCorrection, {
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: keyOf(listCorrections) });
      onDone();
    },
  });
  const send = (accepted: boolean) =>
    write.mutate({
      input: { params: { id: correction.id }, body: { accepted, answer, version: correction.version } },
    });
  return (
    <div className="stack">
      {write.error ? <Notice tone="basalt">{textOf(write.error)}</Notice> : null}
      <p>
        {correction.presentValue} <span className="mut">{t('cor.to')}</span>{' '}
        <strong>{correction.proposedValue}</strong>
      </p>
      <AreaField label={t('cor.words')} value={answer} onChange={(event) => setAnswer(event.target.value)} />
      <div className="row wrap">
        <Button kind="filled" busy={write.isPending} onClick={() => send(true)}>
          {t('cor.accept')}
        </Button>
        <Button kind="refusing" busy={write.isPending} onClick={() => send(false)}>
          {t('cor.refuse')}
        </Button>
      </div>
    </div>
  );
}
