import { useNavigate, useSearch } from '@tanstack/react-router';
import { listProcedures } from '#contract/procedure';
import { type AnswerOf, useRead } from '../../app/api.ts';
import { CitizenPage } from '../../app/citizen-shell.tsx';
import { usePick, useT } from '../../app/language.tsx';
import { PageError } from '../../app/problem.tsx';
import { LinkRow } from '../../ui/citizen-pieces.tsx';
import { formatMoney } from '../../ui/format.ts';
import { IconFileText } from '../../ui/icons.ts';
import { EmptyState, SkeletonRows } from '../../ui/states.tsx';
import { FindBox, LifeEvents } from '../home/home-view.tsx';
import { addressOf } from './address.ts';
import { texts } from './texts.ts';

type Search = { q?: string; mo?: 'true' };
type Summary = AnswerOf<typeof listProcedures>['items'][number];

/** Procedures by words, with or without diacritics; the words stand in the address. */
export function FinderPage() {
  const t = useT(texts);
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const found = useRead(
    listProcedures,
    { query: { search: search.q, open: search.mo } },
    { staleTime: 60_000 },
  );
  const go = (next: Search) => void navigate({ to: '/thu-tuc', search: next });
  return (
    <CitizenPage>
      <h1>{t('title')}</h1>
      <div>
        <FindBox key={search.q} initial={search.q} onFind={(q) => go({ ...search, q: q || undefined })} />
        <LifeEvents />
      </div>
      <div className="cluster">
        <fieldset className="segmented" aria-label={t('filter')}>
          <button type="button" aria-pressed={search.mo !== 'true'} onClick={() => go({ q: search.q })}>
            {t('all')}
          </button>
          <button
            type="button"
            aria-pressed={search.mo === 'true'}
            onClick={() => go({ q: search.q, mo: 'true' })}
          >
            {t('openOnly')}
          </button>
        </fieldset>
        <output className="mut">{found.data ? t('found', { n: found.data.items.length }) : ''}</output>
      </div>
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isPending ? <SkeletonRows count={6} /> : null}
      {found.data ? <Found items={found.data.items} words={search.q ?? ''} /> : null}
    </CitizenPage>
  );
}

function Found({ items, words }: { items: readonly Summary[]; words: string }) {
  const t = useT(texts);
  const pick = usePick();
  const note = (item: Summary) =>
    [
      item.open ? null : t('notHere'),
      item.timeLimit ? pick(item.timeLimit) : null,
      item.fee === null ? null : item.fee === 0 ? t('free') : t('fee', { amount: formatMoney(item.fee) }),
    ]
      .filter(Boolean)
      .join(' · ');
  return (
    <div className="card rows">
      {items.length === 0 ? (
        <EmptyState title={t('none', { text: words })}>{t('noneText')}</EmptyState>
      ) : null}
      {items.map((item) => (
        <LinkRow
          key={item.code}
          to="/thu-tuc/$ma"
          params={{ ma: addressOf(item.code) }}
          icon={<IconFileText className="i" aria-hidden="true" />}
          heading={pick(item.title)}
          note={note(item) || pick(item.field)}
        />
      ))}
    </div>
  );
}
