import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { listQueue, type queueViews, type rowReasons, type RowView } from '#contract/matching';
import { type AnswerOf, type ApiError, call, keyOf } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { OfficeHead } from '../../app/office-shell.tsx';
import { PageError } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { formatNumber, formatPercent } from '../../ui/format.ts';
import { IconArrowsLeftRight, IconCheck, IconCircleCheck, IconClock, IconX } from '../../ui/icons.ts';
import { KeyHints, useKeys } from '../../ui/keys.tsx';
import { OutcomeBar } from '../../ui/match-pieces.tsx';
import { CounterFilter, RowLink } from '../../ui/office-pieces.tsx';
import { EmptyState, SkeletonRows } from '../../ui/states.tsx';
import { MatchingNav } from './frame.tsx';
import { type Done, PairPanel, type Verdict } from './pair-panel.tsx';
import { texts } from './texts.ts';
import { queueTexts } from './texts-queue.ts';
import { useMatchingWords } from './words.ts';

const SEARCH_ID = 'tim-dong';
type View = (typeof queueViews)[number];
type Reason = (typeof rowReasons)[number];
export type QueueSearch = {
  nhom?: string;
  ds?: string;
  xa?: string;
  luuy?: string;
  q?: string;
  dong?: string;
};
type Answer = AnswerOf<typeof listQueue>;

const views = [
  { view: 'to_judge', icon: IconArrowsLeftRight },
  { view: 'second_look', icon: IconCircleCheck },
  { view: 'third_look', icon: IconX },
  { view: 'needs_papers', icon: IconClock },
] as const;
const reasons: readonly Reason[] = [
  'wrong_number',
  'cancelled_number',
  'deceased',
  'moved_away',
  'two_candidates',
  'weak_evidence',
];

const viewOf = (search: QueueSearch): View =>
  views.find((one) => one.view === search.nhom)?.view ?? 'to_judge';

function useQueue(search: QueueSearch) {
  const query = {
    view: viewOf(search),
    list: search.ds,
    commune: search.xa,
    reason: reasons.find((one) => one === search.luuy),
    search: search.q,
    limit: 50,
  };
  return useInfiniteQuery({
    queryKey: keyOf(listQueue, query),
    queryFn: ({ pageParam, signal }) =>
      call(listQueue, { query: { ...query, cursor: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor,
    staleTime: 60_000,
  });
}

type ProgressAt = {
  rows: readonly RowView[];
  go: (part: Partial<QueueSearch>) => void;
  refetch: () => Promise<unknown>;
};

/** What was done in this sitting stays in the list, marked; the next undone row opens by itself. */
function useProgress({ rows, go, refetch }: ProgressAt) {
  const [done, setDone] = useState<Done>(new Map());
  const [lastDone, setLastDone] = useState<string | null>(null);
  const filter = (part: Partial<QueueSearch>) => {
    setDone(new Map());
    setLastDone(null);
    go({ ...part, dong: undefined });
  };
  const onDone = (row: RowView, verdict: Verdict) => {
    const after = new Map(done).set(row.id, verdict);
    setDone(after);
    setLastDone(row.id);
    const from = rows.findIndex((one) => one.id === row.id);
    const next = [...rows.slice(from + 1), ...rows.slice(0, Math.max(0, from))].find(
      (one) => !after.has(one.id),
    );
    go({ dong: next?.id });
    if (!next) void refetch();
  };
  const onUndone = (id: string) => {
    const after = new Map(done);
    after.delete(id);
    setDone(after);
    setLastDone(null);
    go({ dong: id });
  };
  return { done, lastDone, filter, onDone, onUndone };
}

/** Rows that wait for a person: the list, the open pair beside it; a key decides and the next row opens. */
export function MatchQueuePage() {
  const t = useT(queueTexts);
  const search = useSearch({ strict: false }) as QueueSearch;
  const navigate = useNavigate();
  const queue = useQueue(search);
  const rows = useMemo(() => queue.data?.pages.flatMap((page) => page.items) ?? [], [queue.data]);
  const first = queue.data?.pages[0];
  const go = useCallback(
    (part: Partial<QueueSearch>) =>
      void navigate({ to: '/can-bo/lam-sach', search: { ...search, ...part }, replace: !part.dong }),
    [navigate, search],
  );
  const { done, lastDone, filter, onDone, onUndone } = useProgress({ rows, go, refetch: queue.refetch });
  useQueueKeys({ rows, open: search.dong, go });
  return (
    <div className="opage-all">
      <OfficeHead
        title={t('title')}
        search={{
          label: t('search'),
          value: search.q ?? '',
          onChange: (q) => filter({ q: q || undefined }),
          inputId: SEARCH_ID,
        }}
      />
      <main id="noi-dung" className="mqueue" tabIndex={-1}>
        <Strip search={search} answer={first} />
        <Filters search={search} answer={first} filter={filter} />
        <div className="work" data-detail={search.dong ? 'true' : 'false'}>
          <section className="work-list" aria-label={t('views')}>
            {queue.error ? (
              <PageError error={queue.error as ApiError} onRetry={() => void queue.refetch()} />
            ) : null}
            {queue.isPending ? <SkeletonRows count={8} /> : null}
            <QueueList rows={rows} done={done} search={search} total={first?.counters[viewOf(search)] ?? 0} />
            {queue.hasNextPage ? (
              <Button busy={queue.isFetchingNextPage} onClick={() => void queue.fetchNextPage()}>
                {t('more')}
              </Button>
            ) : null}
          </section>
          {search.dong ? (
            <PairPanel
              id={search.dong}
              onDone={onDone}
              onUndone={onUndone}
              lastDone={lastDone}
              onBack={() => go({ dong: undefined })}
            />
          ) : (
            <div className="work-none">
              {rows.length > 0 ? <EmptyState title={t('none')}>{t('noneText')}</EmptyState> : null}
            </div>
          )}
        </div>
      </main>
      <KeyHints
        hints={[
          { keys: ['1', '–', '5'], words: t('keys.choose') },
          { keys: ['0'], words: t('do.none') },
          { keys: ['H'], words: t('do.papers') },
          { keys: ['J', 'K'], words: t('keys.skip') },
          { keys: ['G'], words: t('do.note') },
        ]}
      >
        <span>{t('keys.auto')}</span>
      </KeyHints>
    </div>
  );
}

type KeysAt = {
  rows: readonly RowView[];
  open: string | undefined;
  go: (part: Partial<QueueSearch>) => void;
};

function useQueueKeys({ rows, open, go }: KeysAt) {
  const t = useT(queueTexts);
  const group = t('do.group');
  const step = (by: number) => {
    const at = rows.findIndex((row) => row.id === open);
    const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
    if (next) go({ dong: next.id });
  };
  useKeys([
    { key: 'j', words: t('do.next'), group, run: () => step(1) },
    { key: 'k', words: t('do.previous'), group, run: () => step(-1) },
    { key: '/', words: t('search'), group, run: () => document.getElementById(SEARCH_ID)?.focus() },
    { key: 'escape', words: t('back'), group, run: () => go({ dong: undefined }) },
  ]);
}

const noCounters = {
  to_judge: 0,
  second_look: 0,
  third_look: 0,
  needs_papers: 0,
  matched: 0,
  notFound: 0,
  byPeople: 0,
};

function listOf(search: QueueSearch, answer: Answer | undefined) {
  const lists = answer?.lists ?? [];
  return lists.find((one) => one.id === search.ds) ?? (lists.length === 1 ? lists[0] : undefined);
}

function Strip({ search, answer }: { search: QueueSearch; answer: Answer | undefined }) {
  const t = useT(queueTexts);
  const all = useT(texts);
  const list = listOf(search, answer);
  const counters = answer?.counters ?? noCounters;
  const waits = counters.to_judge + counters.second_look + counters.third_look + counters.needs_papers;
  const { matched, notFound: gone } = counters;
  const words = { matched: formatNumber(matched), gone: formatNumber(gone), waits: formatNumber(waits) };
  return (
    <div className="mstrip">
      <div className="mstrip-title">
        <h2>{list?.title ?? t('everyList')}</h2>
        {list ? <small>{list.agencyName}</small> : null}
      </div>
      <OutcomeBar matched={matched} gone={gone} waits={waits} label={all('bar.label', words)} />
      <p className="mfigures">
        <span>
          <strong className="num">{words.matched}</strong> {all('fig.auto')}
        </span>
        <span>
          <strong className="num">{words.gone}</strong> {all('fig.gone')}
        </span>
        <span className="waits">
          <strong className="num">{words.waits}</strong> {all('fig.waits')}
        </span>
        {answer?.pace ? (
          <span>
            <strong className="num">{answer.pace}</strong> {t('pace')}
          </span>
        ) : null}
      </p>
    </div>
  );
}

type FiltersProps = {
  search: QueueSearch;
  answer: Answer | undefined;
  filter: (part: Partial<QueueSearch>) => void;
};

function Filters({ search, answer, filter }: FiltersProps) {
  const t = useT(queueTexts);
  const { label } = useMatchingWords();
  const current = viewOf(search);
  return (
    <div className="mfilters">
      <MatchingNav />
      {views.map(({ view, icon }) => (
        <CounterFilter
          key={view}
          icon={icon}
          count={answer?.counters[view] ?? null}
          words={t(`view.${view}`)}
          pressed={current === view}
          onPress={() => filter({ nhom: view === 'to_judge' ? undefined : view })}
        />
      ))}
      <Choice
        name={t('list')}
        every={t('everyList')}
        value={search.ds}
        options={(answer?.lists ?? []).map((one) => ({
          value: one.id,
          label: `${one.title} (${one.waiting})`,
        }))}
        onChange={(ds) => filter({ ds })}
      />
      <Choice
        name={t('commune')}
        every={t('every')}
        value={search.xa}
        options={(answer?.communes ?? []).map((one) => ({
          value: one.code,
          label: `${one.name} (${one.waiting})`,
        }))}
        onChange={(xa) => filter({ xa })}
      />
      <Choice
        name={t('reason')}
        every={t('every')}
        value={search.luuy}
        options={reasons.map((one) => ({ value: one, label: label(`reason.${one}`) }))}
        onChange={(luuy) => filter({ luuy })}
      />
    </div>
  );
}

type ChoiceProps = {
  name: string;
  every: string;
  value: string | undefined;
  options: readonly { value: string; label: string }[];
  onChange: (value: string | undefined) => void;
};

export function Choice({ name, every, value, options, onChange }: ChoiceProps) {
  return (
    <label>
      {name}
      <select value={value ?? ''} onChange={(event) => onChange(event.target.value || undefined)}>
        <option value="">{every}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

type ListProps = { rows: readonly RowView[]; done: Done; search: QueueSearch; total: number };

function QueueList({ rows, done, search, total }: ListProps) {
  const t = useT(queueTexts);
  const { label } = useMatchingWords();
  if (rows.length === 0) return <EmptyState title={t('empty')}>{t('emptyText')}</EmptyState>;
  const at = rows.findIndex((row) => row.id === search.dong);
  return (
    <>
      <div className="work-listhead">
        <span className="grow">{t('first')}</span>
        <span className="num">
          {t('of', { n: at < 0 ? rows.length : at + 1, total: formatNumber(Math.max(total, rows.length)) })}
        </span>
      </div>
      <ul>
        {rows.map((row) => {
          const verdict = done.get(row.id);
          const more = verdict
            ? [t(`done.${verdict}`)]
            : row.reasons.map((reason) => label(`reason.${reason}`).toLowerCase());
          return (
            <li
              key={row.id}
              className="mrow"
              data-open={row.id === search.dong}
              data-done={verdict !== undefined}
            >
              <RowLink
                to="/can-bo/lam-sach"
                search={{ ...search, dong: row.id }}
                aria-current={row.id === search.dong ? 'true' : undefined}
              >
                {row.name}
              </RowLink>
              <span className="sure num">
                <Mark verdict={verdict} probability={row.probability} />
              </span>
              <small>
                {t('row', {
                  n: formatNumber(row.position),
                  more: more.length > 0 ? `, ${more.join(', ')}` : '',
                })}
              </small>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Mark({ verdict, probability }: { verdict: Verdict | undefined; probability: number | null }) {
  if (verdict === 'same') return <IconCheck className="i src-leaf" aria-hidden="true" />;
  if (verdict === 'none') return <IconX className="i" aria-hidden="true" />;
  if (verdict === 'papers') return <IconClock className="i" aria-hidden="true" />;
  return probability === null ? null : formatPercent(probability);
}
