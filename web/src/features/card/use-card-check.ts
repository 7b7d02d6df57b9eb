import { useEffect, useMemo, useRef, useState } from 'react';
import { useProblemText } from '../../app/problem.tsx';
import {
  type CheckOptions,
  type CheckState,
  type CheckTools,
  hasCard,
  isSettled,
  lookAgain,
  nextCard,
  nothingYet,
  type PrintedAccess,
  readChip,
  takePrinted,
  takeScan,
  takeTyped,
  type TypedEntry,
} from './check-steps.ts';
import { useLatest } from './use-latest.ts';

/** One card after another: what was read, what the server found, what to do next. */
export function useCardCheck(options: CheckOptions) {
  const [state, setState] = useState<CheckState>(nothingYet);
  const sentenceOf = useProblemText();
  const latest = useLatest({ options, state, sentenceOf });
  const memory = useRef<CheckTools['memory']>({ opened: null, round: 0, startedAt: 0 });
  const steps = useMemo(() => {
    const tools = (): CheckTools => ({
      now: () => latest.current,
      change: (more) => setState((old) => ({ ...old, ...more })),
      sentenceOf: (error) => latest.current.sentenceOf(error),
      memory: memory.current,
    });
    return {
      next: () => nextCard(tools()),
      takeScan: (text: string) => takeScan(tools(), text),
      takeTyped: (entry: TypedEntry) => takeTyped(tools(), entry),
      takePrinted: (access: PrintedAccess) => takePrinted(tools(), access),
      readChip: (access: PrintedAccess) => readChip(tools(), access),
      lookAgain: (id: string) => void lookAgain(tools(), id).catch(() => undefined),
    };
  }, [latest]);

  // A card laid on the reader after its QR was scanned is read by itself.
  const cardIsIn = hasCard(options.agent);
  useEffect(() => {
    const { step, access, view } = latest.current.state;
    if (cardIsIn && access && step === 'answered' && !isSettled(view)) void steps.readChip(access);
  }, [cardIsIn, latest, steps]);

  return { state, cardIsIn, ...steps };
}

export type CardCheck = ReturnType<typeof useCardCheck>;
