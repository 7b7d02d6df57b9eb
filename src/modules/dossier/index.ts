export { dossier } from './module.ts';
