import {
  decodeCertificate,
  equalBytes,
  hashName,
  isSameName,
  type Certificate,
  type CmsSigner,
  type SignedData,
} from '#lib/identity';
import { signatureScheme, verifySignature } from './signature.ts';
import { digest } from './symmetric.ts';

export interface SignedDataVerdict {
  ok: boolean;
  /** Certificate of the signer, found among those in the message. */
  signer?: Certificate;
  /** Name of the digest used, such as sha256. */
  hash?: string;
}

// Malaysia writes the attributes of the issuer in another order than its certificate does: a single certificate with the
// right serial number is taken. The name only finds the key; the signature proves it.
function findSigner(certificates: readonly Certificate[], signer: CmsSigner): Certificate | undefined {
  const { subjectKeyId, issuer } = signer;
  if (subjectKeyId) return certificates.find((certificate) => certificate.subjectKeyId === subjectKeyId);
  const numbered = certificates.filter(({ serial }) => serial === signer.serial);
  const named = numbered.find(
    (certificate) => issuer !== undefined && isSameName(certificate.issuer, issuer),
  );
  return named ?? (certificates.length === 1 ? numbered[0] : undefined);
}

// RFC 5652 §5.4, §5.6: with signed attributes the digest of the content is one of them and they are what is signed.
function checkSigner(data: SignedData, signer: CmsSigner, certificate: Certificate): boolean {
  const scheme = signatureScheme(signer.signatureAlgorithm, signer.digestAlgorithm.oid);
  const hash = hashName(signer.digestAlgorithm.oid);
  if (!scheme || !hash) return false;
  const { signature } = signer;
  if (!signer.signedAttributes)
    return verifySignature(scheme, certificate.publicKey, { data: data.content, signature });
  if (signer.contentType !== data.contentType) return false;
  if (!signer.messageDigest || !equalBytes(digest(hash, data.content), signer.messageDigest)) return false;
  return verifySignature(scheme, certificate.publicKey, { data: signer.signedAttributes, signature });
}

/** Checks the signature of CMS SignedData with the certificate it carries. Trust in that certificate is another matter. */
export function verifySignedData(data: SignedData): SignedDataVerdict {
  const certificates = data.certificates.map(decodeCertificate);
  const [signer, second] = data.signers;
  if (!signer || second) return { ok: false };
  const certificate = findSigner(certificates, signer);
  if (!certificate) return { ok: false };
  const hash = hashName(signer.digestAlgorithm.oid);
  return { ok: checkSigner(data, signer, certificate), signer: certificate, ...(hash ? { hash } : {}) };
}
