export { filing } from './module.ts';
export { type Applicant, type ApplicantInput, type Representation, startDraft } from './start-draft.ts';
export { submitDraft } from './submit-draft.ts';
