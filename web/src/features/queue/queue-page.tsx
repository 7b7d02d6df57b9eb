import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { listQueue, type queueBuckets, receiveMany } from '#contract/dossier';
import { type ApiError, call, keyOf, useWrite } from '../../app/api.ts';
import { useLanguage, usePick, useT } from '../../app/language.tsx';
import { useNow } from '../../app/now.ts';
import { OfficeHead } from '../../app/office-shell.tsx';
import { PageError, useProblemText } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import {
  IconAlertTriangle,
  IconClock,
  IconFolder,
  IconPencil,
  IconClockPause,
  IconSend,
} from '../../ui/icons.ts';
import { type KeyAction, KeyHints, useKeys } from '../../ui/keys.tsx';
import { CounterFilter, QueueRow, RowLink } from '../../ui/office-pieces.tsx';
import { EmptyState, SkeletonRows } from '../../ui/states.tsx';
import { useToast } from '../../ui/toast.tsx';
import { DossierDetail } from './dossier-detail.tsx';
import { groupRows, leftOf, type Row, whenOf } from './group-rows.ts';
import { texts } from './texts.ts';

const SEARCH_ID = 'tim-ho-so';
type Bucket = (typeof queueBuckets)[number];
type Sort = 'due' | 'submitted' | 'code';
type QueueSearch = { nhom?: string; toi?: 'true'; q?: string; ho?: string; xep?: string };

const counters = [
  { bucket: 'overdue', icon: IconAlertTriangle, tone: 'late' },
  { bucket: 'due-today', icon: IconClock, tone: 'soon' },
  { bucket: 'to-receive', icon: IconFolder, tone: 'plain' },
  { bucket: 'in-progress', icon: IconPencil, tone: 'plain' },
  { bucket: 'waiting-supplement', icon: IconClockPause, tone: 'plain' },
  { bucket: 'to-return', icon: IconSend, tone: 'plain' },
] as const;
const sorts: readonly Sort[] = ['due', 'submitted', 'code'];

function bucketOf(search: QueueSearch): Bucket {
  const wanted = search.nhom as Bucket | undefined;
  return wanted && (counters.some((one) => one.bucket === wanted) || wanted === 'all' || wanted === 'done')
    ? wanted
    : 'to-receive';
}

function useQueue(search: QueueSearch) {
  const query = {
    bucket: bucketOf(search),
    mine: search.toi ?? ('false' as const),
    search: search.q,
    sort: sorts.includes(search.xep as Sort) ? (search.xep as Sort) : ('due' as const),
    limit: 50,
  };
  return useInfiniteQuery({
    queryKey: keyOf(listQueue, query),
    queryFn: ({ pageParam, signal }) =>
      call(listQueue, { query: { ...query, cursor: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    refetchInterval: 30_000,
  });
}

/** The work queue: counters that filter, the list, and the open dossier beside it; all of it in the address. */
export function QueuePage() {
  const t = useT(texts);
  const search = useSearch({ strict: false }) as QueueSearch;
  const navigate = useNavigate();
  const queue = useQueue(search);
  const rows = useMemo(() => queue.data?.pages.flatMap((page) => page.items) ?? [], [queue.data]);
  const counts = queue.data?.pages[0]?.counters;
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const go = useCallback(
    (part: Partial<QueueSearch>) =>
      void navigate({ to: '/can-bo', search: { ...search, ...part }, replace: !part.ho }),
    [navigate, search],
  );
  const pick = (id: string, on: boolean) => {
    const next = new Set(picked);
    if (on) next.add(id);
    else next.delete(id);
    setPicked(next);
  };
  useQueueKeys({ rows, open: search.ho, picked, pick, go });
  return (
    <div className="opage-all">
      <OfficeHead
        title={t('title')}
        search={{
          label: t('search'),
          value: search.q ?? '',
          onChange: (q) => go({ q: q || undefined }),
          inputId: SEARCH_ID,
        }}
      />
      <main id="noi-dung" className="queue" tabIndex={-1}>
        <Counters search={search} counts={counts} go={go} />
        <div className="work" data-detail={search.ho ? 'true' : 'false'}>
          <section className="work-list" aria-label={t('list')}>
            {queue.error ? (
              <PageError error={queue.error as ApiError} onRetry={() => void queue.refetch()} />
            ) : null}
            <ListHead {...{ search, rows, picked, setPicked, go }} />
            {queue.isPending ? <SkeletonRows count={8} /> : null}
            <Groups {...{ rows, search, picked, pick }} />
            {queue.data && rows.length === 0 ? (
              <EmptyState title={t('empty')}>{t('emptyText')}</EmptyState>
            ) : null}
            {queue.hasNextPage ? (
              <p className="pad">
                <Button busy={queue.isFetchingNextPage} onClick={() => void queue.fetchNextPage()}>
                  {t('more')}
                </Button>
              </p>
            ) : null}
          </section>
          {search.ho ? (
            <DossierDetail key={search.ho} id={search.ho} onBack={() => go({ ho: undefined })} />
          ) : (
            <div className="work-none">
              <EmptyState icon={IconFolder} title={t('chooseOne')}>
                {t('chooseText')}
              </EmptyState>
            </div>
          )}
        </div>
      </main>
      <KeyHints
        hints={[
          { keys: ['J', 'K'], words: t('keys.both') },
          { keys: ['Space'], words: t('keys.pick') },
          { keys: ['1', '–', '6'], words: t('keys.filter') },
          { keys: ['Z'], words: t('keys.undo') },
        ]}
      />
    </div>
  );
}

type KeyProps = {
  rows: readonly Row[];
  open: string | undefined;
  picked: ReadonlySet<string>;
  pick: (id: string, on: boolean) => void;
  go: (part: Partial<QueueSearch>) => void;
};

function useQueueKeys({ rows, open, picked, pick, go }: KeyProps) {
  const t = useT(texts);
  const move = (by: number) => {
    const at = rows.findIndex((row) => row.id === open);
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + by))];
    if (next) go({ ho: next.id });
  };
  const group = t('keys.group');
  const actions: KeyAction[] = [
    { key: 'j', words: t('keys.next'), group, run: () => move(1) },
    { key: 'k', words: t('keys.previous'), group, run: () => move(-1) },
    { key: ' ', words: t('keys.pick'), group, run: () => open && pick(open, !picked.has(open)) },
    { key: '/', words: t('keys.search'), group, run: () => document.getElementById(SEARCH_ID)?.focus() },
    ...counters.map(({ bucket }, index) => ({
      key: String(index + 1),
      words: `${t('keys.filter')}: ${t(`bucket.${bucket}`)}`,
      group,
      run: () => go({ nhom: bucket, ho: undefined }),
    })),
  ];
  useKeys(actions);
}

type CountersProps = {
  search: QueueSearch;
  counts: Partial<Record<Bucket, number>> | undefined;
  go: (part: Partial<QueueSearch>) => void;
};

function Counters({ search, counts, go }: CountersProps) {
  const t = useT(texts);
  const now = bucketOf(search);
  return (
    <fieldset className="counters" aria-label={t('counters')}>
      {counters.map(({ bucket, icon, tone }, index) => (
        <CounterFilter
          key={bucket}
          icon={icon}
          tone={(counts?.[bucket] ?? 0) > 0 ? tone : 'plain'}
          count={counts?.[bucket] ?? null}
          words={t(`bucket.${bucket}`)}
          pressed={now === bucket}
          shortcut={String(index + 1)}
          onPress={() => go({ nhom: bucket, ho: undefined })}
        />
      ))}
      <span className="grow" />
      <label className="viewpick">
        <span>{t('view')}:</span>
        <select
          value={search.toi ?? 'false'}
          onChange={(event) => go({ toi: event.target.value === 'true' ? 'true' : undefined, ho: undefined })}
        >
          <option value="false">{t('view.unit')}</option>
          <option value="true">{t('view.mine')}</option>
        </select>
      </label>
    </fieldset>
  );
}

type ListHeadProps = {
  search: QueueSearch;
  rows: readonly Row[];
  picked: ReadonlySet<string>;
  setPicked: (picked: ReadonlySet<string>) => void;
  go: (part: Partial<QueueSearch>) => void;
};

function ListHead({ search, rows, picked, setPicked, go }: ListHeadProps) {
  const t = useT(texts);
  const all = rows.length > 0 && rows.every((row) => picked.has(row.id));
  const bucket = t(`bucket.${bucketOf(search)}`).toLowerCase();
  return (
    <div className="work-listhead">
      <input
        type="checkbox"
        checked={all}
        aria-label={t('pickAll')}
        onChange={() => setPicked(all ? new Set() : new Set(rows.map((row) => row.id)))}
      />
      {picked.size > 0 ? (
        <BulkReceive picked={picked} rows={rows} onDone={() => setPicked(new Set())} />
      ) : (
        <span className="grow">{t('count', { n: rows.length, bucket })}</span>
      )}
      <label className="viewpick">
        <span className="sr">{t('sort.label')}</span>
        <select value={search.xep ?? 'due'} onChange={(event) => go({ xep: event.target.value })}>
          {sorts.map((sort) => (
            <option key={sort} value={sort}>
              {t(`sort.${sort}`)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

type BulkProps = { picked: ReadonlySet<string>; rows: readonly Row[]; onDone: () => void };

/** Many at once; each stands alone, and what failed is said. */
function BulkReceive({ picked, rows, onDone }: BulkProps) {
  const t = useT(texts);
  const toast = useToast();
  const queries = useQueryClient();
  const textOf = useProblemText();
  const chosen = rows.filter((row) => picked.has(row.id) && row.states.business === 'submitted');
  const write = useWrite(receiveMany, {
    onSuccess: ({ results }) => {
      const ok = results.filter((one) => one.ok).length;
      const bad = results.length - ok;
      toast({ text: bad > 0 ? t('receivedSome', { ok, bad }) : t('receivedMany', { ok }) });
      void queries.invalidateQueries({ queryKey: keyOf(listQueue) });
      onDone();
    },
    onError: (error) => toast({ text: textOf(error) }),
  });
  return (
    <>
      <span className="grow">{t('picked', { n: picked.size })}</span>
      {chosen.length > 0 ? (
        <Button
          busy={write.isPending}
          onClick={() =>
            write.mutate({
              input: { body: { dossiers: chosen.map(({ id, version }) => ({ id, version })) } },
            })
          }
        >
          {t('receiveMany', { n: chosen.length })}
        </Button>
      ) : null}
    </>
  );
}

type GroupsProps = {
  rows: readonly Row[];
  search: QueueSearch;
  picked: ReadonlySet<string>;
  pick: (id: string, on: boolean) => void;
};

function Groups({ rows, search, picked, pick }: GroupsProps) {
  const t = useT(texts);
  const { language } = useLanguage();
  const say = usePick();
  const now = useNow();
  const groups = groupRows(rows, now, { t, language });
  return groups.map((group) => (
    <section key={group.key} aria-labelledby={`g-${group.key}`}>
      <div className="work-group">
        <h2 id={`g-${group.key}`}>{group.title}</h2>
        <span>{group.rows.length}</span>
      </div>
      <ul>
        {group.rows.map((row) => (
          <QueueRow
            key={row.id}
            link={
              <RowLink
                to="/can-bo"
                search={{ ...search, ho: row.id }}
                aria-current={row.id === search.ho || undefined}
              >
                {say(row.title)}
              </RowLink>
            }
            who={row.applicantName}
            code={row.code}
            left={leftOf(row)}
            when={[whenOf(row), t(`channel.${row.channel}`)].filter(Boolean).join(' · ')}
            open={row.id === search.ho}
            picked={picked.has(row.id)}
            onPick={(on) => pick(row.id, on)}
            pickLabel={t('pick', { code: row.code })}
          />
        ))}
      </ul>
    </section>
  ));
}
