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
import { Dialog } from './dialog.tsx';

export type KeyAction = {
  /** As KeyboardEvent.key, in lower case: 't', '/', 'escape', 'arrowdown', ' '. */
  key: string;
  words: string;
  run: () => void;
  /** Shown in the list of keys under this heading. */
  group?: string;
  hidden?: boolean;
};

type Registry = { add: (id: symbol, actions: readonly KeyAction[]) => () => void; openHelp: () => void };
const KeysContext = createContext<Registry>({ add: () => () => undefined, openHelp: () => undefined });

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

function acceptsKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (document.querySelector('dialog[open]')) return false;
  if (isTyping(event.target)) {
    const target = event.target as HTMLInputElement;
    return target.type === 'checkbox' && event.key !== ' ';
  }
  const onControl =
    event.target instanceof HTMLElement && event.target.closest('button,a,[role=button],summary');
  return !(onControl && (event.key === ' ' || event.key === 'Enter'));
}

/** Single keys of the page, its list under `?`. Keys never fire while one types or a dialog is open. */
export function KeysProvider({ children }: { children: ReactNode }) {
  const t = useT(texts);
  const layers = useRef(new Map<symbol, readonly KeyAction[]>());
  const [help, setHelp] = useState<readonly KeyAction[] | null>(null);
  const openHelp = useCallback(() => setHelp([...layers.current.values()].flat()), []);
  const add = useCallback((id: symbol, actions: readonly KeyAction[]) => {
    layers.current.set(id, actions);
    return () => {
      layers.current.delete(id);
    };
  }, []);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!acceptsKey(event)) return;
      const pressed = event.key.toLowerCase();
      if (pressed === '?') {
        event.preventDefault();
        openHelp();
        return;
      }
      const found = [...layers.current.values()]
        .reverse()
        .flat()
        .find((action) => action.key === pressed);
      if (!found) return;
      event.preventDefault();
      found.run();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [openHelp]);
  const value = useMemo(() => ({ add, openHelp }), [add, openHelp]);
  return (
    <KeysContext.Provider value={value}>
      {children}
      <Dialog open={help !== null} onClose={() => setHelp(null)} title={t('keys.title')}>
        <KeyList actions={help ?? []} />
      </Dialog>
    </KeysContext.Provider>
  );
}

const keyNames: Record<string, string> = {
  ' ': 'Space',
  arrowdown: '↓',
  arrowup: '↑',
  arrowleft: '←',
  arrowright: '→',
  escape: 'Esc',
  enter: 'Enter',
};

export function keyName(key: string): string {
  return keyNames[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}

function KeyList({ actions }: { actions: readonly KeyAction[] }) {
  const t = useT(texts);
  const general: KeyAction[] = [{ key: '?', words: t('keys.help'), run: () => undefined }];
  const shown = [...actions, ...general].filter((action) => !action.hidden);
  const groups = Map.groupBy(shown, (action) => action.group ?? t('keys.general'));
  return (
    <div className="stack">
      {[...groups.entries()].map(([group, list]) => (
        <section key={group}>
          <h3 className="keylist-head">{group}</h3>
          <dl className="keylist">
            {list.map((action) => (
              <div key={action.key}>
                <dt>
                  <kbd>{keyName(action.key)}</kbd>
                </dt>
                <dd>{action.words}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

export function useKeys(actions: readonly KeyAction[]) {
  const { add } = useContext(KeysContext);
  const id = useMemo(() => Symbol('keys'), []);
  useEffect(() => add(id, actions), [add, id, actions]);
}

export function useKeysHelp() {
  return useContext(KeysContext).openHelp;
}

/** The quiet line at the bottom of an office page. */
export function KeyHints({
  hints,
  children,
}: {
  hints: readonly { keys: readonly string[]; words: string }[];
  children?: ReactNode;
}) {
  const t = useT(texts);
  const openHelp = useKeysHelp();
  return (
    <footer className="keys">
      {hints.map((hint) => (
        <span key={hint.words}>
          {hint.keys.map((key) => (key === '–' ? key : <kbd key={key}>{key}</kbd>))} {hint.words}
        </span>
      ))}
      <span className="grow" />
      {children}
      <button type="button" className="keys-all" onClick={openHelp}>
        <kbd>?</kbd> {t('keys.all')}
      </button>
    </footer>
  );
}
