import type { Task } from '#contract/programme';
import { useT } from '../../app/language.tsx';
import { useToday } from '../../app/now.ts';
import { PageError } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { formatDate } from '../../ui/format.ts';
import { IconPrinter } from '../../ui/icons.ts';
import { EmptyState, SkeletonRows } from '../../ui/states.tsx';
import { ProgrammeFrame } from './frame.tsx';
import { TaskDialog, useOpenTask } from './task-dialog.tsx';
import { TaskFilter, useTaskSearch, useTasks } from './task-filter.tsx';
import { more } from './texts-more.ts';
import { texts } from './texts.ts';
import { monthsBetween, placeIn, type Span } from './time-span.ts';
import { Pick } from './words.tsx';

const page = '/can-bo/chuong-trinh/tien-do' as const;

/** Tasks as bars over time, by model or by agency; the same on paper. */
export function TimelinePage() {
  const t = useT(texts);
  const m = useT(more);
  const { search, go } = useTaskSearch(page);
  const found = useTasks(search);
  const tasks = (found.data?.items ?? []).filter((task) => task.dueOn !== null);
  return (
    <ProgrammeFrame>
      <div className="prog-tools">
        <TaskFilter to={page} />
        <Pick
          label={m('byModel')}
          value={search.theo ?? ''}
          onChange={(theo) => go({ theo: theo || undefined })}
          options={[
            { value: '', label: m('byModel') },
            { value: 'dv', label: m('byAgency') },
          ]}
        />
        <span className="grow" />
        <Button icon={<IconPrinter className="i" aria-hidden="true" />} onClick={() => window.print()}>
          {m('print')}
        </Button>
      </div>
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isPending ? <SkeletonRows count={8} /> : null}
      {found.data && tasks.length === 0 ? (
        <EmptyState title={t('nothing')}>{t('nothingText')}</EmptyState>
      ) : null}
      {tasks.length > 0 ? <Chart tasks={tasks} byAgency={search.theo === 'dv'} /> : null}
      <TaskDialog />
    </ProgrammeFrame>
  );
}

const startOf = (task: Task): string => task.startOn ?? task.dueOn ?? '';

function Chart({ tasks, byAgency }: { tasks: readonly Task[]; byAgency: boolean }) {
  const m = useT(more);
  const today = useToday();
  const days = tasks.flatMap((task) => [startOf(task), task.dueOn ?? '']).toSorted();
  const span: Span = { from: (days[0] ?? today).slice(0, 8) + '01', to: days.at(-1) ?? today };
  const groups = Map.groupBy(tasks, (task) =>
    byAgency ? task.agency.name : task.model ? `${task.model.number}. ${task.model.short}` : '—',
  );
  const unfinished = tasks.filter((task) => task.state !== 'done');
  return (
    <>
      <p className="mut">
        {m('timelineSays', {
          n: unfinished.length,
          from: formatDate(days[0]),
          to: formatDate(days.at(-1)),
          late: tasks.filter((task) => task.daysLate !== null).length,
        })}
      </p>
      <section className="scroll-x" aria-label={m('byModel')}>
        <div className="gantt">
          <span />
          <div className="gantt-head" aria-hidden="true">
            {monthsBetween(span).map((month) => (
              <span key={month.day} style={{ left: `${placeIn(span, month.day)}%` }}>
                {month.words}
              </span>
            ))}
          </div>
          {[...groups]
            .toSorted(([a], [b]) => a.localeCompare(b, 'vi', { numeric: true }))
            .map(([name, own]) => (
              <Group key={name} name={name} tasks={own} span={span} />
            ))}
        </div>
      </section>
    </>
  );
}

function Group({ name, tasks, span }: { name: string; tasks: readonly Task[]; span: Span }) {
  return (
    <>
      <h2 className="gantt-group">{name}</h2>
      {tasks.map((task) => (
        <Lane key={task.id} task={task} span={span} />
      ))}
    </>
  );
}

function Lane({ task, span }: { task: Task; span: Span }) {
  const t = useT(texts);
  const today = useToday();
  const open = useOpenTask();
  const left = placeIn(span, startOf(task));
  const width = Math.max(0.6, placeIn(span, task.dueOn ?? '') - left);
  const look = task.daysLate === null ? task.state : 'late';
  return (
    <>
      <button type="button" className="gantt-name" onClick={() => open(task.id)} title={task.title}>
        {task.title}
        <span className="sr">
          {t(`task.${task.state}`)}, {t('dueShown', { date: formatDate(task.dueOn) })}
        </span>
      </button>
      <div className="gantt-lane" aria-hidden="true">
        <span className="gantt-now" style={{ left: `${placeIn(span, today)}%` }} />
        <span
          className={`gantt-bar gantt-bar-${look}`}
          style={{ left: `${left}%`, width: `${width}%` }}
          title={`${formatDate(startOf(task))} – ${formatDate(task.dueOn)}`}
        />
      </div>
    </>
  );
}
