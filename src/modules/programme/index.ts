export { errors } from './errors.ts';
export { offerHandovers } from './handovers.ts';
export { programme } from './module.ts';
export { seedProgramme } from './demonstration.ts';
export { preparePlan } from './prepare-plan.ts';
export { programmeProjectors } from './project.ts';
