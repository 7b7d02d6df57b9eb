import type { ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { Task } from '#contract/programme';
import { useT } from '../../app/language.tsx';
import { useProblemText } from '../../app/problem.tsx';
import { formatDate } from '../../ui/format.ts';
import { IconAlertTriangle } from '../../ui/icons.ts';
import { Notice } from '../../ui/notice.tsx';
import { type StateIcon, StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useToast } from '../../ui/toast.tsx';
import { texts } from './texts.ts';

const taskLooks: Record<Task['state'], { tone: Tone; icon: StateIcon }> = {
  open: { tone: 'neutral', icon: 'clock' },
  doing: { tone: 'river', icon: 'info' },
  stuck: { tone: 'amber', icon: 'pause' },
  done: { tone: 'leaf', icon: 'done' },
  dropped: { tone: 'neutral', icon: 'refused' },
};

export function TaskTag({ state }: { state: Task['state'] }) {
  const t = useT(texts);
  const { tone, icon } = taskLooks[state];
  return (
    <StateTag tone={tone} icon={icon}>
      {t(`task.${state}`)}
    </StateTag>
  );
}

export function DemoTag() {
  const t = useT(texts);
  return (
    <StateTag tone="neutral" icon="info">
      {t('demoTag')}
    </StateTag>
  );
}

export function Late({ days }: { days: number | null }) {
  const t = useT(texts);
  if (days === null) return null;
  return (
    <span className="prog-late">
      <IconAlertTriangle className="i" aria-hidden="true" />
      {t('lateDays', { n: days })}
    </span>
  );
}

export function DueWords({ task }: { task: Task }) {
  const t = useT(texts);
  if (task.daysLate !== null) return <Late days={task.daysLate} />;
  if (task.doneOn) return <>{formatDate(task.doneOn)}</>;
  return <>{task.dueOn ? t('dueShown', { date: formatDate(task.dueOn) }) : t('noDue')}</>;
}

export function Problem({ error }: { error: unknown }) {
  const textOf = useProblemText();
  if (!error) return null;
  return (
    <Notice tone="basalt" live="alert">
      {textOf(error)}
    </Notice>
  );
}

/** Everything of the programme is read anew after a write: figures, lists and histories hang together. */
export function useRefresh(): () => Promise<void> {
  const queries = useQueryClient();
  return () =>
    queries.invalidateQueries({
      predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/programme/'),
    });
}

/** Says what was done, reads anew, and goes on. */
export function useDone(then?: () => void): () => void {
  const t = useT(texts);
  const toast = useToast();
  const refresh = useRefresh();
  return () => {
    toast({ text: t('saved') });
    void refresh();
    then?.();
  };
}

export function Box({ title, side, children }: { title: string; side?: ReactNode; children: ReactNode }) {
  return (
    <section className="card">
      <div className="box-head">
        <h3>{title}</h3>
        {side ? <div className="cluster">{side}</div> : null}
      </div>
      {children}
    </section>
  );
}

/** A choice in a tool bar: the browser's own list, with its name for readers. */
export function Pick(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  options: readonly { value: string; label: string }[];
}) {
  return (
    <select
      className="prog-pick"
      aria-label={props.label}
      value={props.value}
      onChange={(event) => props.onChange(event.target.value)}
    >
      {props.options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
