/** Roles of a term of office, as the policies name them. */
export const roleKeys = [
  'receiver',
  'one-stop-officer',
  'specialist',
  'leader',
  'clerk',
  'civil-status-registrar',
  'residence-registrar',
  'accountant',
  'catalogue-publisher',
  'access-approver',
  'auditor',
  'calendar-publisher',
  'business-registrar',
  'operator',
  'staff-administrator',
  'administrator',
] as const;
