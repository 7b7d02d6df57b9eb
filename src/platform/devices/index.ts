export { type AcceptedEnvelope, acceptEnvelope } from './accept-envelope.ts';
export { listDevices, revokeDevice } from './list-devices.ts';
export { openPairing, pairDevice } from './pair-device.ts';
export type { DeviceBridge } from './ports.ts';
export { devices } from './room.ts';
