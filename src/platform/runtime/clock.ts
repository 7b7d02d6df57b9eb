/** Source of time. Code below src/ never calls Date.now(): a simulator steps this clock. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

export interface SteppedClock extends Clock {
  advance(milliseconds: number): void;
  set(instant: Date | string): void;
}

/** A clock that stands still until it is moved; for tests and the simulator. */
export function steppedClock(start: Date | string): SteppedClock {
  let current = new Date(start).getTime();
  return {
    now: () => new Date(current),
    advance: (milliseconds) => {
      current += milliseconds;
    },
    set: (instant) => {
      current = new Date(instant).getTime();
    },
  };
}

const legalDayFormat = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Ho_Chi_Minh',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The legal day (yyyy-MM-dd in Asia/Ho_Chi_Minh) on which an instant falls. */
export function legalDay(instant: Date): string {
  return legalDayFormat.format(instant);
}
