import { definePolicy, type Rule } from '#platform/access';

const operator = 'ioc-operator';
export const viewers = ['ioc-viewer', operator, 'leader'] as const;
const read = ['read'];
const reads = (on: string): Rule[] => [
  ...viewers.map((role): Rule => ({ role, on, actions: read, scope: 'all' })),
  { role: 'administrator', on, actions: read, scope: 'all' },
];

/** Leaders look, operators arrange and answer alerts, administrators and operators pair screens. */
export const policy = definePolicy({
  module: 'ioc',
  resources: {
    layout: { table: 'ioc.layout', actions: { read: 'select', save: 'insert' } },
    board: { table: 'ioc.board', actions: { read: 'select', make: 'insert', replace: 'update' } },
    alert: { table: 'ioc.alert', actions: { read: 'select', raise: 'insert', answer: 'update' } },
    display: { table: 'ioc.display', actions: { read: 'select', add: 'insert', change: 'update' } },
    boundary: { table: 'ioc.boundary', actions: { read: 'select', add: 'insert', use: 'update' } },
  },
  rules: [
    ...['layout', 'board', 'alert'].flatMap(reads),
    { role: operator, on: 'layout', actions: ['save'], scope: 'all' },
    { role: operator, on: 'alert', actions: ['answer'], scope: 'all' },
    ...[operator, 'administrator'].flatMap((role): Rule[] => [
      { role, on: 'display', actions: ['read', 'add', 'change'], scope: 'all' },
      { role, on: 'boundary', actions: ['add', 'use'], scope: 'all' },
    ]),
    { role: 'anyone', on: 'boundary', actions: read, scope: 'all' },
    { role: 'system', on: 'layout', actions: ['read', 'save'], scope: 'all' },
    { role: 'system', on: 'board', actions: ['read', 'make', 'replace'], scope: 'all' },
    { role: 'system', on: 'alert', actions: ['read', 'raise', 'answer'], scope: 'all' },
    { role: 'system', on: 'display', actions: ['read', 'change'], scope: 'all' },
  ],
});
