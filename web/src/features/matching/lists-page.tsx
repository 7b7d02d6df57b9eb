import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { createList, listKinds, listLists, type ListView } from '#contract/matching';
import { type ApiError, call, keyOf, useRead, useWrite } from '../../app/api.ts';
import { usePick, useT } from '../../app/language.tsx';
import { PageError, useProblemText } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { formatNumber } from '../../ui/format.ts';
import { IconPlus } from '../../ui/icons.ts';
import { OutcomeBar } from '../../ui/match-pieces.tsx';
import { Notice } from '../../ui/notice.tsx';
import { RowLink } from '../../ui/office-pieces.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { type StateIcon, StateTag, type Tone } from '../../ui/state-tag.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { MatchingFrame } from './frame.tsx';
import { texts } from './texts.ts';

const looks: Record<ListView['state'], { tone: Tone; icon: StateIcon }> = {
  draft: { tone: 'neutral', icon: 'info' },
  importing: { tone: 'river', icon: 'clock' },
  imported: { tone: 'neutral', icon: 'info' },
  matching: { tone: 'river', icon: 'clock' },
  matched: { tone: 'leaf', icon: 'done' },
  closed: { tone: 'neutral', icon: 'pause' },
};

export function ListState({ state }: { state: ListView['state'] }) {
  const t = useT(texts);
  return (
    <StateTag tone={looks[state].tone} icon={looks[state].icon}>
      {t(`state.${state}`)}
    </StateTag>
  );
}

export const waitsOf = ({ tally }: Pick<ListView, 'tally'>): number =>
  tally.toJudge + tally.secondLook + tally.thirdLook + tally.needsPapers;

/** Lists of the department, or those with rows of the reviewer's area. */
export function MatchListsPage() {
  const t = useT(texts);
  const navigate = useNavigate();
  const { session } = useSession();
  const { q } = useSearch({ strict: false }) as { q?: string };
  const [adding, setAdding] = useState(false);
  const isOwner = session?.roles.includes('list-owner') ?? false;
  const query = { search: q, limit: 50 };
  const found = useInfiniteQuery({
    queryKey: keyOf(listLists, query),
    queryFn: ({ pageParam, signal }) =>
      call(listLists, { query: { ...query, cursor: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor,
    refetchInterval: 15_000,
  });
  const columns = useColumns();
  const addButton = (
    <Button
      kind="filled"
      icon={<IconPlus className="i" aria-hidden="true" />}
      onClick={() => setAdding(true)}
    >
      {t('lists.add')}
    </Button>
  );
  return (
    <MatchingFrame>
      {found.error ? (
        <PageError error={found.error as ApiError} onRetry={() => void found.refetch()} />
      ) : (
        <DataTable
          name="danh-sach-doi-khop"
          caption={t('lists.caption')}
          columns={columns}
          rows={found.data?.pages.flatMap((page) => page.items)}
          rowId={(row) => row.id}
          search={{
            value: q ?? '',
            onChange: (text) =>
              void navigate({
                to: '/can-bo/lam-sach/danh-sach',
                search: { q: text || undefined },
                replace: true,
              }),
          }}
          tools={isOwner ? addButton : undefined}
          page={{
            hasNext: found.hasNextPage,
            hasPrevious: false,
            onNext: () => void found.fetchNextPage(),
            onPrevious: () => undefined,
          }}
          empty={
            <EmptyState title={t('lists.empty')}>
              {t(isOwner ? 'lists.emptyText' : 'lists.emptyReview')}
            </EmptyState>
          }
        />
      )}
      <Dialog open={adding} onClose={() => setAdding(false)} title={t('lists.add')}>
        <AddForm />
      </Dialog>
    </MatchingFrame>
  );
}

function useColumns(): Column<ListView>[] {
  const t = useT(texts);
  const pick = usePick();
  return [
    {
      id: 'name',
      name: t('lists.name'),
      text: (row) => row.title,
      show: (row) => (
        <>
          <RowLink to="/can-bo/lam-sach/danh-sach/$id" params={{ id: row.id }}>
            {row.title}
          </RowLink>
          <br />
          <span className="mut">{row.agencyName}</span>
        </>
      ),
    },
    {
      id: 'kind',
      name: t('lists.kind'),
      show: (row) => pick(row.kind.name),
      text: (row) => pick(row.kind.name),
    },
    {
      id: 'state',
      name: t('lists.state'),
      show: (row) => <ListState state={row.state} />,
      text: (row) => row.state,
    },
    {
      id: 'progress',
      name: t('lists.progress'),
      text: (row) => `${row.tally.matched}/${row.tally.notFound}/${waitsOf(row)}`,
      show: (row) => <Progress row={row} />,
    },
    {
      id: 'waiting',
      name: t('lists.waiting'),
      end: true,
      show: (row) => formatNumber(waitsOf(row)),
      text: (row) => String(waitsOf(row)),
    },
    {
      id: 'changes',
      name: t('lists.changes'),
      end: true,
      show: (row) => formatNumber(row.newChanges),
      text: (row) => String(row.newChanges),
    },
  ];
}

function Progress({ row }: { row: ListView }) {
  const t = useT(texts);
  const { matched, notFound: gone } = row.tally;
  const words = {
    matched: formatNumber(matched),
    gone: formatNumber(gone),
    waits: formatNumber(waitsOf(row)),
  };
  return (
    <>
      <OutcomeBar matched={matched} gone={gone} waits={waitsOf(row)} label={t('bar.label', words)} />
      <span className="mut">
        {words.matched} {t('fig.auto')}, {words.gone} {t('fig.gone')}
      </span>
    </>
  );
}

function AddForm() {
  const t = useT(texts);
  const pick = usePick();
  const navigate = useNavigate();
  const textOf = useProblemText();
  const kinds = useRead(listKinds, {}, { staleTime: 300_000 });
  const [title, setTitle] = useState('');
  const [kind, setKind] = useState('');
  const write = useWrite(createList, {
    onSuccess: (list) => void navigate({ to: '/can-bo/lam-sach/danh-sach/$id', params: { id: list.id } }),
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        write.mutate({ input: { body: { title, kind } } });
      }}
    >
      {write.error ? (
        <Notice tone="basalt" live="alert">
          {textOf(write.error)}
        </Notice>
      ) : null}
      <TextField
        label={t('add.title')}
        hint={t('add.titleHint')}
        required
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <SelectField
        label={t('add.kind')}
        value={kind}
        onChange={setKind}
        options={(kinds.data?.items ?? []).map((one) => ({ value: one.key, label: pick(one.name) }))}
      />
      <Button kind="filled" type="submit" busy={write.isPending}>
        {t('lists.add')}
      </Button>
    </form>
  );
}
