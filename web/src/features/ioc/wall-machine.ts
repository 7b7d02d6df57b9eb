/** What a wall screen remembers between ticks: a handful of numbers, whatever the weeks. */
export type WallState = {
  page: number;
  pages: number;
  rotateMs: number;
  /** Next time a board is asked for, and a page turned. */
  askAt: number;
  turnAt: number;
  reportAt: number;
  versionAt: number;
  /** Failures in a row; the first one's instant. */
  failures: number;
  lostSince: number | null;
  isAsking: boolean;
};

export const wallTimes = {
  refresh: 60_000,
  report: 300_000,
  version: 600_000,
  firstRetry: 5000,
  longestRetry: 300_000,
  /** An answer that never comes is given up. */
  patience: 30_000,
} as const;

export type WallAct = 'ask' | 'report' | 'version';

export function beginWall(now: number): WallState {
  return {
    page: 0,
    pages: 1,
    rotateMs: 0,
    askAt: now,
    turnAt: Infinity,
    reportAt: now + wallTimes.report,
    versionAt: now + wallTimes.version,
    failures: 0,
    lostSince: null,
    isAsking: false,
  };
}

/** One tick: turns the page when its time is over and says what to do now. */
export function tickWall(state: WallState, now: number): { state: WallState; acts: readonly WallAct[] } {
  let next = state;
  const acts: WallAct[] = [];
  if (next.pages > 1 && now >= next.turnAt && next.failures === 0)
    next = { ...next, page: (next.page + 1) % next.pages, turnAt: now + next.rotateMs, askAt: now };
  if (!next.isAsking && now >= next.askAt) {
    acts.push('ask');
    next = { ...next, isAsking: true };
  }
  if (now >= next.reportAt) {
    acts.push('report');
    next = { ...next, reportAt: now + wallTimes.report };
  }
  if (now >= next.versionAt) {
    acts.push('version');
    next = { ...next, versionAt: now + wallTimes.version };
  }
  return { state: next, acts };
}

export function heardWall(
  state: WallState,
  now: number,
  board: { page: number; pages: number; rotateMs: number },
): WallState {
  const turning = board.pages > 1 && board.rotateMs > 0;
  const keeps = Number.isFinite(state.turnAt) && state.rotateMs === board.rotateMs;
  return {
    ...state,
    ...board,
    turnAt: turning ? (keeps ? state.turnAt : now + board.rotateMs) : Infinity,
    askAt: now + wallTimes.refresh,
    failures: 0,
    lostSince: null,
    isAsking: false,
  };
}

/** Tries again after 5 s, 10 s, 20 s … at most every five minutes; the old figures stay in sight. */
export function missedWall(state: WallState, now: number): WallState {
  const failures = state.failures + 1;
  const wait = Math.min(wallTimes.longestRetry, wallTimes.firstRetry * 2 ** Math.min(10, failures - 1));
  return { ...state, failures, lostSince: state.lostSince ?? now, askAt: now + wait, isAsking: false };
}
