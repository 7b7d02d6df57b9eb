// Invented failed jobs, versions and previews for the gallery and the screenshots.
const id = (n: number) => `0193f2a0-0000-7000-8000-${String(n).padStart(12, '0')}`;

export const failedJobs = [
  {
    id: '4711',
    task: 'national-portal.sync',
    about: `dossier:${id(11)}`,
    attempts: 12,
    mostAttempts: 12,
    error: 'gateway answered 500',
    createdAt: '2026-11-22T07:00:00+07:00',
    lastAt: '2026-11-23T03:12:00+07:00',
    nextAt: null,
  },
  {
    id: '4712',
    task: 'events.deliver',
    about: `event:${id(12)}:one-stop.tell`,
    attempts: 3,
    mostAttempts: 12,
    error: 'connect ECONNREFUSED',
    createdAt: '2026-11-23T08:50:00+07:00',
    lastAt: '2026-11-23T09:10:00+07:00',
    nextAt: '2026-11-23T09:31:00+07:00',
  },
];
export const endedJobs = [
  {
    id: id(901),
    task: 'notify.send',
    about: null,
    error: 'no route',
    reason: 'Cổng tin nhắn cũ đã ngừng hẳn từ 01/11',
    endedBy: id(301),
    endedAt: '2026-11-20T10:00:00+07:00',
  },
];
export const messages = [
  {
    id: id(902),
    channel: 'sms',
    to: '0900•••701',
    state: 'failed',
    attempts: 5,
    lastError: 'permanent: number not in service',
    createdAt: '2026-11-23T07:00:00+07:00',
  },
];
const version = (n: number, from: string, to: string | null) => ({
  version: n,
  validFrom: from,
  validTo: to,
  publishedAt: `${from}T08:00:00+07:00`,
  inForce: to === null,
  verified: false,
});
export const versions = [version(2, '2026-11-01', null), version(1, '2025-07-01', '2026-11-01')];
export const differences = {
  version: 2,
  against: 1,
  items: [
    { path: ['name', 'vi'], kind: 'changed', before: 'Cấp bản sao', after: 'Cấp bản sao trích lục hộ tịch' },
    { path: ['components', 'officialRequest'], kind: 'added', before: null, after: '{"kind":"upload"}' },
  ],
};
const plan = (day: string, working: boolean) => ({
  day,
  working,
  intervals: working ? ['07:00-11:30', '13:30-17:00'] : [],
  kind: working ? 'ordinary' : 'swapped_off',
  name: null,
  provisional: false,
});
export const noticePreview = {
  days: [
    { before: plan('2026-12-14', true), after: plan('2026-12-14', false) },
    { before: plan('2026-12-19', false), after: plan('2026-12-19', true) },
  ],
  isPast: false,
  replacesOwn: false,
  receivedOn: '2026-12-11',
  deadlines: [
    { workingDays: 1, before: '2026-12-14', after: '2026-12-15' },
    { workingDays: 5, before: '2026-12-18', after: '2026-12-19' },
    { workingDays: 10, before: '2026-12-25', after: '2026-12-25' },
  ],
};
