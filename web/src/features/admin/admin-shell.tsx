import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useT } from '../../app/language.tsx';
import { OfficeHead } from '../../app/office-shell.tsx';
import { texts } from './texts.ts';

export const adminPages = [
  { path: '/can-bo/quan-tri/nhan-su', words: 'to.nhan-su' },
  { path: '/can-bo/quan-tri/thu-tuc', words: 'to.thu-tuc' },
  { path: '/can-bo/quan-tri/lich', words: 'to.lich' },
  { path: '/can-bo/quan-tri/tien-chua-khop', words: 'to.tien' },
  { path: '/can-bo/quan-tri/doi-soat', words: 'to.doi-soat' },
  { path: '/can-bo/quan-tri/nhat-ky', words: 'to.nhat-ky' },
  { path: '/can-bo/quan-tri/viec-loi', words: 'to.viec-loi' },
] as const;

/** Administration: its sections beside one another, the page below. */
export function AdminFrame({ children }: { children: ReactNode }) {
  const t = useT(texts);
  return (
    <div className="opage-all">
      <OfficeHead title={t('title')} />
      <main id="noi-dung" className="oscroll" tabIndex={-1}>
        <nav className="segmented admin-nav" aria-label={t('sections')}>
          {adminPages.map(({ path, words }) => (
            <Link key={path} to={path} activeProps={{ 'aria-current': 'page' }}>
              {t(words)}
            </Link>
          ))}
        </nav>
        {children}
      </main>
    </div>
  );
}
