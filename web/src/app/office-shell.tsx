import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { getAgency } from '#contract/agency';
import '../ui/styles/office.css';
import '../ui/styles/table.css';
import { CommandPalette } from '../ui/command-palette.tsx';
import { formatDate, formatTime, formatWeekday } from '../ui/format.ts';
import { IconHelpCircle, IconLogout, IconSearch, IconShieldCheck } from '../ui/icons.ts';
import { useKeysHelp } from '../ui/keys.tsx';
import { Mark, WeaveBand } from '../ui/mark.tsx';
import { EmptyState, OfflineLine, SkeletonRows } from '../ui/states.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { useRead } from './api.ts';
import { SkipLink } from './citizen-shell.tsx';
import { useLanguage, useT } from './language.tsx';
import { useNow } from './now.ts';
import { type OfficePlace, officePlaces } from './office-places.ts';
import { officeTexts } from './office-texts.ts';
import { useSession } from './session.ts';
import { signOut } from './sign-out.ts';
import { texts } from './texts.ts';
import { useRoom, useTheme } from './theme.tsx';

function usePlaces(): readonly OfficePlace[] {
  const { session } = useSession();
  return officePlaces.filter(
    (place) =>
      place.roles === undefined || (session?.roles.some((role) => place.roles?.includes(role)) ?? false),
  );
}

/** The office: rail, header, and the page that fills the rest. */
export function OfficeRoom() {
  useRoom('office');
  const t = useT(officeTexts);
  const { session, loading } = useSession();
  return (
    <div className="office">
      <SkipLink />
      <Rail signedIn={session !== null} />
      {loading ? <SkeletonRows count={6} /> : null}
      {!loading && session?.kind !== 'officer' ? (
        <main id="noi-dung" className="ogate" tabIndex={-1}>
          <h1 className="sr">{t('office')}</h1>
          <EmptyState
            icon={IconShieldCheck}
            title={t('signIn')}
            action={
              <ButtonLink
                kind="filled"
                to="/can-bo/dang-nhap"
                search={{ ve: location.pathname + location.search }}
              >
                {t('signInGo')}
              </ButtonLink>
            }
          >
            {t('signInText')}
          </EmptyState>
        </main>
      ) : null}
      {session?.kind === 'officer' ? <Outlet /> : null}
      <OfficeCommands />
    </div>
  );
}

function Rail({ signedIn }: { signedIn: boolean }) {
  const t = useT(officeTexts);
  const { language } = useLanguage();
  const places = usePlaces();
  const app = useT(texts);
  const openHelp = useKeysHelp();
  return (
    <nav className="rail" aria-label={t('rail')}>
      <div className="rail-mark">
        <Mark size={30} onDark />
      </div>
      <WeaveBand />
      {places.map(({ id, to, icon: Icon, label, exact }) => (
        <Link
          key={id}
          to={to}
          activeOptions={{ exact: exact ?? false, includeSearch: false }}
          activeProps={{ 'aria-current': 'page' }}
        >
          <Icon className="i" aria-hidden="true" />
          {label[language]}
        </Link>
      ))}
      <div className="rail-foot">
        <button type="button" onClick={openHelp}>
          <IconHelpCircle className="i" aria-hidden="true" />
          {app('nav.help')}
        </button>
        {signedIn ? (
          <button type="button" onClick={() => void signOut()}>
            <IconLogout className="i" aria-hidden="true" />
            {app('nav.signOut')}
          </button>
        ) : null}
      </div>
    </nav>
  );
}

function OfficeCommands() {
  const places = usePlaces();
  const app = useT(texts);
  const navigate = useNavigate();
  const { language, setLanguage } = useLanguage();
  const { shown, setTheme } = useTheme();
  const commands = useMemo(
    () => [
      ...places.map(({ id, to, label }) => ({
        id,
        words: label[language],
        run: () => void navigate({ to }),
      })),
      {
        id: 'language',
        words: `${app('settings.language')}: ${language === 'vi' ? 'English' : 'Tiếng Việt'}`,
        run: () => setLanguage(language === 'vi' ? 'en' : 'vi'),
      },
      {
        id: 'theme',
        words: `${app('settings.theme')}: ${app(shown === 'dark' ? 'settings.light' : 'settings.dark')}`,
        run: () => setTheme(shown === 'dark' ? 'light' : 'dark'),
      },
      { id: 'out', words: app('nav.signOut'), run: () => void signOut() },
    ],
    [places, app, navigate, language, setLanguage, shown, setTheme],
  );
  return <CommandPalette commands={commands} />;
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const last = words.slice(-2).map((word) => word[0] ?? '');
  return last.join('').toUpperCase();
}

function useUnit(agencyId: string | null): string {
  const { language } = useLanguage();
  const found = useRead(
    getAgency,
    { params: { id: agencyId ?? '' } },
    { enabled: agencyId !== null, staleTime: Infinity },
  );
  const agency = found.data?.agency;
  return agency ? (language === 'en' ? agency.nameEn : agency.name) : '';
}

type OfficeHeadProps = {
  title: string;
  search?: {
    label: string;
    value: string;
    onChange: (text: string) => void;
    inputId?: string;
  };
  children?: ReactNode;
};

/** Title, unit, search, the clock that deadlines are measured by, the person. */
export function OfficeHead({ title, search, children }: OfficeHeadProps) {
  const { language } = useLanguage();
  const { session } = useSession();
  const now = useNow();
  const unit = useUnit(session?.agencyId ?? null);
  return (
    <>
      <header className="ohead">
        <h1>{title}</h1>
        <span className="unit">{unit}</span>
        {children}
        {search ? (
          <search>
            <label className="osearch">
              <IconSearch className="i" aria-hidden="true" />
              <span className="sr">{search.label}</span>
              <input
                id={search.inputId}
                type="search"
                placeholder={search.label}
                value={search.value}
                onChange={(event) => search.onChange(event.target.value)}
              />
              <kbd aria-hidden="true">/</kbd>
            </label>
          </search>
        ) : null}
        <span className="clock">
          {formatWeekday(now, language)} {formatDate(now)}, {formatTime(now)}
        </span>
        {session ? (
          <span className="avatar" title={session.name}>
            <span aria-hidden="true">{initials(session.name)}</span>
            <span className="sr">{session.name}</span>
          </span>
        ) : null}
      </header>
      <OfflineLine />
    </>
  );
}
