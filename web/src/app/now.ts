import { useEffect, useState } from 'react';
import { legalDay } from '../ui/format.ts';

const TICK_MS = 15_000;

/** The time as pages show it; moves on by itself. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** Today as a legal day in Viet Nam. */
export function useToday(): string {
  return legalDay(useNow());
}
