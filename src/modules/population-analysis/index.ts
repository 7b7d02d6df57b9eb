export { populationAnalysis } from './module.ts';
export { ageGroups, broadGroups, PROVINCE } from './rules.ts';
export { takeSnapshot } from './take-snapshot.ts';
