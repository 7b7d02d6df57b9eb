import { expect, test, vi } from 'vitest';
import { createDraftSaver, type SaveOutcome, type Unsaved } from './draft-saver.ts';

type Saved = { version: number; savedAt: string };

function setUp(save: (unsaved: Unsaved, version: number) => Promise<SaveOutcome<Saved>>) {
  const ports = {
    save: vi.fn(save),
    keepHere: vi.fn(),
    onState: vi.fn(),
    onSaved: vi.fn(),
    onConflict: vi.fn(),
  };
  const saver = createDraftSaver<Saved>(ports);
  saver.opened(1);
  return { ports, saver };
}
const typed = (text: string): Unsaved => ({ values: { text }, page: 'where' });
const answer = (version: number): SaveOutcome<Saved> => ({
  kind: 'saved',
  saved: { version, savedAt: 'now' },
});

test('the newest values are sent once, each save with the version the last one answered', async () => {
  const { ports, saver } = setUp((_, version) => Promise.resolve(answer(version + 1)));
  saver.put(typed('B'));
  saver.put(typed('Bu'));
  await saver.flush();
  saver.put(typed('Buôn'));
  await saver.flush();
  await saver.flush();
  expect(ports.save.mock.calls).toEqual([
    [typed('Bu'), 1],
    [typed('Buôn'), 2],
  ]);
});

test('what is typed during a save is sent after it, never beside it', async () => {
  let release: (outcome: SaveOutcome<Saved>) => void = () => undefined;
  const { ports, saver } = setUp((_, version) =>
    version === 1 ? new Promise((done) => (release = done)) : Promise.resolve(answer(version + 1)),
  );
  saver.put(typed('a'));
  const first = saver.flush();
  saver.put(typed('ab'));
  const second = saver.flush();
  expect(ports.save).toHaveBeenCalledTimes(1);
  release(answer(2));
  await Promise.all([first, second]);
  expect(ports.save.mock.calls.map(([unsaved, version]) => [unsaved.values.text, version])).toEqual([
    ['a', 1],
    ['ab', 2],
  ]);
});

test('without a network the values stay on the device and go out with the next flush', async () => {
  let online = false;
  const { ports, saver } = setUp((_, version) =>
    Promise.resolve(online ? answer(version + 1) : { kind: 'unreachable' }),
  );
  saver.put(typed('a'));
  await saver.flush();
  expect(ports.keepHere).toHaveBeenLastCalledWith({ text: 'a' });
  expect(ports.onState).toHaveBeenLastCalledWith({ kind: 'local' });
  online = true;
  await saver.flush();
  expect(ports.keepHere).toHaveBeenLastCalledWith(null);
  expect(ports.onState).toHaveBeenLastCalledWith({ kind: 'saved', at: 'now' });
});

test('a change on another device is not overwritten: the values are given up and the conflict is told', async () => {
  const { ports, saver } = setUp(() => Promise.resolve({ kind: 'conflict' }));
  saver.put(typed('a'));
  await saver.flush();
  await saver.flush();
  expect(ports.onConflict).toHaveBeenCalledTimes(1);
  expect(ports.save).toHaveBeenCalledTimes(1);
});

test('nothing is sent before the draft was read', async () => {
  const ports = { save: vi.fn(), keepHere: vi.fn(), onState: vi.fn(), onSaved: vi.fn(), onConflict: vi.fn() };
  const saver = createDraftSaver<Saved>(ports);
  saver.put(typed('a'));
  await saver.flush();
  expect(ports.save).not.toHaveBeenCalled();
});
