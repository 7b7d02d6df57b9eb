import { definePolicy } from '#platform/access';

const actions = { read: 'select', publish: 'insert' } as const;
const publish = (role: string) =>
  (['opening-hours', 'holiday-rule', 'notice'] as const).map((on) => ({
    role,
    on,
    actions: ['publish'],
    scope: 'all' as const,
  }));

/** Everybody may know when an office is open; nobody may change what was published. */
export const policy = definePolicy({
  module: 'calendar',
  resources: {
    'opening-hours': { table: 'calendar.opening_hours', actions },
    'holiday-rule': { table: 'calendar.holiday_rule', actions },
    notice: { table: 'calendar.notice', actions },
  },
  rules: [
    { role: 'anyone', on: 'opening-hours', actions: ['read'], scope: 'all' },
    { role: 'anyone', on: 'holiday-rule', actions: ['read'], scope: 'all' },
    { role: 'anyone', on: 'notice', actions: ['read'], scope: 'all' },
    ...publish('calendar-publisher'),
    ...publish('system'),
  ],
});
