export {
  type DeviceEnvelope,
  type EnvelopeProblem,
  type EnvelopeVerdict,
  envelopeMaxAgeMs,
  generateDeviceKey,
  openEnvelope,
  readEnvelope,
  sealEnvelope,
} from './envelope.ts';
