// The contracts of platform blocks that pages call; modules' contracts come by #contract/<name>.
export * as calendar from '../../../src/platform/calendar/contract.ts';
export * as identity from '../../../src/platform/identity/contract.ts';
export * as notify from '../../../src/platform/notify/contract.ts';
export * as money from '../../../src/platform/money/contract.ts';
