import { equalBytes, isSameName, type Certificate, type RevocationList } from '#lib/identity';
import { signatureScheme, verifySignature } from './signature.ts';

/** True when `issuer`'s key made the signature of `certificate`. Names and dates are not looked at. */
export function isSignedBy(
  certificate: Pick<Certificate, 'tbs' | 'signature' | 'signatureAlgorithm'>,
  issuer: Certificate,
): boolean {
  const scheme = signatureScheme(certificate.signatureAlgorithm);
  if (!scheme) return false;
  return verifySignature(scheme, issuer.publicKey, {
    data: certificate.tbs,
    signature: certificate.signature,
  });
}

export function isSelfSigned(certificate: Certificate): boolean {
  return isSameName(certificate.issuer, certificate.subject) && isSignedBy(certificate, certificate);
}

/** Country signing authorities carry keyCertSign (ICAO Doc 9303-12 §7.1.1); old ones lack extensions altogether. */
export function mayIssue(certificate: Certificate): boolean {
  if (certificate.keyUsage && !certificate.keyUsage.keyCertSign) return false;
  return certificate.isAuthority || certificate.critical.length === 0;
}

// By key identifier where both sides have one, else by name.
export function namesIssuer(certificate: Certificate, issuer: Certificate): boolean {
  if (certificate.authorityKeyId && issuer.subjectKeyId)
    return certificate.authorityKeyId === issuer.subjectKeyId;
  return isSameName(certificate.issuer, issuer.subject);
}

export function isSameCertificate(first: Certificate, second: Certificate): boolean {
  return equalBytes(first.raw, second.raw);
}

export function isInForce(certificate: Certificate, at: number): 'yes' | 'expired' | 'not_yet' {
  if (at > certificate.notAfter) return 'expired';
  return at < certificate.notBefore ? 'not_yet' : 'yes';
}

export function isListSignedBy(list: RevocationList, issuer: Certificate): boolean {
  if (issuer.keyUsage && !issuer.keyUsage.cRLSign) return false;
  return isSameName(list.issuer, issuer.subject) && isSignedBy(list, issuer);
}
