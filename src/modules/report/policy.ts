import { type Rule, definePolicy } from '#platform/access';

const part = (commands: readonly ('select' | 'insert')[]) => ({
  resource: 'report',
  column: 'report_id',
  commands,
});

/** The roles of a unit that see its reports. */
export const readerRoles = ['programme-secretary', 'programme-lead', 'leader', 'clerk'] as const;

function atUnit(role: string, actions: readonly string[]): Rule {
  return { role, on: 'report', actions, scope: { agency: 'unit' } };
}

/** The secretary writes, the leader signs, the clerk numbers and sends; receiving units see what was sent to them. */
export const policy = definePolicy({
  module: 'report',
  resources: {
    report: {
      table: 'report.report',
      columns: { unit: 'unit_id' },
      actions: {
        read: 'select',
        make: 'insert',
        edit: 'update',
        sign: 'update',
        number: 'update',
        seal: 'update',
      },
    },
    section: {
      table: 'report.section',
      actions: { read: 'select', save: 'insert' },
      partOf: part(['select', 'insert']),
    },
    step: {
      table: 'report.step',
      actions: { read: 'select', note: 'insert' },
      partOf: part(['select', 'insert']),
    },
    register: {
      table: 'report.register',
      columns: { unit: 'unit_id' },
      actions: { read: 'select', enter: 'insert' },
    },
    dispatch: {
      table: 'report.dispatch',
      columns: { unit: 'unit_id', receiver: 'receiver_id' },
      actions: { read: 'select', send: 'insert', receive: 'update' },
    },
  },
  rules: [
    atUnit('programme-secretary', ['read', 'make', 'edit']),
    atUnit('programme-lead', ['read', 'make', 'edit']),
    atUnit('leader', ['read', 'sign']),
    atUnit('clerk', ['read', 'number']),
    { role: 'system', on: 'report', actions: ['read', 'make', 'seal'], scope: 'all' },
    ...readerRoles.map(
      (role): Rule => ({ role, on: 'register', actions: ['read'], scope: { agency: 'unit' } }),
    ),
    { role: 'clerk', on: 'register', actions: ['enter'], scope: { agency: 'unit' } },
    ...readerRoles.flatMap((role): Rule[] => [
      {
        role,
        on: 'dispatch',
        actions: ['read'],
        scope: { any: [{ agency: 'unit' }, { agency: 'receiver' }] },
      },
      { role, on: 'dispatch', actions: ['receive'], scope: { agency: 'receiver' } },
    ]),
    ...['programme-secretary', 'programme-lead', 'clerk'].map(
      (role): Rule => ({ role, on: 'dispatch', actions: ['send'], scope: { agency: 'unit' } }),
    ),
    { role: 'system', on: 'dispatch', actions: ['read'], scope: 'all' },
  ],
});
