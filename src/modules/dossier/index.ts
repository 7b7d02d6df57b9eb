export {
  type CaseFile,
  caseRef,
  emittedTypes as dossierEvents,
  openCase,
  openCaseForAct,
} from './case-file.ts';
export { dossier } from './module.ts';
export { noteSync } from './note-sync.ts';
export { handOver } from './office-acts.ts';
export { issueResult, takeResultNumber } from './office-results.ts';
export {
  type NewAttachment,
  type NewComponent,
  type NewDossier,
  type OpenedDossier,
  openDossier,
} from './open-dossier.ts';
export { presentAnswer } from './present.ts';
export { recomputeProjection } from './rebuild.ts';
export { presentReceived, receiveFile } from './receive-file.ts';
export { getMyDossierView, presentOpened } from './routes-citizen.ts';
export { type CaseEvent, type CaseState, nationalCode } from './rules.ts';
export { latestContent, listComponents } from './store.ts';
export { addDocument, findDocument, type NewDocument } from './store-documents.ts';
