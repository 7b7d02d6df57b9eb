export * from './answers.ts';
export * from './check-definition.ts';
export * from './components.ts';
export { evaluate, pathsOf, readPath, type Condition, type Literal, type Operand } from './condition.ts';
export type * from './context.ts';
export * from './fees.ts';
export * from './file.ts';
export { ageOn, monthsBetween } from './legal-day.ts';
export * from './outcome.ts';
export {
  channels,
  onDay,
  registers,
  type Bilingual,
  type Channel,
  type Dated,
  type Duration,
  type Register,
} from './parts.ts';
export {
  serviceDefinition,
  type CaseRules,
  type Exemption,
  type Fee,
  type FeeLine,
  type Outcome,
  type ServiceCase,
  type ServiceDefinition,
  type Step,
  type TimeLimit,
} from './schema.ts';
export { type Accepts, type Component, type Field, type Page } from './schema-form.ts';
export * from './workflow.ts';
