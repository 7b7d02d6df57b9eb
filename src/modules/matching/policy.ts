import { definePolicy, type Rule, type Scope } from '#platform/access';

const owned: Scope = { agency: 'agency' };
const local: Scope = { place: 'place' };
const ownedOrLocal: Scope = { any: [owned, local] };

/** A department sees its lists; a commune sees the rows of its place; a lead either. Titles and progress tell nothing of anybody. */
const owners: Rule[] = [
  { role: 'list-owner', on: 'list', actions: ['read', 'create', 'change'], scope: owned },
  ...['edition', 'staged-row', 'row-problem', 'row', 'judgement'].map(
    (on): Rule => ({ role: 'list-owner', on, actions: ['read'], scope: owned }),
  ),
  { role: 'list-owner', on: 'edition', actions: ['add', 'change'], scope: owned },
  { role: 'list-owner', on: 'run', actions: ['read', 'request'], scope: owned },
  { role: 'list-owner', on: 'correction', actions: ['read', 'answer'], scope: owned },
  { role: 'list-owner', on: 'member-change', actions: ['read', 'handle'], scope: owned },
  { role: 'list-owner', on: 'export', actions: ['read', 'request'], scope: owned },
  { role: 'list-owner', on: 'tally', actions: ['read'], scope: owned },
  {
    role: 'population-registrar',
    on: 'correction',
    actions: ['read', 'answer'],
    scope: { column: 'towards', in: ['register'] },
  },
];

function reviewers(role: string, scope: Scope): Rule[] {
  return [
    { role, on: 'list', actions: ['read'], scope: 'all' },
    { role, on: 'row', actions: ['read', 'judge'], scope },
    { role, on: 'judgement', actions: ['read', 'add', 'undo'], scope },
    { role, on: 'correction', actions: ['read', 'request', 'answer'], scope },
    { role, on: 'tally', actions: ['read', 'shift'], scope },
  ];
}

const machine: Rule[] = [
  { role: 'staff', on: 'run', actions: ['read'], scope: 'all' },
  { role: 'system', on: 'list', actions: ['read', 'create', 'change'], scope: 'all' },
  { role: 'system', on: 'edition', actions: ['read', 'add', 'change'], scope: 'all' },
  { role: 'system', on: 'staged-row', actions: ['read', 'add', 'drop'], scope: 'all' },
  { role: 'system', on: 'row-problem', actions: ['read', 'add', 'drop'], scope: 'all' },
  { role: 'system', on: 'row', actions: ['read', 'add', 'judge'], scope: 'all' },
  { role: 'system', on: 'run', actions: ['read', 'request', 'advance'], scope: 'all' },
  { role: 'system', on: 'judgement', actions: ['read', 'add', 'undo'], scope: 'all' },
  { role: 'system', on: 'tally', actions: ['read', 'add', 'shift', 'drop'], scope: 'all' },
  { role: 'system', on: 'correction', actions: ['read', 'request', 'answer'], scope: 'all' },
  { role: 'system', on: 'member-change', actions: ['read', 'add', 'handle'], scope: 'all' },
  { role: 'system', on: 'export', actions: ['read', 'request', 'finish'], scope: 'all' },
];

const agency = { agency: 'agency_id' } as const;
const agencyAndPlace = { agency: 'agency_id', place: 'commune_code' } as const;

export const policy = definePolicy({
  module: 'matching',
  resources: {
    list: {
      table: 'matching.list',
      columns: agency,
      actions: { read: 'select', create: 'insert', change: 'update' },
    },
    edition: {
      table: 'matching.edition',
      columns: agency,
      actions: { read: 'select', add: 'insert', change: 'update' },
    },
    'staged-row': {
      table: 'matching.staged_row',
      columns: agency,
      actions: { read: 'select', add: 'insert', drop: 'delete' },
    },
    'row-problem': {
      table: 'matching.row_problem',
      columns: agency,
      actions: { read: 'select', add: 'insert', drop: 'delete' },
    },
    row: {
      table: 'matching.row',
      columns: agencyAndPlace,
      actions: { read: 'select', add: 'insert', judge: 'update' },
    },
    run: {
      table: 'matching.run',
      columns: agency,
      actions: { read: 'select', request: 'insert', advance: 'update' },
    },
    judgement: {
      table: 'matching.judgement',
      columns: agencyAndPlace,
      actions: { read: 'select', add: 'insert', undo: 'update' },
    },
    tally: {
      table: 'matching.tally',
      columns: agencyAndPlace,
      actions: { read: 'select', add: 'insert', shift: 'update', drop: 'delete' },
    },
    correction: {
      table: 'matching.correction',
      columns: { ...agencyAndPlace, towards: 'towards' },
      actions: { read: 'select', request: 'insert', answer: 'update' },
    },
    'member-change': {
      table: 'matching.member_change',
      columns: agency,
      actions: { read: 'select', add: 'insert', handle: 'update' },
    },
    export: {
      table: 'matching.list_export',
      columns: agency,
      actions: { read: 'select', request: 'insert', finish: 'update' },
    },
  },
  rules: [
    ...owners,
    ...reviewers('match-reviewer', local),
    ...reviewers('match-lead', ownedOrLocal),
    ...machine,
  ],
  open: {
    'matching.list_kind': ['select', 'insert'],
    'matching.mapping': ['select', 'insert', 'update'],
    'matching.population_change': ['select', 'insert', 'delete'],
  },
});
