export * from './errors.ts';
export * from './problem.ts';
export * from './route.ts';
export * from './texts.ts';
