import { expect, test } from 'vitest';
import { emptyWedge, takeKey } from './wedge.ts';

function type(text: string, gap: number): string | undefined {
  let state = emptyWedge;
  let at = 1000;
  for (const key of [...Array.from(text), 'Enter']) {
    at += gap;
    const taken = takeKey(state, { key, at });
    if (key === 'Enter') return taken.scan;
    state = taken.state;
  }
  return undefined;
}

test('a scanner is told from a typist by its speed', () => {
  const scan = '100203000123||Y Thử Niê Kđăm|15012003|Nam|Buôn Mẫu|01052021';
  expect(type(scan, 5)).toBe(scan);
  expect(type(scan, 150)).toBeUndefined();
  expect(type('100', 5)).toBeUndefined();
});

test('keys that are no letters do not disturb a scan', () => {
  const first = takeKey({ text: '1002030001', at: 1000 }, { key: 'Shift', at: 1005 });
  expect(takeKey(first.state, { key: 'Enter', at: 1010 }).scan).toBe('1002030001');
});
