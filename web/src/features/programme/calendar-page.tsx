import type { Task } from '#contract/programme';
import { useLanguage, useT } from '../../app/language.tsx';
import { useToday } from '../../app/now.ts';
import { PageError } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { formatDate, formatWeekday } from '../../ui/format.ts';
import { useKeys } from '../../ui/keys.tsx';
import { SkeletonRows } from '../../ui/states.tsx';
import { ProgrammeFrame } from './frame.tsx';
import { TaskDialog, useOpenTask } from './task-dialog.tsx';
import { TaskFilter, useTaskSearch, useTasks } from './task-filter.tsx';
import { more } from './texts-more.ts';
import { daysOfMonth, monthAfter } from './time-span.ts';

const page = '/can-bo/chuong-trinh/lich' as const;

/** What is due on which day of a month. */
export function CalendarPage() {
  const m = useT(more);
  const today = useToday();
  const { search, go } = useTaskSearch(page);
  const month = /^\d{4}-\d{2}$/.test(search.ngay ?? '') ? (search.ngay ?? '') : today.slice(0, 7);
  const days = daysOfMonth(month);
  const found = useTasks(search, { from: days[0]?.day, to: days.at(-1)?.day });
  const step = (by: 1 | -1) => go({ ngay: monthAfter(month, by) });
  useKeys([
    { key: 'arrowleft', words: m('prevMonth'), run: () => step(-1) },
    { key: 'arrowright', words: m('nextMonth'), run: () => step(1) },
  ]);
  const byDay = Map.groupBy(found.data?.items ?? [], (task) => task.dueOn ?? '');
  return (
    <ProgrammeFrame>
      <div className="prog-tools">
        <TaskFilter to={page} />
        <span className="grow" />
        <Button onClick={() => step(-1)}>{m('prevMonth')}</Button>
        <Button onClick={() => go({ ngay: undefined })}>{m('thisMonth')}</Button>
        <Button onClick={() => step(1)}>{m('nextMonth')}</Button>
      </div>
      <div className="cal-head">
        <h2>{m('month', { m: month.slice(5), y: month.slice(0, 4) })}</h2>
      </div>
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isPending ? <SkeletonRows count={5} /> : null}
      {found.data ? (
        <ol className="calgrid">
          {days.map(({ day, column }) => (
            <Day key={day} day={day} column={column} isToday={day === today} tasks={byDay.get(day) ?? []} />
          ))}
        </ol>
      ) : null}
      <TaskDialog />
    </ProgrammeFrame>
  );
}

type DayProps = { day: string; column: number; isToday: boolean; tasks: readonly Task[] };

function Day({ day, column, isToday, tasks }: DayProps) {
  const { language } = useLanguage();
  const open = useOpenTask();
  return (
    <li
      className={`calday${column > 5 ? ' calday-off' : ''}`}
      style={{ gridColumnStart: column }}
      aria-current={isToday ? 'date' : undefined}
    >
      <strong>{Number(day.slice(8))}</strong>
      <small>{formatWeekday(day, language)}</small>
      {tasks.map((task) => (
        <button
          key={task.id}
          type="button"
          className={`prog-day${task.daysLate === null ? '' : ' prog-day-late'}`}
          title={`${task.title}, ${task.agency.name}, ${formatDate(task.dueOn)}`}
          onClick={() => open(task.id)}
        >
          {task.model ? `${task.model.number}. ` : ''}
          {task.title}
        </button>
      ))}
    </li>
  );
}
