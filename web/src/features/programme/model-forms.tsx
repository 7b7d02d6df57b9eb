import { useState } from 'react';
import { modelStates, recordAssessment, setModelState } from '#contract/programme';
import { useWrite } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { useToday } from '../../app/now.ts';
import { Button } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { AreaField, RadioField, TextField } from '../../ui/field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import type { ModelData } from './model-page.tsx';
import { texts } from './texts.ts';
import { Problem, useDone } from './words.tsx';

/** Moves a model; the server says why it may not go into operation. */
export function MoveForm({ data, onDone }: { data: ModelData; onDone: () => void }) {
  const t = useT(texts);
  const today = useToday();
  const [state, setState] = useState<string>(data.model.state);
  const [since, setSince] = useState(today);
  const [note, setNote] = useState('');
  const write = useWrite(setModelState, { onSuccess: useDone(onDone) });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const found = modelStates.find((one) => one === state) ?? data.model.state;
        write.mutate({
          input: {
            params: { model: data.model.number },
            body: { state: found, since, note, version: data.version },
          },
        });
      }}
    >
      <Problem error={write.error} />
      <RadioField
        label={t('moveTo')}
        value={state}
        onChange={setState}
        options={modelStates.map((value) => ({ value, label: t(`state.${value}`) }))}
      />
      <DateField label={t('since')} value={since} onChange={setSince} />
      <TextField label={t('note')} optional value={note} onChange={(event) => setNote(event.target.value)} />
      <Button kind="filled" type="submit" busy={write.isPending}>
        {t('move')}
      </Button>
    </form>
  );
}

export function AssessForm({ model, onDone }: { model: number; onDone: () => void }) {
  const t = useT(texts);
  const today = useToday();
  const [fields, setFields] = useState({
    assessedOn: today,
    result: 'passed',
    number: '',
    assessor: '',
    findings: '',
    designFingerprint: '',
  });
  const set = (part: Partial<typeof fields>) => setFields({ ...fields, ...part });
  const write = useWrite(recordAssessment, { onSuccess: useDone(onDone) });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const { result, designFingerprint, ...rest } = fields;
        write.mutate({
          input: {
            params: { model },
            body: {
              ...rest,
              passed: result === 'passed',
              designFingerprint: designFingerprint.trim().toLowerCase() || null,
            },
          },
        });
      }}
    >
      <Problem error={write.error} />
      <div className="prog-form2">
        <DateField
          label={t('assessedOn')}
          value={fields.assessedOn}
          onChange={(assessedOn) => set({ assessedOn })}
        />
        <SelectField
          label={t('result')}
          value={fields.result}
          onChange={(result) => set({ result })}
          options={[
            { value: 'passed', label: t('assessPassed') },
            { value: 'failed', label: t('assessFailed') },
          ]}
        />
      </div>
      <TextField
        label={t('assessNumber')}
        required
        value={fields.number}
        onChange={(event) => set({ number: event.target.value })}
      />
      <TextField
        label={t('assessor')}
        required
        value={fields.assessor}
        onChange={(event) => set({ assessor: event.target.value })}
      />
      <AreaField
        label={t('findings')}
        required
        value={fields.findings}
        onChange={(event) => set({ findings: event.target.value })}
      />
      <TextField
        label={t('fingerprint')}
        optional
        value={fields.designFingerprint}
        onChange={(event) => set({ designFingerprint: event.target.value })}
      />
      <Button kind="filled" type="submit" busy={write.isPending}>
        {t('assessAdd')}
      </Button>
    </form>
  );
}
