import { useEffect } from 'react';
import { useLatest } from './use-latest.ts';
import { emptyWedge, takeKey } from './wedge.ts';

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** Hears a scanner that plays a keyboard anywhere on the page, except in a field somebody fills. */
export function useWedge(onScan: (text: string) => void): void {
  const told = useLatest(onScan);
  useEffect(() => {
    let state = emptyWedge;
    const listen = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || document.querySelector('dialog[open]'))
        return;
      const taken = takeKey(state, { key: event.key, at: event.timeStamp });
      state = taken.state;
      if (!taken.scan) return;
      // The Enter that ends a scan presses nothing.
      event.preventDefault();
      event.stopPropagation();
      told.current(taken.scan);
    };
    addEventListener('keydown', listen, true);
    return () => removeEventListener('keydown', listen, true);
  }, [told]);
}
