import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useT } from '../../app/language.tsx';
import { OfficeHead } from '../../app/office-shell.tsx';
import { texts } from './texts.ts';

const pages = [
  { path: '/can-bo/lam-sach', words: 'to.queue' },
  { path: '/can-bo/lam-sach/danh-sach', words: 'to.lists' },
  { path: '/can-bo/lam-sach/de-nghi-sua', words: 'to.corrections' },
  { path: '/can-bo/lam-sach/bien-dong', words: 'to.changes' },
  { path: '/can-bo/lam-sach/tra-cuu', words: 'to.lookup' },
] as const;

export function MatchingNav() {
  const t = useT(texts);
  return (
    <nav className="segmented admin-nav" aria-label={t('sections')}>
      {pages.map(({ path, words }) => (
        <Link
          key={path}
          to={path}
          activeOptions={{ exact: path === '/can-bo/lam-sach', includeSearch: false }}
          activeProps={{ 'aria-current': 'page' }}
        >
          {t(words)}
        </Link>
      ))}
    </nav>
  );
}

/** Data cleaning: its sections beside one another, the page below. */
export function MatchingFrame({ title, children }: { title?: string; children: ReactNode }) {
  const t = useT(texts);
  return (
    <div className="opage-all">
      <OfficeHead title={title ?? t('title')} />
      <main id="noi-dung" className="oscroll" tabIndex={-1}>
        <MatchingNav />
        {children}
      </main>
    </div>
  );
}
