import { useEffect, useId, useMemo, useState } from 'react';
import { useT } from '../app/language.tsx';
import { texts } from '../app/texts.ts';
import { Dialog } from './dialog.tsx';
import { plain } from './format.ts';

export type Command = { id: string; words: string; note?: string; run: () => void };

/** Ctrl+K: everything that can be done from here, found without diacritics. */
export function CommandPalette({ commands }: { commands: readonly Command[] }) {
  const t = useT(texts);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setOpen(true);
      }
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  return (
    <Dialog open={open} onClose={() => setOpen(false)} title={t('command.title')}>
      <CommandList commands={commands} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

function CommandList({ commands, onDone }: { commands: readonly Command[]; onDone: () => void }) {
  const t = useT(texts);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const listId = useId();
  const found = useMemo(() => {
    const words = plain(typed).split(/\s+/).filter(Boolean);
    return commands.filter((command) => {
      const text = plain(`${command.words} ${command.note ?? ''}`);
      return words.every((word) => text.includes(word));
    });
  }, [commands, typed]);
  const run = (command: Command | undefined) => {
    if (!command) return;
    onDone();
    command.run();
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt((now) => Math.min(now + 1, found.length - 1));
    else if (event.key === 'ArrowUp') setAt((now) => Math.max(now - 1, 0));
    else if (event.key === 'Enter') run(found[at]);
    else return;
    event.preventDefault();
  };
  return (
    <div className="command">
      <input
        className="field-input"
        type="text"
        aria-controls={listId}
        aria-label={t('command.title')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={listId} aria-label={t('command.title')}>
        {found.map((command, index) => (
          <li key={command.id}>
            <button type="button" aria-current={index === at || undefined} onClick={() => run(command)}>
              <span className="grow">{command.words}</span>
              {command.note ? <small>{command.note}</small> : null}
            </button>
          </li>
        ))}
      </ul>
      <output className={found.length > 0 ? 'sr' : undefined}>
        {found.length > 0 ? found[at]?.words : t('command.empty', { text: typed })}
      </output>
    </div>
  );
}
