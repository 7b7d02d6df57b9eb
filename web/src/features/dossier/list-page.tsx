import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { type DossierSummary, listMyDossiers } from '#contract/dossier';
import { listDrafts } from '#contract/filing';
import { useRead } from '../../app/api.ts';
import { CitizenPage } from '../../app/citizen-shell.tsx';
import { usePick, useT } from '../../app/language.tsx';
import { useNow } from '../../app/now.ts';
import { PageError } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { texts as appTexts } from '../../app/texts.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { CaseRow, LinkRow, Section } from '../../ui/citizen-pieces.tsx';
import { formatDateTime } from '../../ui/format.ts';
import { IconPencil, IconSearch } from '../../ui/icons.ts';
import { EmptyState, SkeletonRows } from '../../ui/states.tsx';
import { citizenState, nextSentence, stepLooks } from './state-words.ts';
import { texts } from './texts.ts';

type ListSearch = { q?: string; mo?: 'true' | 'false'; sau?: string };
const filters = [
  { value: 'true', words: 'open' },
  { value: 'false', words: 'closed' },
  { value: undefined, words: 'all' },
] as const;

/** All my dossiers: unfinished drafts, then the cases, with the filter in the address. */
export function DossierListPage() {
  const t = useT(texts);
  const app = useT(appTexts);
  const search = useSearch({ strict: false }) as ListSearch;
  const navigate = useNavigate();
  const applicant = useSession().session?.actingFor?.id;
  const found = useRead(listMyDossiers, {
    query: { open: search.mo, search: search.q, cursor: search.sau, limit: 20, applicant },
  });
  const go = (next: ListSearch) => void navigate({ to: '/ho-so', search: next });
  return (
    <CitizenPage>
      <h1>{t('title')}</h1>
      <FindMine value={search.q ?? ''} onFind={(q) => go({ ...search, q: q || undefined, sau: undefined })} />
      <fieldset className="segmented" aria-label={t('title')}>
        {filters.map((filter) => (
          <button
            key={filter.words}
            type="button"
            aria-pressed={search.mo === filter.value}
            onClick={() => go({ ...search, mo: filter.value, sau: undefined })}
          >
            {t(filter.words)}
          </button>
        ))}
      </fieldset>
      {search.mo !== 'false' && !search.q ? <Drafts /> : null}
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isPending ? <SkeletonRows count={4} /> : null}
      {found.data ? <Rows items={found.data.items} /> : null}
      {found.data?.nextCursor ? (
        <Button onClick={() => go({ ...search, sau: found.data.nextCursor ?? undefined })}>
          {app('action.more')}
        </Button>
      ) : null}
    </CitizenPage>
  );
}

function FindMine({ value, onFind }: { value: string; onFind: (text: string) => void }) {
  const t = useT(texts);
  const [text, setText] = useState(value);
  return (
    <search>
      <form
        className="findbox"
        onSubmit={(event) => {
          event.preventDefault();
          onFind(text.trim());
        }}
      >
        <IconSearch className="i" aria-hidden="true" />
        <input
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </form>
    </search>
  );
}

function Drafts() {
  const t = useT(texts);
  const pick = usePick();
  const drafts = useRead(listDrafts, {});
  if (!drafts.data || drafts.data.items.length === 0) return null;
  return (
    <Section title={t('drafts')}>
      <div className="card rows">
        {drafts.data.items.map((draft) => (
          <LinkRow
            key={draft.id}
            to="/nop-ho-so/$id/$trang"
            params={{ id: draft.id, trang: draft.page ?? 'bat-dau' }}
            icon={<IconPencil className="i" aria-hidden="true" />}
            heading={pick(draft.title)}
            note={t('drafts.note', { when: formatDateTime(draft.savedAt) })}
          />
        ))}
      </div>
    </Section>
  );
}

function Rows({ items }: { items: readonly DossierSummary[] }) {
  const t = useT(texts);
  const pick = usePick();
  const now = useNow();
  if (items.length === 0) {
    return (
      <div className="card">
        <EmptyState
          title={t('none')}
          action={
            <ButtonLink kind="filled" to="/thu-tuc">
              {t('start')}
            </ButtonLink>
          }
        >
          {t('noneText')}
        </EmptyState>
      </div>
    );
  }
  return (
    <div className="card rows">
      <h2 className="sr">{t('list')}</h2>
      {items.map((one) => (
        <CaseRow
          key={one.id}
          to="/ho-so/$id"
          params={{ id: one.id }}
          heading={pick(one.title)}
          code={one.code}
          standing={citizenState(one.states.business, t)}
          steps={stepLooks(one.steps)}
          next={nextSentence(one, t, now)}
        />
      ))}
    </div>
  );
}
