import type { DraftState } from '../../ui/step-page.tsx';

export type Values = Record<string, unknown>;
export type Unsaved = { values: Values; page: string | null };
type Saved = { version: number; savedAt: string };
export type SaveOutcome<S extends Saved> =
  | { kind: 'saved'; saved: S }
  | { kind: 'conflict' }
  | { kind: 'unreachable' };

export type SaverPorts<S extends Saved> = {
  save: (unsaved: Unsaved, version: number) => Promise<SaveOutcome<S>>;
  /** Keeps what is typed on this device until the server has it; null forgets it. */
  keepHere: (values: Values | null) => void;
  onState: (state: DraftState) => void;
  onSaved: (saved: S) => void;
  onConflict: () => void;
};

/**
 * Writes a draft while one types: one request at a time, the newest values win, nothing typed is lost when the
 * network is, and a change made on another device is not overwritten.
 */
export function createDraftSaver<S extends Saved>(ports: SaverPorts<S>) {
  let version: number | null = null;
  let unsaved: Unsaved | null = null;
  let running: Promise<void> | null = null;

  async function saveOnce(): Promise<void> {
    const next = unsaved;
    if (!next || version === null) return;
    unsaved = null;
    ports.onState({ kind: 'saving' });
    const outcome = await ports.save(next, version);
    if (outcome.kind === 'saved') {
      version = outcome.saved.version;
      if (unsaved === null) ports.keepHere(null);
      ports.onSaved(outcome.saved);
      ports.onState({ kind: 'saved', at: outcome.saved.savedAt });
    } else if (outcome.kind === 'conflict') {
      unsaved = null;
      ports.keepHere(null);
      ports.onConflict();
    } else {
      unsaved ??= next;
      ports.keepHere(unsaved.values);
      ports.onState({ kind: 'local' });
    }
  }

  return {
    opened: (at: number) => {
      version = at;
    },
    put: (next: Unsaved) => {
      unsaved = next;
    },
    flush: async (): Promise<void> => {
      while (running) await running;
      running = saveOnce().finally(() => {
        running = null;
      });
      await running;
    },
  };
}
