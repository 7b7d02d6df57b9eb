import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type Draft, getDraft, saveDraft } from '#contract/filing';
import { ApiError, call, keyOf, useRead } from '../../app/api.ts';
import type { DraftState } from '../../ui/step-page.tsx';
import { createDraftSaver, type SaveOutcome, type Unsaved, type Values } from './draft-saver.ts';

const WAIT_MS = 800;
const localKey = (id: string) => `serepok.draft.${id}`;

function valuesOf(draft: Draft): Values {
  return Object.fromEntries(Object.entries(draft.answers).map(([key, answer]) => [key, answer.value]));
}

function keptHere(id: string): Values {
  try {
    return JSON.parse(localStorage.getItem(localKey(id)) ?? '{}') as Values;
  } catch {
    return {};
  }
}

function keepHere(id: string, values: Values | null): void {
  try {
    if (values === null) localStorage.removeItem(localKey(id));
    else localStorage.setItem(localKey(id), JSON.stringify(values));
  } catch {
    /* storage full or refused: the server still gets it when the network is back */
  }
}

async function sendDraft(id: string, unsaved: Unsaved, version: number): Promise<SaveOutcome<Draft>> {
  try {
    const body = { answers: unsaved.values, page: unsaved.page, version };
    return { kind: 'saved', saved: await call(saveDraft, { params: { id }, body }) };
  } catch (error) {
    const conflict = error instanceof ApiError && error.status === 409;
    return { kind: conflict ? 'conflict' : 'unreachable' };
  }
}

function useSaver(id: string) {
  const queries = useQueryClient();
  const [state, setState] = useState<DraftState>({ kind: 'none' });
  const [conflicts, setConflicts] = useState(0);
  const saver = useMemo(() => {
    const queryKey = keyOf(getDraft, { params: { id } });
    return createDraftSaver<Draft>({
      save: (unsaved, version) => sendDraft(id, unsaved, version),
      keepHere: (values) => keepHere(id, values),
      onState: setState,
      onSaved: (draft) => queries.setQueryData(queryKey, draft),
      onConflict: () => {
        void queries.invalidateQueries({ queryKey }).then(() => setConflicts((count) => count + 1));
      },
    });
  }, [id, queries]);
  return { saver, state, conflicts };
}

/** A draft that saves itself as one types, survives a lost network, and tells when another device changed it. */
export function useDraft(id: string) {
  const read = useRead(getDraft, { params: { id } }, { staleTime: 0 });
  const { saver, state, conflicts } = useSaver(id);
  const [edited, setEdited] = useState<{ values: Values; conflicts: number } | null>(null);
  const draft = read.data;
  const fromServer = useMemo(() => (draft ? { ...valuesOf(draft), ...keptHere(id) } : null), [draft, id]);
  const values = edited && edited.conflicts === conflicts ? edited.values : fromServer;
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  useEffect(() => {
    if (draft) saver.opened(draft.version);
  }, [draft, saver]);

  const change = useCallback(
    (key: string, value: unknown, page: string | null) => {
      const next = { ...values, [key]: value };
      setEdited({ values: next, conflicts });
      saver.put({ values: next, page });
      if (timer.current) clearTimeout(timer.current);
      timer.current = setTimeout(() => void saver.flush(), WAIT_MS);
    },
    [values, conflicts, saver],
  );

  useEffect(() => {
    const again = () => void saver.flush();
    window.addEventListener('online', again);
    return () => {
      window.removeEventListener('online', again);
      if (timer.current) clearTimeout(timer.current);
      void saver.flush();
    };
  }, [saver]);

  const shown: DraftState = state.kind === 'none' && draft ? { kind: 'saved', at: draft.savedAt } : state;
  return {
    draft,
    values,
    change,
    flush: saver.flush,
    state: shown,
    conflicts,
    error: read.error,
    retry: read.refetch,
  };
}

export type { Values };
