import { useNavigate } from '@tanstack/react-router';
import { listMyDossiers } from '#contract/dossier';
import { listDrafts } from '#contract/filing';
import { listDocuments, type VaultDocument } from '#contract/vault';
import { useRead } from '../../app/api.ts';
import { CitizenPage } from '../../app/citizen-shell.tsx';
import { useLanguage, usePick, useT } from '../../app/language.tsx';
import { useNow } from '../../app/now.ts';
import { PageError } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { formatDate, formatDateLong } from '../../ui/format.ts';
import { SkeletonRows } from '../../ui/states.tsx';
import { citizenState, nextSentence, stepLooks } from '../dossier/state-words.ts';
import { tasksOf } from '../dossier/tasks.tsx';
import { texts as dossierTexts } from '../dossier/texts.ts';
import { countRecent, useLooks } from '../me/looks.ts';
import { SignInVneid } from '../me/sign-in-button.tsx';
import { GuestView, type HomePaper, HomeView } from './home-view.tsx';
import { texts } from './texts.ts';

const SHOWN_CASES = 3;
const SHOWN_PAPERS = 4;
const SHOWN_LOOKS = 2;
const ASKED_LOOKS = 50;

export function HomePage() {
  const { session, loading } = useSession();
  const { language } = useLanguage();
  const t = useT(texts);
  const navigate = useNavigate();
  const now = useNow();
  const onFind = (q: string) => void navigate({ to: '/thu-tuc', search: { q: q || undefined } });
  const hello = (
    <div className="cz-hello">
      <h1>{session ? t('hello', { who: session.name }) : t('helloGuest')}</h1>
      <p>{formatDateLong(now, language)}</p>
    </div>
  );
  return (
    <CitizenPage hello={hello} wide>
      {loading ? <SkeletonRows count={4} /> : session ? <Mine onFind={onFind} /> : null}
      {!loading && !session ? <GuestView onFind={onFind} signIn={<SignInVneid />} /> : null}
    </CitizenPage>
  );
}

function paperOf(paper: VaultDocument, pick: ReturnType<typeof usePick>): HomePaper {
  const kind = paper.kind.includes('identity')
    ? 'identity'
    : paper.kind.includes('insurance')
      ? 'insurance'
      : 'document';
  return { id: paper.id, title: pick(paper.title), note: formatDate(paper.issuedOn), kind };
}

function Mine({ onFind }: { onFind: (text: string) => void }) {
  const say = useT(dossierTexts);
  const pick = usePick();
  const actingFor = useSession().session?.actingFor?.id;
  const dossiers = useRead(listMyDossiers, { query: { limit: 20, applicant: actingFor } });
  const drafts = useRead(listDrafts, {});
  const papers = useRead(listDocuments, { query: { limit: SHOWN_PAPERS, owner: actingFor } });
  const looks = useLooks(ASKED_LOOKS);
  const now = useNow();
  if (dossiers.error) return <PageError error={dossiers.error} onRetry={() => void dossiers.refetch()} />;
  if (!dossiers.data) return <SkeletonRows count={4} />;
  const { items, openCount } = dossiers.data;
  return (
    <HomeView
      onFind={onFind}
      tasks={tasksOf({ dossiers: items, drafts: drafts.data?.items ?? [] }, say, pick)}
      cases={items.slice(0, SHOWN_CASES).map((one) => ({
        id: one.id,
        title: pick(one.title),
        code: one.code,
        state: citizenState(one.states.business, say),
        steps: stepLooks(one.steps),
        next: nextSentence(one, say, now),
      }))}
      caseCount={Math.max(openCount, items.length)}
      papers={(papers.data?.items ?? []).slice(0, SHOWN_PAPERS).map((paper) => paperOf(paper, pick))}
      looks={looks.items.slice(0, SHOWN_LOOKS)}
      lookCount={countRecent(looks.items, now)}
    />
  );
}
