import { createServer, type Server, type Socket } from 'node:net';
import { EmrtdError } from '#lib/emrtd';
import type { CardSession, ChipDriver, ReaderState } from './driver.ts';

const slots = 2;
const answerWithinMs = 10_000;

interface Inserted {
  socket: Socket;
  pending: Buffer;
  waiting?: { done: (answer: Uint8Array) => void; failed: (error: unknown) => void };
}

function frame(payload: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([payload.length >> 8, payload.length & 0xff]), payload]);
}

function takeAnswer(card: Inserted): void {
  const { pending } = card;
  if (pending.length < 2) return;
  const length = pending.readUInt16BE(0);
  if (pending.length < 2 + length) return;
  card.pending = pending.subarray(2 + length);
  card.waiting?.done(new Uint8Array(pending.subarray(2, 2 + length)));
  card.waiting = undefined;
}

function ask(card: Inserted, command: Uint8Array): Promise<Uint8Array> {
  if (card.socket.destroyed) return Promise.reject(new EmrtdError('card_removed'));
  return new Promise((done, failed) => {
    const late = setTimeout(() => failed(new EmrtdError('card_removed')), answerWithinMs);
    const settle = <T>(then: (value: T) => void) => {
      return (value: T) => {
        clearTimeout(late);
        then(value);
      };
    };
    card.waiting = { done: settle(done), failed: settle(failed) };
    card.socket.write(frame(command));
  });
}

function take(card: Inserted, onGone: () => void): void {
  card.socket.setNoDelay(true);
  card.socket.on('data', (chunk: Buffer) => {
    card.pending = Buffer.concat([card.pending, chunk]);
    takeAnswer(card);
  });
  card.socket.on('error', () => card.socket.destroy());
  card.socket.once('close', () => {
    card.waiting?.failed(new EmrtdError('card_removed'));
    onGone();
  });
}

const readerName = (slot: number) => `Serepok giả lập ${slot + 1}`;

/**
 * Two readers without hardware: a card connects over TCP on the loopback and speaks the vpcd protocol, from its end the
 * same as with vpcd. Connecting inserts the card, closing takes it out. `./serepok card insert` does it.
 */
export async function openSimulator(port: number): Promise<ChipDriver & { port: number }> {
  const cards: (Inserted | undefined)[] = Array.from({ length: slots }, () => undefined);
  const listeners: (() => void)[] = [];
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const server: Server = createServer((socket) => {
    const slot = cards.findIndex((card) => card === undefined);
    if (slot < 0) {
      socket.destroy();
      return;
    }
    const card: Inserted = { socket, pending: Buffer.alloc(0) };
    cards[slot] = card;
    take(card, () => {
      if (cards[slot] === card) cards[slot] = undefined;
      tell();
    });
    socket.write(frame(Uint8Array.of(1)));
    tell();
  });
  await new Promise<void>((done, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', done);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    readers: () =>
      Promise.resolve(
        cards.map(
          (card, slot): ReaderState => ({
            name: readerName(slot),
            kind: 'simulator',
            hasCard: card !== undefined,
          }),
        ),
      ),
    connect: (reader) => connect(cards[Number(reader.split(' ').at(-1)) - 1]),
    onChange: (listener) => void listeners.push(listener),
    close: () =>
      new Promise((done) => {
        for (const card of cards) card?.socket.destroy();
        server.close(() => done());
      }),
  };
}

function connect(card: Inserted | undefined): Promise<CardSession> {
  if (!card) return Promise.reject(new EmrtdError('card_removed'));
  // A reset, as a reader does when it powers the card.
  card.socket.write(frame(Uint8Array.of(2)));
  return Promise.resolve({ transmit: (command) => ask(card, command), close: () => Promise.resolve() });
}
