import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import type { Measure } from '../features/population/show.ts';
import { HomePage } from '../features/home/home-page.tsx';
import { CitizenRoom } from './citizen-shell.tsx';
import { NotFound, PageFailed } from './fallback.tsx';
import { programmePages } from './programme-routes.ts';
import { office, root, type Search, text } from './root-routes.tsx';
import { words } from './router-search.ts';

const yesNo = (value: unknown): 'true' | 'false' | undefined =>
  value === 'true' || value === true ? 'true' : value === 'false' || value === false ? 'false' : undefined;

const citizen = createRoute({ getParentRoute: () => root, id: 'citizen', component: CitizenRoom });
const under = <const Path extends string>(path: Path) => ({ getParentRoute: () => citizen, path }) as const;

const home = createRoute({ ...under('/'), component: HomePage });
const finder = createRoute({
  ...under('/thu-tuc'),
  validateSearch: (search: Search): { q?: string; mo?: 'true' } => ({
    q: text(search.q),
    mo: yesNo(search.mo) === 'true' ? 'true' : undefined,
  }),
  component: lazyRouteComponent(() => import('../features/procedure/finder-page.tsx'), 'FinderPage'),
});
const procedure = createRoute({
  ...under('/thu-tuc/$ma'),
  component: lazyRouteComponent(() => import('../features/procedure/procedure-page.tsx'), 'ProcedurePage'),
});
const draftPapers = createRoute({
  ...under('/nop-ho-so/$id/giay-to'),
  component: lazyRouteComponent(() => import('../features/filing/papers-page.tsx'), 'PapersPage'),
});
const draftCheck = createRoute({
  ...under('/nop-ho-so/$id/kiem-tra'),
  component: lazyRouteComponent(() => import('../features/filing/check-page.tsx'), 'CheckPage'),
});
const draftQuestion = createRoute({
  ...under('/nop-ho-so/$id/$trang'),
  component: lazyRouteComponent(() => import('../features/filing/question-page.tsx'), 'QuestionPage'),
});
const dossiers = createRoute({
  ...under('/ho-so'),
  validateSearch: (search: Search): { q?: string; mo?: 'true' | 'false'; sau?: string } => ({
    q: text(search.q),
    mo: yesNo(search.mo),
    sau: text(search.sau),
  }),
  component: lazyRouteComponent(() => import('../features/dossier/list-page.tsx'), 'DossierListPage'),
});
const dossier = createRoute({
  ...under('/ho-so/$id'),
  component: lazyRouteComponent(() => import('../features/dossier/detail-page.tsx'), 'DossierPage'),
});
const supplement = createRoute({
  ...under('/ho-so/$id/bo-sung'),
  component: lazyRouteComponent(() => import('../features/dossier/supplement-page.tsx'), 'SupplementPage'),
});
const pay = createRoute({
  ...under('/ho-so/$id/thanh-toan'),
  component: lazyRouteComponent(() => import('../features/filing/pay-page.tsx'), 'PayPage'),
});
const done = createRoute({
  ...under('/ho-so/$id/da-nop'),
  component: lazyRouteComponent(() => import('../features/filing/done-page.tsx'), 'DonePage'),
});
const papers = createRoute({
  ...under('/giay-to'),
  validateSearch: words('sau'),
  component: lazyRouteComponent(() => import('../features/vault/papers-page.tsx'), 'PapersPage'),
});
const paper = createRoute({
  ...under('/giay-to/$id'),
  component: lazyRouteComponent(() => import('../features/vault/paper-page.tsx'), 'PaperPage'),
});
const verify = createRoute({
  ...under('/xac-minh'),
  component: lazyRouteComponent(() => import('../features/verify/verify-page.tsx'), 'VerifyPage'),
});
const verifyCode = createRoute({
  ...under('/xac-minh/$ma'),
  component: lazyRouteComponent(() => import('../features/verify/verify-page.tsx'), 'VerifyPage'),
});
const track = createRoute({
  ...under('/tra-cuu'),
  validateSearch: words('ma'),
  component: lazyRouteComponent(() => import('../features/dossier/track-page.tsx'), 'TrackPage'),
});
const signIn = createRoute({
  ...under('/dang-nhap'),
  validateSearch: words('ve', 'loi', 'level'),
  component: lazyRouteComponent(() => import('../features/me/sign-in-page.tsx'), 'SignInPage'),
});
const me = createRoute({
  ...under('/toi'),
  component: lazyRouteComponent(() => import('../features/me/me-page.tsx'), 'MePage'),
});
const notices = createRoute({
  ...under('/thong-bao'),
  component: lazyRouteComponent(() => import('../features/me/notices-page.tsx'), 'NoticesPage'),
});
const payments = createRoute({
  ...under('/thanh-toan'),
  component: lazyRouteComponent(() => import('../features/me/payments-page.tsx'), 'PaymentsPage'),
});
const looks = createRoute({
  ...under('/ai-da-xem'),
  component: lazyRouteComponent(() => import('../features/me/looks-page.tsx'), 'LooksPage'),
});

const consents = createRoute({
  ...under('/dong-y'),
  component: lazyRouteComponent(() => import('../features/mandate/consents-page.tsx'), 'ConsentsPage'),
});
const authorisations = createRoute({
  ...under('/uy-quyen'),
  component: lazyRouteComponent(
    () => import('../features/mandate/authorisations-page.tsx'),
    'AuthorisationsPage',
  ),
});
const myOrganisation = createRoute({
  ...under('/to-chuc/$id'),
  component: lazyRouteComponent(
    () => import('../features/mandate/organisation-page.tsx'),
    'OrganisationPage',
  ),
});

const queue = createRoute({
  getParentRoute: () => office,
  path: '/',
  validateSearch: (
    search: Search,
  ): { nhom?: string; toi?: 'true'; q?: string; ho?: string; xep?: string } => ({
    nhom: text(search.nhom),
    toi: yesNo(search.toi) === 'true' ? 'true' : undefined,
    q: text(search.q),
    ho: text(search.ho),
    xep: text(search.xep),
  }),
  component: lazyRouteComponent(() => import('../features/queue/queue-page.tsx'), 'QueuePage'),
});
const officeSignIn = createRoute({
  getParentRoute: () => root,
  path: '/can-bo/dang-nhap',
  validateSearch: words('ve', 'luot', 'loi', 'level'),
  component: lazyRouteComponent(
    () => import('../features/office-sign-in/sign-in-page.tsx'),
    'OfficeSignInPage',
  ),
});
const enrol = createRoute({
  getParentRoute: () => root,
  path: '/can-bo/thiet-lap',
  component: lazyRouteComponent(() => import('../features/office-sign-in/enrol-page.tsx'), 'EnrolPage'),
});
const bases = createRoute({
  getParentRoute: () => office,
  path: '/can-cu',
  validateSearch: words('xem'),
  component: lazyRouteComponent(() => import('../features/access/bases-page.tsx'), 'BasesPage'),
});
const people = createRoute({
  getParentRoute: () => office,
  path: '/tra-cuu-nguoi',
  validateSearch: words('cc'),
  component: lazyRouteComponent(
    () => import('../features/access/person-search-page.tsx'),
    'PersonSearchPage',
  ),
});
const officePerson = createRoute({
  getParentRoute: () => office,
  path: '/tra-cuu-nguoi/$id',
  validateSearch: words('cc'),
  component: lazyRouteComponent(() => import('../features/access/person-page.tsx'), 'OfficePersonPage'),
});
const adminHome = createRoute({
  getParentRoute: () => office,
  path: '/quan-tri',
  beforeLoad: () => {
    throw redirect({ to: '/can-bo/quan-tri/nhan-su', replace: true });
  },
});
const adminProcedures = createRoute({
  getParentRoute: () => office,
  path: '/quan-tri/thu-tuc',
  validateSearch: words('q', 'xep'),
  component: lazyRouteComponent(() => import('../features/admin/procedures-page.tsx'), 'ProceduresAdminPage'),
});
const adminStaff = createRoute({
  getParentRoute: () => office,
  path: '/quan-tri/nhan-su',
  validateSearch: words('q'),
  component: lazyRouteComponent(() => import('../features/admin/staff-page.tsx'), 'StaffPage'),
});
const adminCalendar = createRoute({
  getParentRoute: () => office,
  path: '/quan-tri/lich',
  validateSearch: words('thang'),
  component: lazyRouteComponent(() => import('../features/admin/calendar-page.tsx'), 'CalendarPage'),
});
const adminUnmatched = createRoute({
  getParentRoute: () => office,
  path: '/quan-tri/tien-chua-khop',
  component: lazyRouteComponent(() => import('../features/admin/money-pages.tsx'), 'UnmatchedPage'),
});
const adminReconciliation = createRoute({
  getParentRoute: () => office,
  path: '/quan-tri/doi-soat',
  component: lazyRouteComponent(() => import('../features/admin/money-pages.tsx'), 'ReconciliationPage'),
});

const adminAudit = createRoute({
  getParentRoute: () => office,
  path: '/quan-tri/nhat-ky',
  component: lazyRouteComponent(() => import('../features/admin/audit-page.tsx'), 'AuditPage'),
});

const population = createRoute({
  getParentRoute: () => office,
  path: '/dan-cu',
  validateSearch: (search: Search): { ngay?: string; xa?: string; chi?: Measure; dt?: string } => ({
    ngay: text(search.ngay),
    xa: text(search.xa),
    chi: text(search.chi) as Measure | undefined,
    dt: text(search.dt),
  }),
  component: lazyRouteComponent(() => import('../features/population/population-page.tsx'), 'PopulationPage'),
});
const populationPeople = createRoute({
  getParentRoute: () => office,
  path: '/dan-cu/danh-sach',
  validateSearch: words('xa', 'cc', 'gt', 'tuoi', 'dt', 'sau'),
  component: lazyRouteComponent(
    () => import('../features/population/people-page.tsx'),
    'PopulationPeoplePage',
  ),
});

const deskRoom = createRoute({
  getParentRoute: () => root,
  path: '/quay',
  validateSearch: words('viec'),
  component: lazyRouteComponent(() => import('../features/card/desk-page.tsx'), 'DeskPage'),
});
const officeDevices = createRoute({
  getParentRoute: () => office,
  path: '/thiet-bi',
  component: lazyRouteComponent(() => import('../features/card/devices-page.tsx'), 'DevicesPage'),
});

const indicators = createRoute({
  getParentRoute: () => office,
  path: '/chi-so',
  validateSearch: words('q', 'mo', 'dv', 'nguon', 'xep'),
  component: lazyRouteComponent(() => import('../features/indicator/list-page.tsx'), 'IndicatorListPage'),
});
const oneIndicator = createRoute({
  getParentRoute: () => office,
  path: '/chi-so/$ma',
  validateSearch: words('ngay', 'biet', 'xa'),
  component: lazyRouteComponent(() => import('../features/indicator/indicator-page.tsx'), 'IndicatorPage'),
});
const reports = createRoute({
  getParentRoute: () => office,
  path: '/bao-cao',
  validateSearch: words('q', 'loai', 'sau'),
  component: lazyRouteComponent(() => import('../features/report/list-page.tsx'), 'ReportListPage'),
});
const oneReport = createRoute({
  getParentRoute: () => office,
  path: '/bao-cao/$id',
  validateSearch: words('xem'),
  component: lazyRouteComponent(() => import('../features/report/report-page.tsx'), 'ReportPage'),
});
const incomingReports = createRoute({
  getParentRoute: () => office,
  path: '/bao-cao-den',
  validateSearch: words('sau'),
  component: lazyRouteComponent(() => import('../features/report/incoming-page.tsx'), 'IncomingReportsPage'),
});
const adminFailed = createRoute({
  getParentRoute: () => office,
  path: '/quan-tri/viec-loi',
  component: lazyRouteComponent(() => import('../features/admin/failed-jobs-page.tsx'), 'FailedJobsPage'),
});
const adminVersions = createRoute({
  getParentRoute: () => office,
  path: '/quan-tri/thu-tuc/$ma',
  validateSearch: words('ban'),
  component: lazyRouteComponent(() => import('../features/admin/versions-page.tsx'), 'VersionsPage'),
});
const adminNotice = createRoute({
  getParentRoute: () => office,
  path: '/quan-tri/lich/thong-bao',
  component: lazyRouteComponent(
    () => import('../features/admin/calendar-notice-page.tsx'),
    'CalendarNoticePage',
  ),
});

const matchQueue = createRoute({
  getParentRoute: () => office,
  path: '/lam-sach',
  validateSearch: words('nhom', 'ds', 'xa', 'luuy', 'q', 'dong'),
  component: lazyRouteComponent(() => import('../features/matching/queue-page.tsx'), 'MatchQueuePage'),
});
const matchLists = createRoute({
  getParentRoute: () => office,
  path: '/lam-sach/danh-sach',
  validateSearch: words('q'),
  component: lazyRouteComponent(() => import('../features/matching/lists-page.tsx'), 'MatchListsPage'),
});
const matchList = createRoute({
  getParentRoute: () => office,
  path: '/lam-sach/danh-sach/$id',
  validateSearch: words('kq', 'luuy', 'xa', 'q'),
  component: lazyRouteComponent(() => import('../features/matching/list-page.tsx'), 'MatchListPage'),
});
const matchCorrections = createRoute({
  getParentRoute: () => office,
  path: '/lam-sach/de-nghi-sua',
  component: lazyRouteComponent(() => import('../features/matching/corrections-page.tsx'), 'CorrectionsPage'),
});
const matchChanges = createRoute({
  getParentRoute: () => office,
  path: '/lam-sach/bien-dong',
  validateSearch: (search: Search): { chi?: 'tat-ca' } => ({
    chi: search.chi === 'tat-ca' ? 'tat-ca' : undefined,
  }),
  component: lazyRouteComponent(() => import('../features/matching/changes-page.tsx'), 'MemberChangesPage'),
});
const matchLookup = createRoute({
  getParentRoute: () => office,
  path: '/lam-sach/tra-cuu',
  validateSearch: words('cc'),
  component: lazyRouteComponent(() => import('../features/matching/lookup-page.tsx'), 'LookupPage'),
});
const centre = createRoute({
  getParentRoute: () => office,
  path: '/dieu-hanh',
  validateSearch: (search: Search): { muc?: string; xem?: string } => ({
    muc: text(search.muc),
    xem: text(search.xem),
  }),
  component: lazyRouteComponent(() => import('../features/ioc/centre-page.tsx'), 'CentrePage'),
});

const officeTree = office.addChildren([
  ...programmePages,
  centre,
  officeDevices,
  indicators,
  oneIndicator,
  reports,
  oneReport,
  incomingReports,
  matchQueue,
  matchLists,
  matchList,
  matchCorrections,
  matchChanges,
  matchLookup,
  population,
  populationPeople,
  queue,
  bases,
  people,
  officePerson,
  adminHome,
  adminStaff,
  adminProcedures,
  adminCalendar,
  adminUnmatched,
  adminReconciliation,
  adminAudit,
  adminFailed,
  adminVersions,
  adminNotice,
]);
const citizenTree = citizen.addChildren([
  home,
  finder,
  procedure,
  draftPapers,
  draftCheck,
  draftQuestion,
  dossiers,
  dossier,
  supplement,
  pay,
  done,
  papers,
  paper,
  verify,
  verifyCode,
  track,
  signIn,
  me,
  notices,
  payments,
  looks,
  consents,
  authorisations,
  myOrganisation,
]);

const iocLeader = createRoute({
  getParentRoute: () => root,
  path: '/ioc',
  validateSearch: (search: Search): { 'bo-cuc'?: string; trang?: number; ngay?: string; xa?: string } => ({
    'bo-cuc': text(search['bo-cuc']),
    trang: Number(search.trang) || undefined,
    ngay: text(search.ngay),
    xa: text(search.xa),
  }),
  component: lazyRouteComponent(() => import('../features/ioc/leader-page.tsx'), 'LeaderPage'),
});
const iocWall = createRoute({
  getParentRoute: () => root,
  path: '/ioc/tuong',
  validateSearch: (search: Search): { 'bo-cuc'?: string } => ({ 'bo-cuc': text(search['bo-cuc']) }),
  component: lazyRouteComponent(() => import('../features/ioc/wall-page.tsx'), 'WallPage'),
});
const iocIndicator = createRoute({
  getParentRoute: () => root,
  path: '/ioc/chi-so/$key',
  validateSearch: words('ngay', 'xa'),
  component: lazyRouteComponent(() => import('../features/ioc/indicator-page.tsx'), 'IocIndicatorPage'),
});
const iocTree = [iocLeader, iocWall, iocIndicator] as const;

const gallery = createRoute({
  getParentRoute: () => root,
  path: '/bo-giao-dien',
  component: lazyRouteComponent(() => import('../ui/gallery/gallery-page.tsx'), 'GalleryPage'),
});
const all =
  import.meta.env.DEV || import.meta.env.VITE_GALLERY === '1'
    ? root.addChildren([...iocTree, citizenTree, officeTree, officeSignIn, deskRoom, enrol, gallery])
    : root.addChildren([...iocTree, citizenTree, officeTree, officeSignIn, deskRoom, enrol]);

export const router = createRouter({
  routeTree: all,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: PageFailed,
  defaultNotFoundComponent: NotFound,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
