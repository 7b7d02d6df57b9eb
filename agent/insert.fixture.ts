import { connect, type Socket } from 'node:net';
import { type CardImage, createVirtualCard, type Faults, serveVpcd } from '#lib/card-sim';
import type { Random } from '#lib/emrtd';

/** Puts a card into a simulated reader (or vpcd) and gives the hand that takes it out again. */
export function insertCard(
  port: number,
  card: { image: CardImage; faults?: Faults },
  random: Random,
): Promise<{ remove: () => Promise<void> }> {
  return new Promise((done, failed) => {
    const socket: Socket = connect(port, '127.0.0.1', () => {
      socket.setNoDelay(true);
      const duplex = {
        write: (bytes: Uint8Array) => void socket.write(bytes),
        onData: (listener: (bytes: Uint8Array) => void) =>
          void socket.on('data', (chunk: Buffer) => listener(new Uint8Array(chunk))),
      };
      serveVpcd(createVirtualCard(card.image, { random, faults: card.faults }), duplex, () =>
        socket.destroy(),
      );
      done({
        remove: () =>
          new Promise((gone) => {
            if (socket.closed) return gone();
            socket.once('close', () => gone());
            socket.destroy();
          }),
      });
    });
    socket.on('error', (error) => {
      socket.destroy();
      failed(error);
    });
  });
}
