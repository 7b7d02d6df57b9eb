export { type CaOptions, type CaSandbox, startCa } from './ca.ts';
export type { RemoteSigner } from './remote-signing.ts';
