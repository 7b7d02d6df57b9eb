import { useState } from 'react';
import type { Step } from '#contract/programme';
import { tickStep, untickStep } from '#contract/programme';
import { useWrite } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { useToday } from '../../app/now.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { formatDate } from '../../ui/format.ts';
import { IconCheck } from '../../ui/icons.ts';
import { EvidenceForm, EvidenceList } from './evidence.tsx';
import { texts } from './texts.ts';
import { Box, Problem, useDone } from './words.tsx';

type Asked = { kind: 'evidence' | 'untick'; step: Step } | null;

/** The handbook's steps of a model; each is ticked with evidence. */
export function Steps({ steps }: { steps: readonly Step[] }) {
  const t = useT(texts);
  const [asked, setAsked] = useState<Asked>(null);
  const done = steps.filter((step) => step.doneOn !== null).length;
  const close = () => setAsked(null);
  return (
    <Box title={t('steps')} side={t('stepsDone', { n: done, m: steps.length })}>
      <ol className="prog-steps">
        {steps.map((step) => (
          <StepLine key={step.id} step={step} onAsk={setAsked} />
        ))}
      </ol>
      <Dialog
        open={asked !== null}
        onClose={close}
        title={asked?.kind === 'untick' ? t('untick') : t('addEvidence')}
      >
        {asked?.kind === 'evidence' ? <EvidenceForm about="steps" id={asked.step.id} onDone={close} /> : null}
        {asked?.kind === 'untick' ? <UntickForm step={asked.step} onDone={close} /> : null}
      </Dialog>
    </Box>
  );
}

function StepLine({ step, onAsk }: { step: Step; onAsk: (asked: Asked) => void }) {
  const t = useT(texts);
  const today = useToday();
  const write = useWrite(tickStep, { onSuccess: useDone() });
  const isDone = step.doneOn !== null;
  return (
    <li>
      <span className={`n${isDone ? ' n-done' : ''}`} aria-hidden="true">
        {isDone ? <IconCheck className="i" /> : step.number}
      </span>
      <div className="stack-sm">
        <span>
          {step.text}
          {isDone ? (
            <small>{t('doneOnBy', { date: formatDate(step.doneOn), who: step.doneBy ?? '' })}</small>
          ) : null}
        </span>
        <EvidenceList items={step.evidence} canChange={step.canTick} />
        <Problem error={write.error} />
      </div>
      {step.canTick ? (
        <div className="cluster">
          <Button onClick={() => onAsk({ kind: 'evidence', step })}>
            {t('addEvidence')}
            <span className="sr"> {step.number}</span>
          </Button>
          {isDone ? (
            <Button kind="quiet" onClick={() => onAsk({ kind: 'untick', step })}>
              {t('untick')}
              <span className="sr"> {step.number}</span>
            </Button>
          ) : (
            <Button
              busy={write.isPending}
              onClick={() =>
                write.mutate({
                  input: { params: { id: step.id }, body: { on: today, version: step.version } },
                })
              }
            >
              {t('tick')}
              <span className="sr"> {step.number}</span>
            </Button>
          )}
        </div>
      ) : (
        <span />
      )}
    </li>
  );
}

function UntickForm({ step, onDone }: { step: Step; onDone: () => void }) {
  const t = useT(texts);
  const [reason, setReason] = useState('');
  const write = useWrite(untickStep, { onSuccess: useDone(onDone) });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        write.mutate({ input: { params: { id: step.id }, body: { reason, version: step.version } } });
      }}
    >
      <Problem error={write.error} />
      <TextField
        label={t('untickReason')}
        required
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button kind="filled" type="submit" busy={write.isPending}>
        {t('untick')}
      </Button>
    </form>
  );
}
