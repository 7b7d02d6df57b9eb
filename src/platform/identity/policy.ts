import { type Command, definePolicy } from '#platform/access';

/** The role whose holders look after accounts; as the office register names it. */
export const ADMINISTRATOR = 'administrator';

const all = { read: 'select', create: 'insert', change: 'update', remove: 'delete' } as const;
const ACTIONS = Object.keys(all);

const tables = {
  account: 'identity.account',
  'staff-account': 'identity.staff_account',
  flow: 'identity.flow',
  throttle: 'identity.throttle',
  enrolment: 'identity.enrolment',
  'oidc-artifact': 'identity.oidc_artifact',
  'signing-key': 'identity.signing_key',
  'seen-token': 'identity.seen_token',
} as const;

const systemOnly = Object.fromEntries(
  Object.entries(tables).map(([name, table]) => [
    name,
    { table, actions: all as Readonly<Record<string, Command>> },
  ]),
);

/** Signing in is the system's work; who is signed in may see and end their own sessions and passkeys. */
export const policy = definePolicy({
  module: 'identity',
  resources: {
    ...systemOnly,
    session: { table: 'identity.session', columns: { account: 'account_id' }, actions: all },
    enrolment: { table: tables.enrolment, columns: { account: 'account_id' }, actions: all },
    passkey: { table: 'identity.passkey', columns: { account: 'account_id' }, actions: all },
  },
  rules: [
    ...Object.keys(tables).map((on) => ({ role: 'system', on, actions: ACTIONS, scope: 'all' as const })),
    { role: 'system', on: 'session', actions: ACTIONS, scope: 'all' },
    { role: 'system', on: 'passkey', actions: ACTIONS, scope: 'all' },
    { role: 'citizen', on: 'session', actions: ['read', 'change'], scope: { actor: 'account' } },
    { role: 'staff', on: 'session', actions: ['read', 'change'], scope: { actor: 'account' } },
    { role: 'staff', on: 'passkey', actions: ['read'], scope: { actor: 'account' } },
    // An officer who has just signed in may open a ticket for the own account.
    { role: 'staff', on: 'enrolment', actions: ['create'], scope: { actor: 'account' } },
    // Two administrators together give an officer new means of sign-in.
    { role: ADMINISTRATOR, on: 'staff-account', actions: ['read'], scope: 'all' },
    { role: ADMINISTRATOR, on: 'enrolment', actions: ['read', 'create', 'change'], scope: 'all' },
  ],
});
