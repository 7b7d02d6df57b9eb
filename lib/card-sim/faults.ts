/** What may go wrong while a card is being read. Counts are of commands since insertion, starting at 1. */
export interface Faults {
  /** The card is taken away before this command. */
  removeAt?: number;
  /** One bit of the MAC of this reply is flipped. */
  flipMacAt?: number;
  /** This reply is the previous one again (stale send sequence counter). */
  repeatAt?: number;
  /** This reply is a bare status word although the channel is protected. */
  plainStatusAt?: number;
  /** This reply carries no MAC. */
  dropMacAt?: number;
  /** A data group ends early. */
  truncate?: { group: number; keep: number };
  /** A data group claims this length. */
  claimLength?: { group: number; length: number };
  /** Data groups that answer 6A82 although they are there. */
  withhold?: readonly number[];
  /** Files are readable without an access key. */
  openAccess?: boolean;
  /** The chip gives this to INTERNAL AUTHENTICATE, whatever it is asked. */
  cannedAnswer?: Uint8Array;
  /** INTERNAL AUTHENTICATE is not known to the chip. */
  noActiveAuthentication?: boolean;
  /** Last PACE token is wrong. */
  wrongPaceToken?: boolean;
  /** The chip sends the reader's own PACE key back. */
  mirrorPaceKey?: boolean;
  /** PACE with the MRZ ends in 6982, as reported of Vietnamese cards; BAC works. */
  noPaceWithMrz?: boolean;
  /** Largest number of bytes READ BINARY gives; asking for more answers 6700. */
  maxRead?: number;
  /** READ BINARY gives at most this many bytes, silently. */
  shortRead?: number;
}
