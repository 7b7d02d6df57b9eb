export * from './basis.ts';
export * from './policy.ts';
export { policy } from './policy-table.ts';
export { type Attributes, isAllowed, mayEver, type OpenBasis, type Question } from './predicate.ts';
export { type RowPolicy, type TableSecurity, tableSecurity } from './row-policy.ts';
export { access } from './room.ts';
