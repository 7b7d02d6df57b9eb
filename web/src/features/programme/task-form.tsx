import { useState } from 'react';
import type { Task } from '#contract/programme';
import { addTask, changeTask, getTask } from '#contract/programme';
import { listAgencies } from '#contract/agency';
import { ApiError, call, useRead, useWrite } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { Button } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { AreaField, TextField } from '../../ui/field.tsx';
import { formatDate } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { useOverview } from './frame.tsx';
import { texts } from './texts.ts';
import { Problem, useDone } from './words.tsx';

type Fields = {
  title: string;
  note: string;
  agencyId: string;
  officerId: string;
  startOn: string;
  dueOn: string;
  model: string;
};

const fieldsOf = (task: Task): Fields => ({
  title: task.title,
  note: task.note,
  agencyId: task.agency.id,
  officerId: task.officer?.id ?? '',
  startOn: task.startOn ?? '',
  dueOn: task.dueOn ?? '',
  model: task.model ? String(task.model.number) : '',
});

const emptyFields: Fields = {
  title: '',
  note: '',
  agencyId: '',
  officerId: '',
  startOn: '',
  dueOn: '',
  model: '',
};

const bodyOf = (fields: Fields, withAgencyIds: string[]) => ({
  title: fields.title,
  note: fields.note,
  agencyId: fields.agencyId,
  officerId: fields.officerId || null,
  withAgencyIds,
  startOn: fields.startOn || null,
  dueOn: fields.dueOn || null,
});

/** Agencies in force today, to choose from. */
export function useAgencyChoices() {
  const found = useRead(listAgencies, { query: {} }, { staleTime: 300_000 });
  return (found.data?.items ?? []).map((one) => ({
    value: one.id,
    label: one.name,
    alsoKnownAs: one.shortName ?? '',
  }));
}

export function useModelChoices() {
  const found = useOverview();
  return (found.data?.models ?? []).map((one) => ({
    value: String(one.number),
    label: `${one.number}. ${one.short}`,
    alsoKnownAs: one.title,
  }));
}

type FormProps = {
  task?: Task;
  model?: number;
  agencyId?: string;
  officers?: readonly { id: string; name: string }[];
  onDone: () => void;
};

/** Sends the form; when somebody else was first, fetches their version and keeps what was typed. */
function useTaskWrite(task: Task | undefined, onDone: () => void) {
  const [version, setVersion] = useState(task?.version ?? 1);
  const [other, setOther] = useState<Task | null>(null);
  const done = useDone(onDone);
  const add = useWrite(addTask, { onSuccess: done });
  const change = useWrite(changeTask, { onSuccess: done });
  const error = add.error ?? change.error;
  const send = (fields: Fields) => {
    const model = fields.model ? Number(fields.model) : null;
    if (!task) return add.mutate({ input: { body: { ...bodyOf(fields, []), model } } });
    const body = {
      ...bodyOf(
        fields,
        task.with.map((one) => one.id),
      ),
      version,
    };
    return change.mutate({ input: { params: { id: task.id }, body } });
  };
  const showNew = async () => {
    if (!task) return;
    const fresh = await call(getTask, { params: { id: task.id } });
    setOther(fresh.task);
    setVersion(fresh.task.version);
  };
  const isStale = error instanceof ApiError && error.problem?.code === 'programme.version_conflict';
  return { send, error, isStale, other, showNew, busy: add.isPending || change.isPending };
}

function Other({ task }: { task: Task }) {
  const t = useT(texts);
  return (
    <Notice tone="river" title={task.title}>
      {task.agency.name}
      {task.dueOn ? `, ${t('dueShown', { date: formatDate(task.dueOn) })}` : ''}
      {task.note ? `. ${task.note}` : ''} <br />
      {t('staleKept')}
    </Notice>
  );
}

function firstFields({ task, model, agencyId }: FormProps): Fields {
  if (task) return fieldsOf(task);
  return { ...emptyFields, model: model ? String(model) : '', agencyId: agencyId ?? '' };
}

/** Gives or changes a task. When somebody else was first, their version is shown and what was typed stays. */
export function TaskForm(props: FormProps) {
  const { task, officers = [] } = props;
  const t = useT(texts);
  const [fields, setFields] = useState<Fields>(() => firstFields(props));
  const write = useTaskWrite(task, props.onDone);
  const [agencies, models] = [useAgencyChoices(), useModelChoices()];
  const set = (part: Partial<Fields>) => setFields({ ...fields, ...part });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        write.send(fields);
      }}
    >
      <Problem error={write.error} />
      {write.isStale ? <Button onClick={() => void write.showNew()}>{t('stale')}</Button> : null}
      {write.other ? <Other task={write.other} /> : null}
      <TextField
        label={t('taskTitle')}
        required
        value={fields.title}
        onChange={(event) => set({ title: event.target.value })}
      />
      {task ? null : (
        <SelectField
          label={t('model')}
          optional
          value={fields.model}
          onChange={(model) => set({ model })}
          options={models}
        />
      )}
      <SelectField
        label={t('agency')}
        value={fields.agencyId}
        onChange={(agencyId) => set({ agencyId })}
        options={agencies}
      />
      {officers.length > 0 ? (
        <SelectField
          label={t('officer')}
          optional
          value={fields.officerId}
          onChange={(officerId) => set({ officerId })}
          options={officers.map((one) => ({ value: one.id, label: one.name }))}
        />
      ) : null}
      <div className="prog-form2">
        <DateField
          label={t('startOn')}
          optional
          value={fields.startOn}
          onChange={(startOn) => set({ startOn })}
        />
        <DateField label={t('dueOn')} optional value={fields.dueOn} onChange={(dueOn) => set({ dueOn })} />
      </div>
      <AreaField
        label={t('note')}
        optional
        value={fields.note}
        onChange={(event) => set({ note: event.target.value })}
      />
      <Button kind="filled" type="submit" busy={write.busy}>
        {t(task ? 'save' : 'addTask')}
      </Button>
    </form>
  );
}
