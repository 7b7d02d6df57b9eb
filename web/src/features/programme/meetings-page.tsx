import { useState } from 'react';
import { addMeeting, listMeetings } from '#contract/programme';
import { useRead, useWrite } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { useToday } from '../../app/now.ts';
import { PageError } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField, TextField } from '../../ui/field.tsx';
import { formatDate } from '../../ui/format.ts';
import { IconPlus } from '../../ui/icons.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { EmptyState, SkeletonRows } from '../../ui/states.tsx';
import { ProgrammeFrame } from './frame.tsx';
import { TaskDialog } from './task-dialog.tsx';
import { useAgencyChoices, useModelChoices } from './task-form.tsx';
import { TaskRows } from './task-rows.tsx';
import { more } from './texts-more.ts';
import { texts } from './texts.ts';
import { Box, DemoTag, Problem, useDone } from './words.tsx';

/** Meetings with their decisions, and what came of each. */
export function MeetingsPage() {
  const t = useT(texts);
  const m = useT(more);
  const found = useRead(listMeetings, {});
  const [adding, setAdding] = useState(false);
  return (
    <ProgrammeFrame>
      <h2 className="sr">{m('meetings')}</h2>
      {found.data?.canAdd ? (
        <div className="prog-tools">
          <Button
            kind="filled"
            icon={<IconPlus className="i" aria-hidden="true" />}
            onClick={() => setAdding(true)}
          >
            {m('addMeeting')}
          </Button>
        </div>
      ) : null}
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isPending ? <SkeletonRows count={5} /> : null}
      {found.data?.items.length === 0 ? (
        <EmptyState title={m('noMeetings')}>{m('noMeetingsText')}</EmptyState>
      ) : null}
      <div className="stack">
        {(found.data?.items ?? []).map((meeting) => (
          <Box
            key={meeting.id}
            title={`${formatDate(meeting.heldOn)}, ${meeting.title}`}
            side={
              <>
                <span>
                  {meeting.number} · {meeting.chair}
                </span>
                {meeting.demonstration ? <DemoTag /> : null}
              </>
            }
          >
            {meeting.decisions.map((decision) => (
              <div key={decision.id}>
                <p className="pad">
                  <strong>{m('decision', { n: decision.number })}.</strong> {decision.text}
                  {decision.model ? <span className="mut"> {t('modelN', { n: decision.model })}</span> : null}
                </p>
                {decision.tasks.length > 0 ? <TaskRows tasks={decision.tasks} /> : null}
              </div>
            ))}
          </Box>
        ))}
      </div>
      <Dialog open={adding} onClose={() => setAdding(false)} title={m('addMeeting')}>
        <MeetingForm onDone={() => setAdding(false)} />
      </Dialog>
      <TaskDialog />
    </ProgrammeFrame>
  );
}

type Draft = { text: string; model: string; title: string; agencyId: string; dueOn: string };
const emptyDraft: Draft = { text: '', model: '', title: '', agencyId: '', dueOn: '' };

const decisionOf = (draft: Draft) => ({
  text: draft.text,
  model: draft.model ? Number(draft.model) : null,
  tasks: draft.title ? [{ title: draft.title, agencyId: draft.agencyId, dueOn: draft.dueOn }] : [],
});

function MeetingForm({ onDone }: { onDone: () => void }) {
  const m = useT(more);
  const today = useToday();
  const [head, setHead] = useState({ heldOn: today, title: '', number: '', chair: '' });
  const [drafts, setDrafts] = useState<Draft[]>([emptyDraft]);
  const write = useWrite(addMeeting, { onSuccess: useDone(onDone) });
  const change = (at: number, part: Partial<Draft>) =>
    setDrafts(drafts.map((draft, index) => (index === at ? { ...draft, ...part } : draft)));
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const body = { ...head, number: head.number.trim() || null, decisions: drafts.map(decisionOf) };
        write.mutate({ input: { body } });
      }}
    >
      <Problem error={write.error} />
      <TextField
        label={m('meetingTitle')}
        required
        value={head.title}
        onChange={(event) => setHead({ ...head, title: event.target.value })}
      />
      <div className="prog-form2">
        <DateField
          label={m('heldOn')}
          value={head.heldOn}
          onChange={(heldOn) => setHead({ ...head, heldOn })}
        />
        <TextField
          label={m('meetingNumber')}
          optional
          value={head.number}
          onChange={(event) => setHead({ ...head, number: event.target.value })}
        />
      </div>
      <TextField
        label={m('chair')}
        required
        value={head.chair}
        onChange={(event) => setHead({ ...head, chair: event.target.value })}
      />
      {drafts.map((draft, index) => (
        <DecisionFields
          // biome-ignore lint/suspicious/noArrayIndexKey: decisions are numbered by their place
          key={index}
          number={index + 1}
          draft={draft}
          onChange={(part) => change(index, part)}
        />
      ))}
      <div>
        <Button onClick={() => setDrafts([...drafts, emptyDraft])}>{m('addDecision')}</Button>
      </div>
      <Button kind="filled" type="submit" busy={write.isPending}>
        {m('addMeeting')}
      </Button>
    </form>
  );
}

function DecisionFields(props: { number: number; draft: Draft; onChange: (part: Partial<Draft>) => void }) {
  const t = useT(texts);
  const m = useT(more);
  const agencies = useAgencyChoices();
  const models = useModelChoices();
  const { draft, onChange } = props;
  return (
    <fieldset className="card pad stack-sm">
      <legend className="sr">{m('decision', { n: props.number })}</legend>
      <AreaField
        label={m('decision', { n: props.number })}
        required
        rows={2}
        value={draft.text}
        onChange={(event) => onChange({ text: event.target.value })}
      />
      <SelectField
        label={t('model')}
        optional
        value={draft.model}
        onChange={(model) => onChange({ model })}
        options={models}
      />
      <TextField
        label={m('taskOf')}
        optional
        value={draft.title}
        onChange={(event) => onChange({ title: event.target.value })}
      />
      {draft.title ? (
        <div className="prog-form2">
          <SelectField
            label={t('agency')}
            value={draft.agencyId}
            onChange={(agencyId) => onChange({ agencyId })}
            options={agencies}
          />
          <DateField label={t('dueOn')} value={draft.dueOn} onChange={(dueOn) => onChange({ dueOn })} />
        </div>
      ) : null}
    </fieldset>
  );
}
