import type { Clock } from './clock.ts';
import type { Random } from './random.ts';

/** Source of identifiers: UUIDv7, sortable by the time they were made. RFC 9562 §5.7 */
export interface Ids {
  next(): string;
}

const COUNTER_LIMIT = 0xfff;

/** Ids of one process only grow: those of one millisecond are told apart by a counter. RFC 9562 §6.2 method 1 */
export function uuidv7(clock: Clock, random: Random): Ids {
  let last = 0;
  let counter = 0;
  const tick = (): void => {
    const now = clock.now().getTime();
    const isNew = now > last;
    counter = isNew ? 0 : counter + 1;
    last = isNew ? now : last;
    if (counter <= COUNTER_LIMIT) return;
    last += 1;
    counter = 0;
  };
  return {
    next: () => {
      tick();
      const bytes = random.bytes(16);
      bytes.writeUIntBE(last, 0, 6);
      bytes.writeUInt16BE(0x7000 | counter, 6);
      bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
      const hex = bytes.toString('hex');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    },
  };
}
