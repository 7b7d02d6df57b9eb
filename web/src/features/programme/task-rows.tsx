import type { Task } from '#contract/programme';
import { useT } from '../../app/language.tsx';
import { formatDate } from '../../ui/format.ts';
import { EmptyState } from '../../ui/states.tsx';
import { useOpenTask } from './task-dialog.tsx';
import { texts } from './texts.ts';
import { DemoTag, DueWords, TaskTag } from './words.tsx';

/** Tasks one under another; each opens over the list. */
export function TaskRows({ tasks, withModel }: { tasks: readonly Task[]; withModel?: boolean }) {
  const t = useT(texts);
  const open = useOpenTask();
  if (tasks.length === 0) return <EmptyState title={t('nothing')} />;
  return (
    <ul>
      {tasks.map((task) => (
        <li key={task.id}>
          <button type="button" className="prog-row" onClick={() => open(task.id)}>
            <span>
              {task.title}
              <small>
                {withModel && task.model ? <span>{`${task.model.number}. ${task.model.short}`}</span> : null}
                <span>
                  {task.agency.name}
                  {task.was ? ` (${t('wasShort', { name: task.was.name })})` : ''}
                </span>
                {task.role ? <span>{t(`role.${task.role}`)}</span> : null}
                {task.planDueOn && task.planDueOn !== task.dueOn ? (
                  <span>{t('planDue', { date: formatDate(task.planDueOn) })}</span>
                ) : null}
              </small>
            </span>
            <span>
              <TaskTag state={task.state} />
              <small>
                <DueWords task={task} />
                {task.demonstration ? <DemoTag /> : null}
              </small>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
