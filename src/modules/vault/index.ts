export { vault } from './module.ts';
export { depositPaper, type NewPaper, revokePaper } from './papers.ts';
export { plainCode } from './verify.ts';
