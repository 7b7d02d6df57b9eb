import { useState } from 'react';
import type { Extension, Task } from '#contract/programme';
import { askExtension, decideExtension, withdrawExtension } from '#contract/programme';
import { useWrite } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { Button } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { AreaField, TextField } from '../../ui/field.tsx';
import { formatDate, formatDateTime } from '../../ui/format.ts';
import { StateTag } from '../../ui/state-tag.tsx';
import { texts } from './texts.ts';
import { Problem, useDone } from './words.tsx';

export function ExtensionForm({ task, onDone }: { task: Task; onDone: () => void }) {
  const t = useT(texts);
  const [toDueOn, setTo] = useState('');
  const [reason, setReason] = useState('');
  const write = useWrite(askExtension, { onSuccess: useDone(onDone) });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        write.mutate({ input: { params: { id: task.id }, body: { toDueOn, reason } } });
      }}
    >
      <p>
        {task.title}
        {task.dueOn ? `, ${t('dueShown', { date: formatDate(task.dueOn) })}` : ''}
      </p>
      <Problem error={write.error} />
      <DateField label={t('newDue')} value={toDueOn} onChange={setTo} />
      <AreaField
        label={t('reason')}
        required
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button kind="filled" type="submit" busy={write.isPending}>
        {t('askExtension')}
      </Button>
    </form>
  );
}

const looks = {
  asked: { tone: 'amber', icon: 'clock' },
  approved: { tone: 'leaf', icon: 'done' },
  refused: { tone: 'basalt', icon: 'refused' },
  withdrawn: { tone: 'neutral', icon: 'info' },
} as const;

/** A request with what may be done about it by who reads it. */
export function ExtensionLine({ extension, withTask }: { extension: Extension; withTask?: boolean }) {
  const t = useT(texts);
  const look = looks[extension.state];
  return (
    <div className="card pad stack-sm">
      <div className="cluster">
        <StateTag tone={look.tone} icon={look.icon}>
          {t(`ext.${extension.state}`)}
        </StateTag>
        <strong>
          {t('extensionLine', {
            from: extension.fromDueOn ? formatDate(extension.fromDueOn) : t('noDue'),
            to: formatDate(extension.toDueOn),
          })}
        </strong>
      </div>
      {withTask ? (
        <p>
          <strong>{extension.taskTitle}</strong>
          <br />
          <span className="mut">
            {extension.agency.name}
            {extension.model ? `, ${t('modelN', { n: extension.model })}` : ''}
          </span>
        </p>
      ) : null}
      <p>{extension.reason}</p>
      <small className="mut">
        {t('askedBy', { who: extension.askedBy, at: formatDateTime(extension.askedAt) })}
        {extension.decidedBy
          ? `. ${t('decidedBy', { who: extension.decidedBy, reason: extension.decisionReason ?? t(`ext.${extension.state}`) })}`
          : ''}
      </small>
      {extension.canDecide ? <Decide id={extension.id} /> : null}
      {extension.canWithdraw ? <Withdraw id={extension.id} /> : null}
    </div>
  );
}

function Decide({ id }: { id: string }) {
  const t = useT(texts);
  const [reason, setReason] = useState('');
  const write = useWrite(decideExtension, { onSuccess: useDone() });
  const decide = (verdict: 'approved' | 'refused') =>
    write.mutate({ input: { params: { id }, body: { verdict, reason } } });
  return (
    <div className="stack-sm">
      <Problem error={write.error} />
      <TextField
        label={t('reason')}
        optional
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="cluster">
        <Button busy={write.isPending} onClick={() => decide('approved')}>
          {t('approve')}
        </Button>
        <Button kind="refusing" busy={write.isPending} onClick={() => decide('refused')}>
          {t('refuse')}
        </Button>
      </div>
    </div>
  );
}

function Withdraw({ id }: { id: string }) {
  const t = useT(texts);
  const write = useWrite(withdrawExtension, { onSuccess: useDone() });
  return (
    <div>
      <Problem error={write.error} />
      <Button busy={write.isPending} onClick={() => write.mutate({ input: { params: { id } } })}>
        {t('withdraw')}
      </Button>
    </div>
  );
}
