import { digest } from './symmetric.ts';

export interface ChallengeContext {
  /** At least 16 random bytes of the server, used once. */
  nonce: Uint8Array;
  /** Identifier of the session the nonce was issued for. */
  session: string;
  /** Document number as DG1 holds it. */
  document: string;
}

/**
 * The eight bytes the chip signs in active authentication. They follow from the server's nonce, the session and the
 * document, so an answer made for another session, another document or another time does not verify.
 */
export function deriveChallenge(context: ChallengeContext): Uint8Array {
  if (context.nonce.length < 16) throw new RangeError('nonce shorter than 16 bytes');
  const text = (value: string) => new TextEncoder().encode(value);
  const separator = Uint8Array.of(0);
  return digest(
    'sha256',
    context.nonce,
    separator,
    text(context.session),
    separator,
    text(context.document),
  ).slice(0, 8);
}
