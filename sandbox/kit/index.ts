export {
  type Answer,
  type Asked,
  htmlPage,
  json,
  readCookie,
  readForm,
  readJson,
  Refusal,
  seeOther,
  text,
} from './answers.ts';
export {
  type Courier,
  type CourierSettings,
  createCourier,
  type Parcel,
  type Receipt,
  SIGNATURE_HEADER,
  signBody,
} from './courier.ts';
export {
  createHostile,
  type Hostile,
  HOSTILE_KINDS,
  type HostileKind,
  type HostileSettings,
  PEACEFUL,
} from './hostile.ts';
export { createLog, type Log, scrub, silentLog } from './log.ts';
export {
  escapeHtml,
  formatDong,
  formatTime,
  html,
  localDate,
  type Markup,
  maskNumber,
  page,
  type PageParts,
} from './page.ts';
export {
  createStage,
  openSandbox,
  type Route,
  type Sandbox,
  type SandboxOptions,
  sameSecret,
  type ServerParts,
  type Stage,
} from './server.ts';
export { realSurroundings, seededRandom, type Surroundings } from './surroundings.ts';
