import { useEffect, useRef, useState } from 'react';
import * as ioc from '#contract/ioc';
import { ApiError, call } from '../../app/api.ts';
import { beginWall, heardWall, missedWall, tickWall, type WallState, wallTimes } from './wall-machine.ts';

export type WallView = {
  board: ioc.Board | null;
  /** This machine's clock is wrong by so much; the server's is right. */
  offset: number;
  lostSince: number | null;
  isUnknown: boolean;
};

async function ask(layout: string | undefined, page: number): Promise<ioc.Board> {
  const signal = AbortSignal.timeout(wallTimes.patience);
  if (layout) return call(ioc.getBoard, { params: { key: layout }, query: { page } }, { signal });
  return call(ioc.getDisplayBoard, { query: { page } }, { signal });
}

const ownScript = () => document.querySelector('script[type="module"][src]')?.getAttribute('src') ?? '';

/** A new version of the platform names another script: then the screen loads itself anew. */
async function reloadWhenNew(): Promise<void> {
  try {
    const answer = await fetch('/', { cache: 'no-store', signal: AbortSignal.timeout(wallTimes.patience) });
    if (!answer.ok) return;
    const text = await answer.text();
    const own = ownScript();
    if (own !== '' && text.includes('<script') && !text.includes(own)) location.reload();
  } catch {
    /* away: the next time */
  }
}

/** The screen does not go to sleep; asked for again whenever the page is seen anew. */
function useWakeLock() {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    const hold = () => {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
      navigator.wakeLock.request('screen').then(
        (held) => {
          lock = held;
        },
        () => undefined,
      );
    };
    hold();
    document.addEventListener('visibilitychange', hold);
    return () => {
      document.removeEventListener('visibilitychange', hold);
      lock?.release().catch(() => undefined);
    };
  }, []);
}

/** Keeps a board in sight for weeks: one timer, one answer kept, nothing queued. */
export function useWall(layout: string | undefined): {
  view: WallView;
  turn: (page: number) => void;
  again: () => void;
} {
  useWakeLock();
  const [view, setView] = useState<WallView>({ board: null, offset: 0, lostSince: null, isUnknown: false });
  const state = useRef<WallState>(beginWall(0));
  useEffect(() => {
    let isOver = false;
    state.current = beginWall(Date.now());
    const hear = async () => {
      const { page } = state.current;
      try {
        const board = await ask(layout, page);
        if (isOver) return;
        const now = Date.now();
        state.current = heardWall(state.current, now, {
          page: state.current.page === page ? board.page : state.current.page,
          pages: board.pages.length,
          rotateMs: board.rotateSeconds * 1000,
        });
        const offset = Math.round((Date.parse(board.now) - now) / 10_000) * 10_000;
        setView({ board, offset, lostSince: null, isUnknown: false });
      } catch (error) {
        if (isOver) return;
        state.current = missedWall(state.current, Date.now());
        const isUnknown = error instanceof ApiError && (error.status === 401 || error.status === 403);
        const { lostSince } = state.current;
        // a screen that was switched off stays so until it is answered again, whatever else fails meanwhile
        setView((before) => {
          const isOff = isUnknown || before.isUnknown;
          return { ...before, lostSince, isUnknown: isOff, board: isOff ? null : before.board };
        });
      }
    };
    const tick = () => {
      const { state: next, acts } = tickWall(state.current, Date.now());
      state.current = next;
      if (acts.includes('ask')) void hear();
      if (acts.includes('report') && !layout) call(ioc.reportDisplay, { body: {} }).catch(() => undefined);
      if (acts.includes('version')) void reloadWhenNew();
    };
    tick();
    const timer = setInterval(tick, 1000);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [layout]);
  const again = () => {
    state.current = { ...state.current, askAt: 0 };
  };
  const turn = (page: number) => {
    state.current = { ...state.current, page, askAt: 0, turnAt: Date.now() + state.current.rotateMs };
  };
  return { view, turn, again };
}
