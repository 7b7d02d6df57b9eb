import { createLink, Link, Outlet } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ReactNode } from 'react';
import { IconBell, IconFolder, IconHome, IconId, IconUser } from '../ui/icons.ts';
import { HexTexture, Mark, WeaveBand } from '../ui/mark.tsx';
import { OfflineLine } from '../ui/states.tsx';
import { ActingBar } from './acting-bar.tsx';
import { useT } from './language.tsx';
import { useSession } from './session.ts';
import { texts } from './texts.ts';
import { useRoom } from './theme.tsx';

const BareLink = createLink((props: AnchorHTMLAttributes<HTMLAnchorElement>) => (
  <a {...props}>{props.children}</a>
));

const pages = [
  { to: '/', words: 'nav.home', icon: IconHome },
  { to: '/ho-so', words: 'nav.dossiers', icon: IconFolder },
  { to: '/giay-to', words: 'nav.papers', icon: IconId },
  { to: '/toi', words: 'nav.me', icon: IconUser },
] as const;

export function SkipLink() {
  const t = useT(texts);
  return (
    <a className="skip" href="#noi-dung">
      {t('skip.main')}
    </a>
  );
}

function Bell({ unread }: { unread: number }) {
  const t = useT(texts);
  const label = unread > 0 ? t('nav.noticesUnread', { n: unread }) : t('nav.notices');
  return (
    <Link to="/thong-bao" className="btn-icon bell" aria-label={label}>
      <IconBell className="i" aria-hidden="true" />
      {unread > 0 ? <b aria-hidden="true">{unread > 99 ? '99+' : unread}</b> : null}
    </Link>
  );
}

type CitizenHeadProps = { unread: number; signedIn: boolean; children?: ReactNode; wide?: boolean };

/** The citizen's header: mark, pages on wide screens, bell; below it the woven band. */
export function CitizenHead({ unread, signedIn, children, wide = true }: CitizenHeadProps) {
  const t = useT(texts);
  return (
    <>
      <header className="cz-head">
        <HexTexture />
        <div className={`cz-in${wide ? ' cz-in-wide' : ''}`}>
          <div className="cz-brand">
            <span className="grow">
              <BareLink to="/">
                <Mark size={30} onDark />
                {t('app.name')}
              </BareLink>
            </span>
            <nav className="cz-nav" aria-label={t('nav.main')}>
              {pages.map(({ to, words }) => (
                <BareLink
                  key={to}
                  to={to}
                  activeOptions={{ exact: to === '/' }}
                  activeProps={{ 'aria-current': 'page' }}
                >
                  {t(words)}
                </BareLink>
              ))}
            </nav>
            {signedIn ? (
              <Bell unread={unread} />
            ) : (
              <BareLink to="/dang-nhap" className="plainlink">
                {t('nav.signIn')}
              </BareLink>
            )}
          </div>
          {children}
        </div>
      </header>
      <WeaveBand />
    </>
  );
}

export function TabBar() {
  const t = useT(texts);
  return (
    <nav className="tabbar" aria-label={t('nav.main')}>
      {pages.map(({ to, words, icon: Shape }) => (
        <Link key={to} to={to} activeOptions={{ exact: to === '/' }} activeProps={{ 'aria-current': 'page' }}>
          <Shape className="i" aria-hidden="true" />
          {t(words)}
        </Link>
      ))}
    </nav>
  );
}

/** The citizen's room. Pages put their own greeting into the header by <CitizenPage>. */
export function CitizenRoom() {
  useRoom('citizen');
  return (
    <div className="cz">
      <SkipLink />
      <Outlet />
    </div>
  );
}

type CitizenPageProps = { hello?: ReactNode; children: ReactNode; wide?: boolean };

export function CitizenPage({ hello, children, wide = false }: CitizenPageProps) {
  const { session, unread } = useSession();
  return (
    <>
      <CitizenHead unread={unread} signedIn={session !== null}>
        {hello}
      </CitizenHead>
      <OfflineLine />
      {session?.actingFor ? <ActingBar actingFor={session.actingFor} /> : null}
      <main id="noi-dung" className="cz-main" tabIndex={-1}>
        <div className={`cz-in${wide ? ' cz-in-wide' : ''}`}>{children}</div>
      </main>
      <TabBar />
    </>
  );
}
