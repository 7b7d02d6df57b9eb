import type { Clock } from '#platform/runtime';

/** Lets a failing outside system rest: after `failures` in a row it is not asked for `restMs`, then once for a try. */
export interface CircuitBreaker {
  /** Whether a question may go out now. */
  isClosed(): boolean;
  succeeded(): void;
  failed(): void;
}

export function createCircuitBreaker(
  clock: Clock,
  limits: { failures: number; restMs: number },
): CircuitBreaker {
  let failures = 0;
  let openUntil = 0;
  return {
    isClosed() {
      if (failures < limits.failures) return true;
      const now = clock.now().getTime();
      if (now < openUntil) return false;
      openUntil = now + limits.restMs;
      return true;
    },
    succeeded() {
      failures = 0;
    },
    failed() {
      failures += 1;
      if (failures >= limits.failures) openUntil = clock.now().getTime() + limits.restMs;
    },
  };
}
