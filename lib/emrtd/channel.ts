import { decodeReply, encodeCommand, type Command, type Reply, type Transmit } from './apdu.ts';
import { EmrtdError } from './emrtd-error.ts';
import { createSecureMessaging, type SecureMessaging, type SessionKeys } from './secure-messaging.ts';

/** The conversation with one chip: plain at first, protected once keys are agreed. */
export interface Channel {
  send(command: Command): Promise<Reply>;
  secure(keys: SessionKeys): void;
  isSecure(): boolean;
  /** Number of commands sent so far. */
  count(): number;
}

const maxChained = 64;

export function createChannel(transmit: Transmit): Channel {
  let messaging: SecureMessaging | undefined;
  let sent = 0;

  async function exchange(command: Command): Promise<Reply> {
    sent += 1;
    try {
      return decodeReply(await transmit(encodeCommand(command)));
    } catch (error) {
      if (error instanceof EmrtdError) throw error;
      throw new EmrtdError('card_removed', { cause: error });
    }
  }

  // ISO/IEC 7816-4 §5.3.4: 61xx, more data is waiting.
  async function collect(command: Command): Promise<Reply> {
    let reply = await exchange(command);
    const parts = [reply.data];
    for (let round = 0; reply.status >> 8 === 0x61 && round < maxChained; round += 1) {
      reply = await exchange({ ins: 0xc0, p1: 0, p2: 0, le: reply.status & 0xff || 256 });
      parts.push(reply.data);
    }
    return parts.length === 1 ? reply : { data: new Uint8Array(Buffer.concat(parts)), status: reply.status };
  }

  return {
    async send(command) {
      if (!messaging) return collect(command);
      return messaging.unprotectReply(await collect(messaging.protectCommand(command)));
    },
    secure(keys) {
      messaging = createSecureMessaging(keys);
    },
    isSecure: () => messaging !== undefined,
    count: () => sent,
  };
}
