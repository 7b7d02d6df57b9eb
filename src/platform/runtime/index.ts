export * from './clock.ts';
export * from './ctx.ts';
export { AppError, defineErrors, type ErrorParams, type ErrorSet, isAppError } from '#lib/contract';
export * from './ids.ts';
export { forgetInAct, oncePerAct } from './once-per-act.ts';
export * from './principal.ts';
export * from './random.ts';
