import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import {
  getList,
  getProgress,
  judgeGroup,
  type ListDetail,
  listGroups,
  listRows,
  rowReasons,
  rowStates,
  type RowView,
  undoGroup,
} from '#contract/matching';
import { type AnswerOf, type ApiError, call, keyOf, useRead } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { PageError, useProblemText } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { formatNumber, formatPercent } from '../../ui/format.ts';
import { RowLink } from '../../ui/office-pieces.tsx';
import { ProvinceMap, quantileScale } from '../../ui/province-map.tsx';
import { type StateIcon, StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useToast } from '../../ui/toast.tsx';
import { waitsOf } from './lists-page.tsx';
import { Choice } from './queue-page.tsx';
import { texts } from './texts.ts';
import { useMatchingWords } from './words.ts';

export type ListSearch = { kq?: string; luuy?: string; xa?: string; q?: string };

const looks: Record<RowView['state'], { tone: Tone; icon: StateIcon }> = {
  new: { tone: 'neutral', icon: 'info' },
  matched: { tone: 'leaf', icon: 'done' },
  not_found: { tone: 'neutral', icon: 'refused' },
  to_judge: { tone: 'amber', icon: 'clock' },
  second_look: { tone: 'amber', icon: 'clock' },
  third_look: { tone: 'basalt', icon: 'late' },
  needs_papers: { tone: 'amber', icon: 'pause' },
};

/** Rows in the order of the file, filtered by what came of them. */
export function ListRows({ list }: { list: ListDetail }) {
  const t = useT(texts);
  const navigate = useNavigate();
  const { label } = useMatchingWords();
  const search = useSearch({ strict: false }) as ListSearch;
  const query = {
    state: rowStates.find((state) => state === search.kq),
    reason: rowReasons.find((reason) => reason === search.luuy),
    commune: search.xa,
    search: search.q,
    limit: 50,
  };
  const params = { id: list.id };
  const found = useInfiniteQuery({
    queryKey: keyOf(listRows, { params, query, version: list.version }),
    queryFn: ({ pageParam, signal }) =>
      call(listRows, { params, query: { ...query, cursor: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor,
  });
  const go = (part: ListSearch) =>
    void navigate({
      to: '/can-bo/lam-sach/danh-sach/$id',
      params,
      search: { ...search, ...part },
      replace: true,
    });
  const columns = useRowColumns();
  if (found.error) return <PageError error={found.error as ApiError} onRetry={() => void found.refetch()} />;
  return (
    <div>
      <DataTable
        name="dong-danh-sach"
        caption={t('rows.title')}
        columns={columns}
        rows={found.data?.pages.flatMap((page) => page.items)}
        rowId={(row) => row.id}
        search={{ value: search.q ?? '', onChange: (q) => go({ q: q || undefined }) }}
        tools={
          <span className="mfilters">
            <Choice
              name={t('rows.state')}
              every={t('rows.all')}
              value={search.kq}
              options={rowStates.map((state) => ({ value: state, label: label(`state.${state}`) }))}
              onChange={(kq) => go({ kq })}
            />
            <Choice
              name={t('rows.reasons')}
              every={t('rows.anyReason')}
              value={search.luuy}
              options={rowReasons.map((reason) => ({ value: reason, label: label(`reason.${reason}`) }))}
              onChange={(luuy) => go({ luuy })}
            />
          </span>
        }
        page={{
          hasNext: found.hasNextPage,
          hasPrevious: false,
          onNext: () => void found.fetchNextPage(),
          onPrevious: () => undefined,
        }}
      />
    </div>
  );
}

function useRowColumns(): Column<RowView>[] {
  const t = useT(texts);
  const { label } = useMatchingWords();
  const reasonsOf = (row: RowView) => row.reasons.map((reason) => label(`reason.${reason}`)).join(', ');
  return [
    {
      id: 'position',
      name: t('rows.position'),
      end: true,
      show: (row) => formatNumber(row.position),
      text: (row) => String(row.position),
    },
    {
      id: 'name',
      name: t('rows.name'),
      text: (row) => row.name,
      show: (row) => (
        <RowLink to="/can-bo/lam-sach" search={{ ds: row.listId, dong: row.id }}>
          {row.name}
        </RowLink>
      ),
    },
    { id: 'birth', name: t('rows.birth'), show: (row) => row.birth, text: (row) => row.birth },
    {
      id: 'number',
      name: t('rows.number'),
      show: (row) => <span className="num">{row.numberHint ?? ''}</span>,
      text: (row) => row.numberHint ?? '',
    },
    { id: 'address', name: t('rows.address'), show: (row) => row.address, text: (row) => row.address },
    {
      id: 'state',
      name: t('rows.state'),
      text: (row) => label(`state.${row.state}`),
      show: (row) => (
        <StateTag tone={looks[row.state].tone} icon={looks[row.state].icon}>
          {label(`state.${row.state}`)}
        </StateTag>
      ),
    },
    {
      id: 'reasons',
      name: t('rows.reasons'),
      text: reasonsOf,
      show: (row) => [reasonsOf(row), row.isChangedSince ? t('rows.changed') : ''].filter(Boolean).join('. '),
    },
  ];
}

type Group = AnswerOf<typeof listGroups>['items'][number];

/** Groups of like rows, for who settles them; one press, one undo. */
export function ListGroups({ list }: { list: ListDetail }) {
  const t = useT(texts);
  const { session } = useSession();
  const mayJudge = session?.roles.some((role) => role === 'match-reviewer' || role === 'match-lead') ?? false;
  const found = useRead(listGroups, { params: { id: list.id } }, { enabled: mayJudge });
  const groups = found.data?.items ?? [];
  if (!mayJudge || groups.length === 0) return null;
  return (
    <section className="card">
      <div className="box-head">
        <h3>{t('groups.title')}</h3>
      </div>
      <ul className="rows">
        {groups.map((group) => (
          <li key={group.key} className="row wrap pad-sm">
            <GroupLine list={list} group={group} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function GroupLine({ list, group }: { list: ListDetail; group: Group }) {
  const t = useT(texts);
  const toast = useToast();
  const textOf = useProblemText();
  const queries = useQueryClient();
  const again = async () => {
    await queries.invalidateQueries({ queryKey: keyOf(listGroups) });
    await queries.invalidateQueries({ queryKey: keyOf(getList) });
  };
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      toast({ text: textOf(error) });
    }
    await again();
  };
  const undo = (batchId: string) =>
    attempt(async () => {
      const { undone } = await call(undoGroup, { params: { id: batchId }, body: {} });
      toast({ text: t('groups.undone', { n: undone }) });
    });
  const settle = () =>
    attempt(async () => {
      const body = { key: group.key, count: group.count };
      const { batchId, settled } = await call(judgeGroup, { params: { id: list.id }, body });
      toast({ text: t('groups.done', { n: settled }), undo: () => void undo(batchId) });
    });
  return (
    <>
      <span className="grow">
        <strong>{group.text}</strong>
        <br />
        <span className="mut">
          {t('groups.line', { n: formatNumber(group.count), p: formatPercent(group.lowest) })}:{' '}
          {group.sample.map((row) => row.name).join(', ')}
        </span>
      </span>
      <Button onClick={() => void settle()}>{t('groups.go', { n: formatNumber(group.count) })}</Button>
    </>
  );
}

/** How far each commune is, on the map and in the list beside it. */
export function ListProgress({ list }: { list: ListDetail }) {
  const t = useT(texts);
  const found = useRead(getProgress, { params: { id: list.id } });
  const items = found.data?.items.filter((one) => one.communeCode !== '') ?? [];
  const values = items.map((one) => {
    const settled = one.matched + one.notFound;
    const total = settled + one.toJudge + one.secondLook + one.thirdLook + one.needsPapers;
    const share = total === 0 ? null : settled / total;
    return { unit: one.communeCode, value: share, text: share === null ? '' : formatPercent(share) };
  });
  if (values.length < 2) return null;
  const settled = list.tally.matched + list.tally.notFound;
  return (
    <section className="card">
      <div className="pad">
        <ProvinceMap
          title={t('progress.map')}
          sentence={t('progress.sentence', {
            done: formatNumber(settled),
            total: formatNumber(settled + waitsOf(list)),
            waits: formatNumber(waitsOf(list)),
          })}
          values={values}
          scale={{ ...quantileScale(values, formatPercent), alert: 'lowest' }}
          legend={t('progress.share')}
        />
      </div>
    </section>
  );
}
