export { type AuditEntry, canonicalJson, commitmentOf } from './record.ts';
export { type Act, createRunner, type Runner, type RunnerOptions } from './runner.ts';
export { applySettings } from './settings.ts';
