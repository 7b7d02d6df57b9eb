import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type Draft, getDraft, saveDraft } from '#contract/filing';
import { ApiError, call, keyOf, useRead } from '../../app/api.ts';
import type { DraftState } from '../../ui/step-page.tsx';

export type Values = Record<string, unknown>;
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

/** Who writes the draft while one types: one request at a time, the newest values win. */
function useSaver(id: string) {
  const queries = useQueryClient();
  const version = useRef<number | null>(null);
  const pending = useRef<{ values: Values; page: string | null } | null>(null);
  const running = useRef<Promise<void> | null>(null);
  const [state, setState] = useState<DraftState>({ kind: 'none' });
  const [conflict, setConflict] = useState(0);
  const input = useCallback(() => ({ params: { id } }), [id]);

  const saveOnce = useCallback(async () => {
    const next = pending.current;
    if (!next || version.current === null) return;
    pending.current = null;
    setState({ kind: 'saving' });
    try {
      const body = { answers: next.values, page: next.page, version: version.current };
      const saved = await call(saveDraft, { ...input(), body });
      version.current = saved.version;
      queries.setQueryData(keyOf(getDraft, input()), saved);
      keepHere(id, null);
      setState({ kind: 'saved', at: saved.savedAt });
    } catch (error) {
      if (error instanceof ApiError && error.status === 409) {
        keepHere(id, null);
        await queries.invalidateQueries({ queryKey: keyOf(getDraft, input()) });
        setConflict((count) => count + 1);
      } else {
        pending.current ??= next;
        keepHere(id, next.values);
        setState({ kind: 'local' });
      }
    }
  }, [id, input, queries]);

  const flush = useCallback(async () => {
    while (running.current) await running.current;
    running.current = saveOnce().finally(() => {
      running.current = null;
    });
    await running.current;
  }, [saveOnce]);

  return { version, pending, flush, state, setState, conflict };
}

/** A draft that saves itself as one types, survives a lost network, and tells when another device changed it. */
export function useDraft(id: string) {
  const read = useRead(getDraft, { params: { id } }, { staleTime: 0 });
  const saver = useSaver(id);
  const { version, pending, flush, setState, conflict } = saver;
  const [values, setValues] = useState<Values | null>(null);
  const draft = read.data;
  const loaded = useRef<number | null>(null);

  useEffect(() => {
    if (!draft || (loaded.current !== null && loaded.current === conflict)) return;
    loaded.current = conflict;
    version.current = draft.version;
    setValues({ ...valuesOf(draft), ...keptHere(id) });
    setState({ kind: 'saved', at: draft.savedAt });
  }, [draft, conflict, id, version, setState]);

  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const change = useCallback(
    (key: string, value: unknown, page: string | null) => {
      setValues((before) => {
        const next = { ...before, [key]: value };
        pending.current = { values: next, page };
        return next;
      });
      if (timer.current) clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), WAIT_MS);
    },
    [flush, pending],
  );
  useEffect(() => {
    const again = () => void flush();
    window.addEventListener('online', again);
    return () => {
      window.removeEventListener('online', again);
      if (timer.current) clearTimeout(timer.current);
      void flush();
    };
  }, [flush]);

  return {
    draft,
    values,
    change,
    flush,
    state: saver.state,
    conflicts: conflict,
    error: read.error,
    retry: read.refetch,
  };
}
