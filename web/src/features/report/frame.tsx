import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import { useT } from '../../app/language.tsx';
import { OfficeHead } from '../../app/office-shell.tsx';
import '../../ui/styles/charts.css';
import { texts } from './texts.ts';

/** Reports: our own and those sent to us, beside one another. */
export function ReportFrame({ children }: { children: ReactNode }) {
  const t = useT(texts);
  return (
    <div className="opage-all">
      <OfficeHead title={t('title')} />
      <main id="noi-dung" className="oscroll" tabIndex={-1}>
        <nav className="segmented admin-nav" aria-label={t('title')}>
          <Link to="/can-bo/bao-cao" activeProps={{ 'aria-current': 'page' }}>
            {t('mine')}
          </Link>
          <Link to="/can-bo/bao-cao-den" activeProps={{ 'aria-current': 'page' }}>
            {t('incoming')}
          </Link>
        </nav>
        {children}
      </main>
    </div>
  );
}
