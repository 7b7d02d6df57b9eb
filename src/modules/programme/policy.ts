import { definePolicy, type Rule } from '#platform/access';

const actions = { read: 'select', add: 'insert', change: 'update' } as const;
const shared = { actions } as const;
const withAgency = { columns: { agency: 'agency_id' }, actions } as const;

/** Tables that staff of the programme read; who writes is said below. */
const readable = [
  'model',
  'assessment',
  'model-run',
  'setting',
  'meeting',
  'decision',
  'task',
  'step',
  'evidence',
  'extension',
  'obstacle',
  'agency-plan',
  'handover',
  'comment',
  'event',
  'site',
  'team',
  'member',
];

const everything = ['read', 'add', 'change'];
const rules: Rule[] = [
  ...readable.flatMap((on): Rule[] => [
    { role: 'staff', on, actions: ['read'], scope: 'all' },
    { role: 'system', on, actions: everything, scope: 'all' },
    { role: 'programme-secretary', on, actions: ['add', 'change'], scope: 'all' },
  ]),
  // A responsible officer works on what is their own agency's.
  ...['task', 'evidence', 'extension', 'obstacle', 'site', 'agency-plan'].map(
    (on): Rule => ({ role: 'programme-lead', on, actions: ['add', 'change'], scope: { agency: 'agency' } }),
  ),
  { role: 'programme-lead', on: 'step', actions: ['change'], scope: { agency: 'agency' } },
  { role: 'programme-lead', on: 'handover', actions: ['change'], scope: { agency: 'to' } },
  // Taking a task over from an agency that is no more changes a row of the predecessor.
  ...['programme-lead', 'programme-approver', 'leader'].flatMap((role): Rule[] => [
    { role, on: 'comment', actions: ['add'], scope: { actor: 'by' } },
    { role, on: 'event', actions: ['add'], scope: { actor: 'actor' } },
  ]),
  { role: 'programme-approver', on: 'extension', actions: ['change'], scope: 'all' },
  { role: 'programme-approver', on: 'task', actions: ['change'], scope: 'all' },
  { role: 'programme-approver', on: 'model-run', actions: ['change'], scope: 'all' },
  { role: 'programme-approver', on: 'agency-plan', actions: ['change'], scope: 'all' },
  ...['programme-secretary', 'system'].map(
    (role): Rule => ({ role, on: 'contact', actions: everything, scope: 'all' }),
  ),
  { role: 'programme-approver', on: 'contact', actions: ['read'], scope: 'all' },
];

/** Officers see how the plan goes; the standing body runs it, each agency works on its own, another person approves. */
export const policy = definePolicy({
  module: 'programme',
  resources: {
    model: { table: 'programme.model', ...shared },
    assessment: { table: 'programme.assessment', ...shared },
    'model-run': { table: 'programme.model_run', ...shared },
    setting: { table: 'programme.setting', ...shared },
    meeting: { table: 'programme.meeting', ...shared },
    decision: { table: 'programme.decision', ...shared },
    task: { table: 'programme.task', ...withAgency },
    step: { table: 'programme.step', ...withAgency },
    evidence: { table: 'programme.evidence', ...withAgency },
    extension: { table: 'programme.extension', ...withAgency },
    obstacle: { table: 'programme.obstacle', ...withAgency },
    'agency-plan': { table: 'programme.agency_plan', ...withAgency },
    handover: {
      table: 'programme.handover',
      columns: { to: 'to_agency_id', from: 'from_agency_id' },
      actions,
    },
    comment: { table: 'programme.comment', columns: { by: 'by' }, actions },
    event: { table: 'programme.event', columns: { actor: 'actor_id' }, actions },
    site: { table: 'programme.site', ...withAgency },
    team: { table: 'programme.team', ...shared },
    member: { table: 'programme.member', ...shared },
    contact: { table: 'programme.member_contact', ...shared },
  },
  rules,
});
