import { concatBytes } from '#lib/identity';
import type { VirtualCard } from './virtual-card.ts';

/** One end of a byte stream, such as a TCP socket to vpcd (port 35963), given by the caller. */
export interface Duplex {
  write(bytes: Uint8Array): void;
  onData(listener: (bytes: Uint8Array) => void): void;
}

// vpcd of the virtualsmartcard project: each message is a big-endian length of two bytes and the payload. Payloads of
// one byte are control: 0 power off, 1 power on, 2 reset, 4 answer to reset. Only 4 and APDUs are answered.
const control = { powerOff: 0, powerOn: 1, reset: 2, atr: 4 } as const;

function frame(payload: Uint8Array): Uint8Array {
  return concatBytes(Uint8Array.of(payload.length >> 8, payload.length & 0xff), payload);
}

async function handle(card: VirtualCard, payload: Uint8Array): Promise<Uint8Array | undefined> {
  if (payload.length > 1) return card.transmit(payload);
  const code = payload[0];
  if (code === control.atr) return card.atr;
  if (code === control.powerOn || code === control.reset || code === control.powerOff) card.reset();
  return undefined;
}

/**
 * Connects a virtual card to a vpcd reader over the stream. Closing the stream takes the card out. `onError` is told
 * when the card refuses to answer (removed by a fault); the caller then closes the stream.
 */
export function serveVpcd(card: VirtualCard, stream: Duplex, onError: (error: unknown) => void): void {
  let pending: Uint8Array = new Uint8Array(0);
  let queue: Promise<void> = Promise.resolve();

  async function process(payload: Uint8Array): Promise<void> {
    try {
      const answer = await handle(card, payload);
      if (answer) stream.write(frame(answer));
    } catch (error) {
      onError(error);
    }
  }

  stream.onData((bytes) => {
    pending = concatBytes(pending, bytes);
    for (;;) {
      const length = (pending[0] ?? 0) * 256 + (pending[1] ?? 0);
      if (pending.length < 2 || pending.length < 2 + length) return;
      const payload = pending.slice(2, 2 + length);
      pending = pending.slice(2 + length);
      queue = queue.then(async () => process(payload));
    }
  });
}
