import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { getAgency } from '#contract/agency';
import { type IdentityCheckPurpose, type IdentityCheckView, purposes } from '#contract/identity-check';
import { useRead } from '../../app/api.ts';
import { SkipLink } from '../../app/citizen-shell.tsx';
import { useT } from '../../app/language.tsx';
import { useNow } from '../../app/now.ts';
import { useSession } from '../../app/session.ts';
import { useRoom } from '../../app/theme.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { formatTime } from '../../ui/format.ts';
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconShieldCheck } from '../../ui/icons.ts';
import { Mark, WeaveBand } from '../../ui/mark.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { EmptyState, SkeletonRows } from '../../ui/states.tsx';
import '../../ui/styles/desk.css';
import { AgentHelp, AgentTag } from './agent-state.tsx';
import type { CardFacts } from './card-facts.ts';
import { ReadCard } from './read-card.tsx';
import { type AgentLink, useReaderAgent } from './reader-agent.ts';
import { texts } from './texts.ts';

type Seen = { id: string; at: Date; name: string; view: IdentityCheckView };

/** The screen faces the lobby: names of earlier bearers are shortened. */
function shortName(name: string): string {
  const words = name.split(' ').filter(Boolean);
  if (words.length < 3) return name;
  const middle = words.slice(1, -1).map((word) => `${word.charAt(0).toUpperCase()}.`);
  return [words[0], ...middle, words.at(-1)].join(' ');
}

function DeskHead({ link }: { link: AgentLink }) {
  const t = useT(texts);
  const { session } = useSession();
  const agency = useRead(
    getAgency,
    { params: { id: session?.agencyId ?? '' } },
    { enabled: Boolean(session?.agencyId) },
  );
  const now = useNow();
  return (
    <>
      <header className="desk-head">
        <Mark size={38} />
        <h1>{t('title')}</h1>
        <span className="grow desk-unit">{agency.data?.agency.name ?? ''}</span>
        <AgentTag link={link} />
        <time>{formatTime(now)}</time>
      </header>
      <WeaveBand />
    </>
  );
}

function outcomeIcon(view: IdentityCheckView) {
  if (view.outcome !== 'accepted') return <IconCircleX className="i stop" aria-hidden="true" />;
  if (view.method === 'chip') return <IconCircleCheck className="i good" aria-hidden="true" />;
  return <IconAlertTriangle className="i weak" aria-hidden="true" />;
}

function Aside({ seen }: { seen: readonly Seen[] }) {
  const t = useT(texts);
  const stopped = seen.filter(({ view }) => view.outcome !== 'accepted').length;
  return (
    <aside className="desk-aside" aria-label={t('today')}>
      <h2>{t('today')}</h2>
      <div className="row desk-figures">
        <p>
          <strong>{seen.length}</strong>
          {t('countAll')}
        </p>
        <p>
          <strong>{stopped}</strong>
          {t('countStopped')}
        </p>
      </div>
      <h2>{t('recent')}</h2>
      {seen.length === 0 ? <p className="mut">{t('recentNone')}</p> : null}
      <ul>
        {seen.slice(0, 6).map(({ id, at, name, view }) => (
          <li key={id}>
            <span className="grow">
              {name}
              <small>
                {formatTime(at)}, {view.outcome === 'accepted' ? view.level : t('banner.refused')}
              </small>
            </span>
            {outcomeIcon(view)}
          </li>
        ))}
      </ul>
    </aside>
  );
}

function Desk() {
  const t = useT(texts);
  const navigate = useNavigate();
  const { viec } = useSearch({ strict: false }) as { viec?: string };
  const purposeCode = purposes.find((known) => known === viec) ?? 'one-stop-receipt';
  const [seen, setSeen] = useState<readonly Seen[]>([]);
  const agent = useReaderAgent();
  const remember = (view: IdentityCheckView, facts: CardFacts | null) => {
    const name = facts ? shortName(facts.name) : (view.numberHint ?? '—');
    setSeen((old) => [
      { id: view.id, at: new Date(), name, view },
      ...old.filter(({ id }) => id !== view.id),
    ]);
  };
  return (
    <>
      <DeskHead link={agent.link} />
      <div className="desk-body">
        <main id="noi-dung" className="desk-main" tabIndex={-1}>
          <SelectField
            label={t('purpose')}
            value={purposeCode}
            onChange={(value) =>
              void navigate({
                to: '/quay',
                search: { viec: (value || undefined) as IdentityCheckPurpose },
                replace: true,
              })
            }
            options={purposes.map((value) => ({ value, label: t(`purpose.${value}`) }))}
          />
          <AgentHelp agent={agent} />
          <ReadCard
            key={purposeCode}
            purposeCode={purposeCode}
            matchPopulation
            agent={agent}
            onAnswer={remember}
          />
        </main>
        <Aside seen={seen} />
      </div>
      <footer className="desk-foot">
        <Link to="/can-bo">{t('back')}</Link>
        <Link to="/can-bo/thiet-bi">{t('devices')}</Link>
        <span className="grow" />
        <span>
          <kbd>?</kbd> {t('keys')}
        </span>
      </footer>
    </>
  );
}

/** The desk: it waits for a scan, and shows at arm's length what the card proves. */
export function DeskPage() {
  useRoom('desk');
  const t = useT(texts);
  const { session, loading } = useSession();
  const isOfficer = session?.kind === 'officer';
  return (
    <div className="desk">
      <SkipLink />
      {loading ? <SkeletonRows count={5} /> : null}
      {!loading && !isOfficer ? (
        <main id="noi-dung" className="ogate" tabIndex={-1}>
          <h1 className="sr">{t('title')}</h1>
          <EmptyState
            icon={IconShieldCheck}
            title={t('gateTitle')}
            action={
              <ButtonLink kind="filled" to="/can-bo/dang-nhap" search={{ ve: '/quay' }}>
                {t('gateGo')}
              </ButtonLink>
            }
          >
            {t('gateText')}
          </EmptyState>
        </main>
      ) : null}
      {isOfficer ? <Desk /> : null}
    </div>
  );
}
