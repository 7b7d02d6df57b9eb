import { expect, test } from 'vitest';
import { countRecent, othersLooks } from './looks.ts';

const access = (kind: 'act' | 'look' | 'refusal', isOwn: boolean) => ({
  id: `${kind}-${isOwn}`,
  at: '2026-11-20T00:00:00Z',
  kind,
  action: 'dossier.open',
  actorKind: 'staff',
  isOwn,
  agencyId: null,
  basisKind: null,
  purposeCode: null,
  purpose: null,
  caseRef: null,
});

test('looks and refused tries of others are shown; my own acts and looks are not', () => {
  const shown = othersLooks([
    access('look', false),
    access('look', true),
    access('act', false),
    access('refusal', false),
  ]);
  expect(shown.map((one) => one.id)).toEqual(['look-false', 'refusal-false']);
});

test('thirty days are counted to the instant', () => {
  const now = new Date('2026-11-23T00:00:00Z');
  const look = (at: string) => ({ id: at, office: '', purpose: '', at });
  expect(
    countRecent(
      [look('2026-10-24T00:00:00Z'), look('2026-10-23T23:59:59Z'), look('2026-11-22T00:00:00Z')],
      now,
    ),
  ).toBe(2);
});
