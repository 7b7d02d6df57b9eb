import { useState } from 'react';
import type { Task } from '#contract/programme';
import { useT } from '../../app/language.tsx';
import { PageError } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { IconDownload, IconPlus } from '../../ui/icons.ts';
import { useKeys } from '../../ui/keys.tsx';
import { SkeletonRows } from '../../ui/states.tsx';
import { downloadCsv } from '../../ui/table-memory.ts';
import { formatDate } from '../../ui/format.ts';
import { ProgrammeFrame, useOverview } from './frame.tsx';
import { TaskDialog, useOpenTask } from './task-dialog.tsx';
import { TaskFilter, useTaskSearch, useTasks } from './task-filter.tsx';
import { TaskForm } from './task-form.tsx';
import { texts } from './texts.ts';
import { DemoTag, DueWords } from './words.tsx';

const columns = ['open', 'doing', 'stuck', 'done'] as const;

/** All tasks by state; a card opens over the board. */
export function BoardPage() {
  const t = useT(texts);
  const { search } = useTaskSearch('/can-bo/chuong-trinh/viec');
  const found = useTasks(search);
  const can = useOverview().data?.can;
  const [adding, setAdding] = useState(false);
  const tasks = found.data?.items ?? [];
  useKeys([
    { key: '/', words: t('searchTasks'), run: () => document.getElementById('tim-viec')?.focus() },
    ...(can?.manage ? [{ key: 'n', words: t('addTask'), run: () => setAdding(true) }] : []),
  ]);
  return (
    <ProgrammeFrame>
      <div className="prog-tools">
        <TaskFilter to="/can-bo/chuong-trinh/viec" />
        <span className="grow" />
        <ExportTasks tasks={tasks} />
        {can?.manage ? (
          <Button
            kind="filled"
            kbd="N"
            icon={<IconPlus className="i" aria-hidden="true" />}
            onClick={() => setAdding(true)}
          >
            {t('addTask')}
          </Button>
        ) : null}
      </div>
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isPending ? <SkeletonRows count={6} /> : null}
      {found.data ? (
        <div className="prog-board">
          {columns.map((state) => (
            <Column key={state} state={state} tasks={tasks.filter((task) => task.state === state)} />
          ))}
        </div>
      ) : null}
      <Dialog open={adding} onClose={() => setAdding(false)} title={t('addTask')}>
        <TaskForm onDone={() => setAdding(false)} />
      </Dialog>
      <TaskDialog />
    </ProgrammeFrame>
  );
}

function Column({ state, tasks }: { state: (typeof columns)[number]; tasks: readonly Task[] }) {
  const t = useT(texts);
  const open = useOpenTask();
  return (
    <section className="prog-col">
      <h2>
        {t(`task.${state}`)} <span className="mut">{tasks.length}</span>
      </h2>
      {tasks.map((task) => (
        <button key={task.id} type="button" className="prog-card" onClick={() => open(task.id)}>
          {task.title}
          <small>
            {task.model ? <span>{`${task.model.number}. ${task.model.short}`}</span> : null}
            <span>{task.agency.name}</span>
            <DueWords task={task} />
            {task.extensionAsked ? <span>{t('extensionAsked')}</span> : null}
            {task.demonstration ? <DemoTag /> : null}
          </small>
        </button>
      ))}
    </section>
  );
}

/** The list as it is filtered, as a file for a spreadsheet. */
export function ExportTasks({ tasks }: { tasks: readonly Task[] }) {
  const t = useT(texts);
  const column = (id: string, name: string, text: (task: Task) => string) => ({ id, name, text, show: text });
  return (
    <Button
      icon={<IconDownload className="i" aria-hidden="true" />}
      onClick={() =>
        downloadCsv(
          'viec-de-an-06',
          [
            column('model', t('model'), (task) => String(task.model?.number ?? '')),
            column('title', t('taskTitle'), (task) => task.title),
            column('agency', t('agency'), (task) => task.agency.name),
            column('state', t('moveTo'), (task) => t(`task.${task.state}`)),
            column('due', t('dueOn'), (task) => formatDate(task.dueOn)),
            column('late', t('onlyLate'), (task) => String(task.daysLate ?? '')),
          ],
          tasks,
        )
      }
    >
      CSV
    </Button>
  );
}
