export * from './contract-people.ts';
export * from './contract-plan.ts';
export * from './contract-shapes.ts';
export * from './contract-work.ts';
