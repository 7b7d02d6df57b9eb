import { useCallback, useEffect, useState } from 'react';
import { getDeviceBridge } from '../../../../src/platform/devices/contract.ts';
import { useRead } from '../../app/api.ts';
import { useLanguage } from '../../app/language.tsx';
import { useLatest } from './use-latest.ts';

export type AgentReader = { name: string; kind: string; hasCard: boolean };
type AgentState = {
  version: string;
  paired: boolean;
  device: { id: string; name: string } | null;
  readers: AgentReader[];
};
/** `absent`: nothing answers on this machine. */
export type AgentLink = { at: 'looking' | 'absent' } | ({ at: 'here' } & AgentState);

export class AgentRefusal extends Error {
  readonly code: string;
  constructor(code: string, sentence: string) {
    super(sentence);
    this.code = code;
  }
}

const againMs = 4000;
type Told = { type: string; text?: string; done?: number; of?: number } & Partial<AgentState>;
type Listeners = { onScan?: (text: string) => void; onProgress?: (share: number) => void };

function useEvents(port: number | undefined, take: (told: Told | null) => void) {
  const taken = useLatest(take);
  useEffect(() => {
    if (port === undefined) return undefined;
    let socket: WebSocket | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const open = () => {
      socket = new WebSocket(`ws://127.0.0.1:${port}/events`);
      socket.onmessage = ({ data }) => taken.current(JSON.parse(String(data)) as Told);
      socket.onclose = () => {
        if (isOver) return;
        taken.current(null);
        again = setTimeout(open, againMs);
      };
    };
    open();
    return () => {
      isOver = true;
      clearTimeout(again);
      socket?.close();
    };
  }, [port, taken]);
}

/** The reader agent of this machine: its state as it changes, and what one may ask of it. */
export function useReaderAgent(listeners: Listeners = {}, enabled = true) {
  const { language } = useLanguage();
  const bridge = useRead(getDeviceBridge, {}, { staleTime: Number.POSITIVE_INFINITY, enabled });
  const port = bridge.data?.port;
  const [link, setLink] = useState<AgentLink>({ at: 'looking' });
  useEvents(port, (told) => {
    if (told === null) setLink({ at: 'absent' });
    else if (told.type === 'scan' && told.text) listeners.onScan?.(told.text);
    else if (told.type === 'progress') listeners.onProgress?.((told.done ?? 0) / Math.max(told.of ?? 1, 1));
    else if (told.type === 'state') setLink({ at: 'here', ...(told as AgentState) });
  });
  const ask = useCallback(
    async <T>(path: string, body: object): Promise<T> => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }).catch(() => null);
      if (!answer) throw new AgentRefusal('absent', '');
      const said = (await answer.json()) as T & { code?: string; title?: { vi: string; en: string } };
      if (answer.ok) return said;
      throw new AgentRefusal(said.code ?? 'failed', said.title?.[language] ?? '');
    },
    [port, language],
  );
  return { link, ask };
}

export type ReaderAgent = ReturnType<typeof useReaderAgent>;
