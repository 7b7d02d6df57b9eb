import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useT } from '../app/language.tsx';
import { texts } from '../app/texts.ts';
import { IconCircleCheck, IconX } from './icons.ts';

export type Toast = { text: string; undo?: () => void };
type Shown = Toast & { id: number };
const ToastContext = createContext<(toast: Toast) => void>(() => undefined);
const LASTS_MS = 8000;

/** Says what was done and lets it be undone; stays while the pointer or focus is on it. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const t = useT(texts);
  const [shown, setShown] = useState<Shown | null>(null);
  const [held, setHeld] = useState(false);
  const next = useRef(1);
  const show = useCallback((toast: Toast) => {
    setShown({ ...toast, id: next.current++ });
  }, []);
  useEffect(() => {
    if (!shown || held) return;
    const timer = setTimeout(() => setShown(null), LASTS_MS);
    return () => clearTimeout(timer);
  }, [shown, held]);
  const value = useMemo(() => show, [show]);
  const undo = () => {
    shown?.undo?.();
    setShown(null);
  };
  return (
    <ToastContext.Provider value={value}>
      {children}
      <output className="toasts" aria-live="polite">
        {shown ? (
          <div
            key={shown.id}
            className="toast"
            onPointerEnter={() => setHeld(true)}
            onPointerLeave={() => setHeld(false)}
            onFocus={() => setHeld(true)}
            onBlur={() => setHeld(false)}
          >
            <IconCircleCheck className="i" aria-hidden="true" />
            <span>{shown.text}</span>
            {shown.undo ? (
              <button type="button" className="btn-link" onClick={undo}>
                {t('action.undo')}
              </button>
            ) : null}
            <button
              type="button"
              className="btn-link"
              aria-label={t('action.close')}
              onClick={() => setShown(null)}
            >
              <IconX className="i" aria-hidden="true" />
            </button>
          </div>
        ) : null}
      </output>
    </ToastContext.Provider>
  );
}

export function useToast() {
  return useContext(ToastContext);
}
