import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { getOverview } from '#contract/programme';
import { useRead } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { OfficeHead } from '../../app/office-shell.tsx';
import '../../ui/styles/programme.css';
import { texts } from './texts.ts';

const pages = [
  ['/can-bo/chuong-trinh', 'to.overview'],
  ['/can-bo/chuong-trinh/don-vi', 'to.agencies'],
  ['/can-bo/chuong-trinh/viec', 'to.board'],
  ['/can-bo/chuong-trinh/tien-do', 'to.timeline'],
  ['/can-bo/chuong-trinh/lich', 'to.calendar'],
  ['/can-bo/chuong-trinh/cho-quyet-dinh', 'to.waiting'],
  ['/can-bo/chuong-trinh/hop', 'to.meetings'],
  ['/can-bo/chuong-trinh/khao-sat', 'to.sites'],
  ['/can-bo/chuong-trinh/to-cong-tac', 'to.teams'],
  ['/can-bo/chuong-trinh/nguon', 'to.source'],
] as const;

/** What the whole programme looks like now; every page's navigation shows how much waits. */
export function useOverview() {
  return useRead(getOverview, {}, { staleTime: 15_000 });
}

type FrameProps = { children: ReactNode; bare?: boolean } & Pick<Parameters<typeof OfficeHead>[0], 'search'>;

/** Pages of the programme beside one another; the page below. */
export function ProgrammeFrame({ children, bare, search }: FrameProps) {
  const t = useT(texts);
  const found = useOverview();
  const waiting = (found.data?.extensionsAsked ?? 0) + (found.data?.handoversOffered ?? 0);
  return (
    <div className="opage-prog">
      <OfficeHead title={t('title')} search={search} />
      <nav className="prog-nav" aria-label={t('sections')}>
        {pages.map(([to, words]) => (
          <Link
            key={to}
            to={to}
            activeOptions={{ exact: to === '/can-bo/chuong-trinh', includeSearch: false }}
            activeProps={{ 'aria-current': 'page' }}
          >
            {t(words)}
            {words === 'to.waiting' && waiting > 0 ? <b>{waiting}</b> : null}
          </Link>
        ))}
      </nav>
      <main id="noi-dung" className={bare ? 'prog-main' : 'oscroll'} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
