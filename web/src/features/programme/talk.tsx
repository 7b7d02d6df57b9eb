import { useState } from 'react';
import type { Comment, HistoryEntry } from '#contract/programme';
import { addComment } from '#contract/programme';
import { useWrite } from '../../app/api.ts';
import { useLanguage, useT } from '../../app/language.tsx';
import { Button } from '../../ui/button.tsx';
import { AreaField } from '../../ui/field.tsx';
import { formatDate, formatDateTime } from '../../ui/format.ts';
import { historyWords } from './history-words.ts';
import { texts } from './texts.ts';
import { Problem, useRefresh } from './words.tsx';

type CommentsProps = { items: readonly Comment[]; model: number | null; taskId: string | null };

export function Comments({ items, model, taskId }: CommentsProps) {
  const t = useT(texts);
  const [text, setText] = useState('');
  const refresh = useRefresh();
  const write = useWrite(addComment, {
    onSuccess: () => {
      setText('');
      void refresh();
    },
  });
  return (
    <div className="stack-sm">
      <Problem error={write.error} />
      <form
        className="stack-sm"
        onSubmit={(event) => {
          event.preventDefault();
          write.mutate({ input: { body: { model, taskId, text } } });
        }}
      >
        <AreaField
          label={t('commentWrite')}
          rows={2}
          required
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <div>
          <Button type="submit" busy={write.isPending}>
            {t('commentAdd')}
          </Button>
        </div>
      </form>
      <ul className="prog-history">
        {items.map((item) => (
          <li key={item.id}>
            {item.text}
            <small>
              {item.by}, {formatDateTime(item.at)}
            </small>
          </li>
        ))}
      </ul>
    </div>
  );
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

const stateKeys: readonly string[] = Object.keys(texts);

function useShown(): (value: unknown) => string {
  const t = useT(texts);
  return (value) => {
    if (value === null || value === undefined || value === '') return '—';
    if (typeof value !== 'string') return JSON.stringify(value);
    if (DAY.test(value)) return formatDate(value);
    const key = [`task.${value}`, `state.${value}`, `ext.${value}`].find((one) => stateKeys.includes(one));
    return key ? t(key as keyof typeof texts) : value;
  };
}

/** Who did what and when; of a change, each value before and after. */
export function History({ items }: { items: readonly HistoryEntry[] }) {
  const { language } = useLanguage();
  const t = useT(texts);
  const shown = useShown();
  if (items.length === 0) return <p className="mut">{t('historyNone')}</p>;
  const word = (key: string): string => historyWords[key]?.[language] ?? key;
  return (
    <ul className="prog-history card">
      {items.map((entry) => {
        const keys = [
          ...new Set([...Object.keys(entry.before ?? {}), ...Object.keys(entry.after ?? {})]),
        ].filter((key) => historyWords[key] !== undefined);
        return (
          <li key={entry.id}>
            <strong>{word(entry.type)}</strong>
            {keys.map((key) => (
              <span key={key}>
                {' · '}
                {word(key)}: {entry.before && key in entry.before ? `${shown(entry.before[key])} → ` : ''}
                {shown(entry.after?.[key])}
              </span>
            ))}
            <small>
              {entry.by}, {formatDateTime(entry.at)}
            </small>
          </li>
        );
      })}
    </ul>
  );
}
