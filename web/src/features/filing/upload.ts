import { useState } from 'react';
import type { Attachment } from '#contract/dossier';
import type { RouteContract } from '#lib/contract';
import type { z } from 'zod';
import { type AnswerOf, type InputOf, call } from '../../app/api.ts';
import { useProblemText } from '../../app/problem.tsx';
import type { FileLine } from '../../ui/file-drop.tsx';

type UploadContract<P extends z.ZodType> = RouteContract<P, z.ZodType, z.ZodType, typeof Attachment>;
let nextLocal = 1;

/** Sends files one by one; a failed one stays in the list with the reason, the others go on. */
export function useUpload<P extends z.ZodType>(
  contract: UploadContract<P>,
  params: z.input<P>,
  onDone: (attachment: AnswerOf<UploadContract<P>>) => void,
) {
  const [lines, setLines] = useState<readonly FileLine[]>([]);
  const textOf = useProblemText();
  const sendOne = async (file: File) => {
    const id = `local-${nextLocal++}`;
    const line: FileLine = { id, name: file.name, size: file.size, state: 'sending' };
    setLines((now) => [...now, line]);
    const body = new FormData();
    body.append('file', file);
    try {
      const done = await call(contract, { params, body } as unknown as InputOf<UploadContract<P>>, {
        idempotencyKey: crypto.randomUUID(),
      });
      setLines((now) => now.filter((one) => one.id !== id));
      onDone(done as AnswerOf<UploadContract<P>>);
    } catch (error) {
      const failed: FileLine = { ...line, state: 'failed', error: textOf(error) };
      setLines((now) => now.map((one) => (one.id === id ? failed : one)));
    }
  };
  return {
    lines,
    add: async (files: readonly File[]) => {
      for (const file of files) await sendOne(file);
    },
    drop: (id: string) => setLines((now) => now.filter((one) => one.id !== id)),
  };
}

export function lineOf(attachment: { id: string; fileName: string; bytes: number }): FileLine {
  return { id: attachment.id, name: attachment.fileName, size: attachment.bytes, state: 'sent' };
}
