export { errors } from './errors.ts';
export { checkCitations, getInstrument, instrumentsOn, listInstruments } from './get-instrument.ts';
export { law } from './module.ts';
export { lawProjectors } from './project.ts';
export { type CitationFault, type Instrument, type State, stateOn } from './rules.ts';
