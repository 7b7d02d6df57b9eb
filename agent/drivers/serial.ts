import { fromHex, toHex } from '#lib/identity';
import { EmrtdError } from '#lib/emrtd';
import type { ChipDriver, ScanDriver } from './driver.ts';

/** The part of a serial port that we use; a test gives its own. */
export interface LinePort {
  write(text: string): void;
  onData(listener: (chunk: Uint8Array) => void): void;
  onClose(listener: () => void): void;
  close(): Promise<void>;
}

const scanPauseMs = 80;
const answerWithinMs = 10_000;

/** Opens a serial port by its path (`/dev/ttyACM0`, `COM3`). @throws when it cannot be opened */
export async function openSerialPort(path: string, baudRate = 115_200): Promise<LinePort> {
  const { SerialPort } = await import('serialport');
  const port = new SerialPort({ path, baudRate, autoOpen: false });
  await new Promise<void>((done, failed) => {
    port.open((error) => (error ? failed(error) : done()));
  });
  return {
    write: (text) => void port.write(text),
    onData: (listener) => void port.on('data', (chunk: Buffer) => listener(new Uint8Array(chunk))),
    onClose: (listener) => void port.on('close', listener),
    close: () => new Promise((done) => (port.isOpen ? port.close(() => done()) : done())),
  };
}

/**
 * A QR scanner in serial (USB-COM) mode: UTF-8 text, ended by CR, LF or a pause. In this mode letters arrive whole, unlike
 * those typed by a scanner that plays a keyboard.
 */
export function createSerialScanner(port: LinePort): ScanDriver {
  const listeners: ((text: string) => void)[] = [];
  let pending: number[] = [];
  let pause: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    const text = new TextDecoder().decode(Uint8Array.from(pending)).trim();
    pending = [];
    if (text === '') return;
    for (const listener of listeners) listener(text);
  };
  port.onData((chunk) => {
    clearTimeout(pause);
    for (const byte of chunk) {
      if (byte === 0x0d || byte === 0x0a) flush();
      else if (pending.length < 8000) pending.push(byte);
    }
    pause = setTimeout(flush, scanPauseMs);
  });
  return {
    onScan: (listener) => void listeners.push(listener),
    close: () => {
      clearTimeout(pause);
      return port.close();
    },
  };
}

/**
 * A serial reader box that passes commands through. One line each way, in hexadecimal:
 *   → `APDU 00A4040C07A0000002471001`   ← `OK 9000`
 *   ← `CARD IN` and `CARD OUT` by themselves, `ERR <word>` when a command fails
 * Boxes that read by themselves hand their result over as a handheld does.
 */
export function createSerialBox(port: LinePort, name: string): ChipDriver {
  const listeners: (() => void)[] = [];
  let hasCard = false;
  let text = '';
  let waiting: ((line: string) => void) | undefined;
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const take = (line: string) => {
    if (line === 'CARD IN' || line === 'CARD OUT') {
      hasCard = line === 'CARD IN';
      if (!hasCard) waiting?.('ERR removed');
      tell();
    } else if (line !== '') waiting?.(line);
  };
  port.onClose(() => take('CARD OUT'));
  port.onData((chunk) => {
    text += Buffer.from(chunk).toString('latin1');
    const lines = text.split(/\r?\n/);
    text = lines.pop() ?? '';
    for (const line of lines) take(line.trim());
  });
  const ask = (line: string) =>
    new Promise<string>((done) => {
      const late = setTimeout(() => done('ERR late'), answerWithinMs);
      waiting = (answer) => {
        clearTimeout(late);
        waiting = undefined;
        done(answer);
      };
      port.write(`${line}\r\n`);
    });
  return {
    readers: () => Promise.resolve([{ name, kind: 'serial-box', hasCard }]),
    connect: () => {
      if (!hasCard) return Promise.reject(new EmrtdError('card_removed'));
      return Promise.resolve({
        transmit: async (command) => {
          const answer = await ask(`APDU ${toHex(command).toUpperCase()}`);
          const [, reply] = /^OK ([0-9A-Fa-f]{4,})$/.exec(answer) ?? [];
          if (!reply) throw new EmrtdError('card_removed');
          return fromHex(reply);
        },
        close: () => Promise.resolve(),
      });
    },
    onChange: (listener) => void listeners.push(listener),
    close: () => port.close(),
  };
}
