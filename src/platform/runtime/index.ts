export * from './clock.ts';
export * from './ctx.ts';
export * from './errors.ts';
export * from './ids.ts';
export * from './principal.ts';
export * from './random.ts';
