import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { office, type Search, text } from './root-routes.tsx';

const inProgramme = <const Path extends string>(path: Path) =>
  ({
    getParentRoute: () => office,
    path,
    validateSearch: (search: Search): Partial<Record<ProgrammeSearchKey, string>> =>
      Object.fromEntries(
        programmeSearch.flatMap((key) => {
          const value = text(search[key]);
          return value === undefined ? [] : [[key, value]];
        }),
      ),
  }) as const;
const programmeSearch = ['q', 'loc', 'xep', 'mh', 'dv', 'tt', 'mo', 'ngay', 'theo', 'cap', 'het'] as const;
type ProgrammeSearchKey = (typeof programmeSearch)[number];
/** Pages of the programme office, all below `/can-bo/chuong-trinh`. */
export const programmePages = [
  createRoute({
    ...inProgramme('/chuong-trinh'),
    component: lazyRouteComponent(() => import('../features/programme/overview-page.tsx'), 'OverviewPage'),
  }),
  createRoute({
    ...inProgramme('/chuong-trinh/mo-hinh/$so'),
    component: lazyRouteComponent(() => import('../features/programme/model-page.tsx'), 'ModelPage'),
  }),
  createRoute({
    ...inProgramme('/chuong-trinh/don-vi'),
    component: lazyRouteComponent(() => import('../features/programme/agencies-page.tsx'), 'AgenciesPage'),
  }),
  createRoute({
    ...inProgramme('/chuong-trinh/don-vi/$id'),
    component: lazyRouteComponent(() => import('../features/programme/agency-page.tsx'), 'AgencyPage'),
  }),
  createRoute({
    ...inProgramme('/chuong-trinh/viec'),
    component: lazyRouteComponent(() => import('../features/programme/board-page.tsx'), 'BoardPage'),
  }),
  createRoute({
    ...inProgramme('/chuong-trinh/tien-do'),
    component: lazyRouteComponent(() => import('../features/programme/timeline-page.tsx'), 'TimelinePage'),
  }),
  createRoute({
    ...inProgramme('/chuong-trinh/lich'),
    component: lazyRouteComponent(() => import('../features/programme/calendar-page.tsx'), 'CalendarPage'),
  }),
  createRoute({
    ...inProgramme('/chuong-trinh/cho-quyet-dinh'),
    component: lazyRouteComponent(() => import('../features/programme/waiting-page.tsx'), 'WaitingPage'),
  }),
  createRoute({
    ...inProgramme('/chuong-trinh/hop'),
    component: lazyRouteComponent(() => import('../features/programme/meetings-page.tsx'), 'MeetingsPage'),
  }),
  createRoute({
    ...inProgramme('/chuong-trinh/khao-sat'),
    component: lazyRouteComponent(() => import('../features/programme/sites-page.tsx'), 'SitesPage'),
  }),
  createRoute({
    ...inProgramme('/chuong-trinh/to-cong-tac'),
    component: lazyRouteComponent(() => import('../features/programme/teams-page.tsx'), 'TeamsPage'),
  }),
  createRoute({
    ...inProgramme('/chuong-trinh/nguon'),
    component: lazyRouteComponent(() => import('../features/programme/source-page.tsx'), 'SourcePage'),
  }),
] as const;
