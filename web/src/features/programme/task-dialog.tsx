import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Task } from '#contract/programme';
import { getTask, setTaskState } from '#contract/programme';
import { type AnswerOf, useRead, useWrite } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { PageError } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField } from '../../ui/field.tsx';
import { formatDate } from '../../ui/format.ts';
import { SkeletonCard } from '../../ui/states.tsx';
import { useToast } from '../../ui/toast.tsx';
import { EvidenceList, EvidenceForm } from './evidence.tsx';
import { ExtensionForm, ExtensionLine } from './extension-parts.tsx';
import { Comments, History } from './talk.tsx';
import { TaskForm } from './task-form.tsx';
import { texts } from './texts.ts';
import { DemoTag, DueWords, Problem, TaskTag, useRefresh } from './words.tsx';

type Page = AnswerOf<typeof getTask>;
type Mode = 'show' | 'edit' | 'extend' | 'stuck' | 'drop' | 'evidence';

/** A task opens over whatever list it stands in; its address can be shared. */
export function useOpenTask(): (id: string | null) => void {
  const navigate = useNavigate();
  return (id) =>
    void navigate({
      to: '.',
      search: (before: Record<string, unknown>) => ({ ...before, mo: id ?? undefined }),
      replace: true,
    } as never);
}

export function TaskDialog() {
  const t = useT(texts);
  const { mo } = useSearch({ strict: false }) as { mo?: string };
  const open = useOpenTask();
  const found = useRead(getTask, { params: { id: mo ?? '' } }, { enabled: mo !== undefined });
  return (
    <Dialog open={mo !== undefined} onClose={() => open(null)} title={found.data?.task.title ?? t('tasks')}>
      {found.error ? <PageError error={found.error} /> : null}
      {found.isPending ? <SkeletonCard lines={6} /> : null}
      {found.data ? <TaskView key={found.data.task.id} page={found.data} /> : null}
    </Dialog>
  );
}

function useMove(task: Task, then: () => void) {
  const t = useT(texts);
  const toast = useToast();
  const refresh = useRefresh();
  const back = useWrite(setTaskState, {
    onSuccess: () => {
      toast({ text: t('undone') });
      void refresh();
    },
  });
  return useWrite(setTaskState, {
    onSuccess: ({ task: moved }) => {
      const undo =
        task.state === 'stuck' || task.state === 'dropped'
          ? undefined
          : () =>
              back.mutate({
                input: { params: { id: task.id }, body: { state: task.state, version: moved.version } },
              });
      toast({ text: t('saved'), undo });
      void refresh();
      then();
    },
  });
}

function TaskView({ page }: { page: Page }) {
  const t = useT(texts);
  const [mode, setMode] = useState<Mode>('show');
  const { task } = page;
  const show = () => setMode('show');
  if (mode === 'edit') return <TaskForm task={task} officers={page.officers} onDone={show} />;
  if (mode === 'extend') return <ExtensionForm task={task} onDone={show} />;
  if (mode === 'evidence') return <EvidenceForm about="tasks" id={task.id} onDone={show} />;
  if (mode === 'stuck' || mode === 'drop')
    return <ReasonForm task={task} state={mode === 'stuck' ? 'stuck' : 'dropped'} onDone={show} />;
  return (
    <div className="stack">
      <div className="cluster">
        <TaskTag state={task.state} />
        <DueWords task={task} />
        {task.demonstration ? <DemoTag /> : null}
      </div>
      <Facts page={page} />
      {task.canEdit ? <Actions task={task} onMode={setMode} /> : null}
      {page.extensions.map((one) => (
        <ExtensionLine key={one.id} extension={one} />
      ))}
      <EvidenceList items={page.evidence} canChange={task.canEdit} />
      <h3>{t('comments')}</h3>
      <Comments items={page.comments} model={null} taskId={task.id} />
      <h3>{t('history')}</h3>
      <History items={page.history} />
    </div>
  );
}

function Facts({ page }: { page: Page }) {
  const t = useT(texts);
  const { task, decision } = page;
  const rows: [string, string | null][] = [
    [t('agency'), task.agency.name],
    [
      '',
      task.was
        ? t('was', { name: task.was.name, now: task.agency.name, since: formatDate(task.was.since) })
        : task.planUnit
          ? t('actor', { name: task.planUnit })
          : null,
    ],
    [t('officer'), task.officer?.name ?? null],
    [t('role.coordinate'), task.with.map((one) => one.name).join(', ') || null],
    [t('startOn'), task.startOn ? formatDate(task.startOn) : null],
    [t('dueOn'), task.dueOn ? formatDate(task.dueOn) : null],
    ['', task.planDueOn ? t('planDue', { date: formatDate(task.planDueOn) }) : null],
    [t('reason'), task.stuckReason],
    [t('note'), task.note || null],
    [
      '',
      decision
        ? `${t('fromDecision', { n: decision.number, meeting: decision.meeting, date: formatDate(decision.heldOn) })}: ${decision.text}`
        : null,
    ],
  ];
  return (
    <dl className="pairs card">
      {rows
        .filter(([, value]) => value !== null)
        .map(([name, value]) => (
          <div key={`${name}${value}`}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Actions({ task, onMode }: { task: Task; onMode: (mode: Mode) => void }) {
  const t = useT(texts);
  const move = useMove(task, () => undefined);
  const to = (state: Task['state']) =>
    move.mutate({ input: { params: { id: task.id }, body: { state, version: task.version } } });
  const isClosed = task.state === 'done' || task.state === 'dropped';
  return (
    <>
      <Problem error={move.error} />
      <div className="cluster">
        {task.state === 'open' || task.state === 'stuck' ? (
          <Button busy={move.isPending} onClick={() => to('doing')}>
            {t('begin')}
          </Button>
        ) : null}
        {isClosed ? (
          <Button busy={move.isPending} onClick={() => to('doing')}>
            {t('reopen')}
          </Button>
        ) : (
          <>
            <Button kind="filled" busy={move.isPending} onClick={() => to('done')}>
              {t('finish')}
            </Button>
            {task.state === 'stuck' ? null : <Button onClick={() => onMode('stuck')}>{t('stuck')}</Button>}
            {task.extensionAsked ? null : (
              <Button onClick={() => onMode('extend')}>{t('askExtension')}</Button>
            )}
          </>
        )}
        <Button onClick={() => onMode('evidence')}>{t('addEvidence')}</Button>
        <Button onClick={() => onMode('edit')}>{t('edit')}</Button>
      </div>
    </>
  );
}

function ReasonForm(props: { task: Task; state: 'stuck' | 'dropped'; onDone: () => void }) {
  const t = useT(texts);
  const [reason, setReason] = useState('');
  const move = useMove(props.task, props.onDone);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        move.mutate({
          input: {
            params: { id: props.task.id },
            body: { state: props.state, reason, version: props.task.version },
          },
        });
      }}
    >
      <Problem error={move.error} />
      <AreaField
        label={t('reason')}
        required
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button kind="filled" type="submit" busy={move.isPending}>
        {t(props.state === 'stuck' ? 'stuck' : 'drop')}
      </Button>
    </form>
  );
}
