export {
  type LookupMark,
  lookupMark,
  markUnder,
  open,
  openField,
  rewrap,
  type Sealed,
  type Sealer,
  seal,
  sealField,
  type Wrapping,
} from './envelope.ts';
export { type FileKeystore, type KeystoreSettings, openFileKeystore } from './file-keystore.ts';
export { CryptoError, type CryptoErrorCode, type KeyPort, type KeyPurpose } from './keys.ts';
export { Secret } from './secret.ts';
