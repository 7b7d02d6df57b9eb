import { useState } from 'react';
import { answerHandover, listExtensions, listHandovers } from '#contract/programme';
import { type AnswerOf, useRead, useWrite } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { PageError } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { formatDate } from '../../ui/format.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { ExtensionLine } from './extension-parts.tsx';
import { ProgrammeFrame } from './frame.tsx';
import { TaskDialog } from './task-dialog.tsx';
import { useAgencyChoices } from './task-form.tsx';
import { more } from './texts-more.ts';
import { texts } from './texts.ts';
import { Problem, useDone } from './words.tsx';

type Handover = AnswerOf<typeof listHandovers>['items'][number];

/** What waits for somebody's decision: extensions, and tasks whose agency is no more. */
export function WaitingPage() {
  const t = useT(texts);
  const m = useT(more);
  const extensions = useRead(listExtensions, { query: {} });
  const handovers = useRead(listHandovers, {});
  const error = extensions.error ?? handovers.error;
  return (
    <ProgrammeFrame>
      {error ? <PageError error={error} /> : null}
      <div className="two">
        <section className="stack-sm" aria-label={t('extensions')}>
          <h2>{t('extensions')}</h2>
          {extensions.data?.items.length === 0 ? <p className="mut">{m('noExtensions')}</p> : null}
          {(extensions.data?.items ?? []).map((one) => (
            <ExtensionLine key={one.id} extension={one} withTask />
          ))}
        </section>
        <section className="stack-sm" aria-label={m('handovers')}>
          <h2>{m('handovers')}</h2>
          {handovers.data?.items.length === 0 ? <p className="mut">{m('noHandovers')}</p> : null}
          {(handovers.data?.items ?? []).map((one) => (
            <HandoverLine key={one.id} handover={one} />
          ))}
        </section>
      </div>
      <TaskDialog />
    </ProgrammeFrame>
  );
}

function HandoverLine({ handover }: { handover: Handover }) {
  const m = useT(more);
  const [redirecting, setRedirecting] = useState(false);
  const write = useWrite(answerHandover, { onSuccess: useDone() });
  const { id, task, from, to, since } = handover;
  return (
    <div className="card pad stack-sm">
      <strong>{task.title}</strong>
      <span className="mut">
        {m('handoverLine', { from: from.name, since: formatDate(since), to: to.name })}
        {task.model ? ` · ${task.model.number}. ${task.model.short}` : ''}
      </span>
      <Problem error={write.error} />
      <div className="cluster">
        {handover.canAnswer ? (
          <Button
            busy={write.isPending}
            onClick={() => write.mutate({ input: { params: { id }, body: { answer: 'accepted' } } })}
          >
            {m('take')}
          </Button>
        ) : null}
        {handover.canRedirect ? <Button onClick={() => setRedirecting(true)}>{m('redirect')}</Button> : null}
      </div>
      <Dialog open={redirecting} onClose={() => setRedirecting(false)} title={m('redirect')}>
        <RedirectForm id={id} onDone={() => setRedirecting(false)} />
      </Dialog>
    </div>
  );
}

function RedirectForm({ id, onDone }: { id: string; onDone: () => void }) {
  const t = useT(texts);
  const m = useT(more);
  const agencies = useAgencyChoices();
  const [agencyId, setAgencyId] = useState('');
  const [reason, setReason] = useState('');
  const write = useWrite(answerHandover, { onSuccess: useDone(onDone) });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        write.mutate({ input: { params: { id }, body: { answer: 'redirected', agencyId, reason } } });
      }}
    >
      <Problem error={write.error} />
      <SelectField label={t('agency')} value={agencyId} onChange={setAgencyId} options={agencies} />
      <TextField
        label={t('reason')}
        required
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button kind="filled" type="submit" busy={write.isPending}>
        {m('redirect')}
      </Button>
    </form>
  );
}
