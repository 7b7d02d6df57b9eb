import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { appealDossier, type Dossier, getMyDossier, rateDossier, withdrawDossier } from '#contract/dossier';
import { keyOf, useWrite } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { useProblemText } from '../../app/problem.tsx';
import { texts as appTexts } from '../../app/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField, RadioField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useToast } from '../../ui/toast.tsx';
import { texts } from './texts.ts';

type Asked = 'withdraw' | 'appeal' | 'rate';

/** What a person may still do about a case, apart from its next step. */
export function CaseActions({ dossier }: { dossier: Dossier }) {
  const t = useT(texts);
  const [asked, setAsked] = useState<Asked | null>(null);
  const offered = (['rate', 'appeal', 'withdraw'] as const).filter((action) =>
    dossier.actions.includes(action),
  );
  if (offered.length === 0) return null;
  return (
    <div className="cluster">
      {offered.map((action) => (
        <Button
          key={action}
          kind={action === 'withdraw' ? 'refusing' : 'outline'}
          onClick={() => setAsked(action)}
        >
          {t(`do.${action}`)}
        </Button>
      ))}
      <WithdrawDialog open={asked === 'withdraw'} dossier={dossier} onClose={() => setAsked(null)} />
      <AppealDialog open={asked === 'appeal'} dossier={dossier} onClose={() => setAsked(null)} />
      <RateDialog open={asked === 'rate'} dossier={dossier} onClose={() => setAsked(null)} />
    </div>
  );
}

type AskProps = { open: boolean; dossier: Dossier; onClose: () => void };

function useChanged(id: string, onClose: () => void) {
  const queries = useQueryClient();
  return (dossier: Dossier) => {
    queries.setQueryData(keyOf(getMyDossier, { params: { id } }), dossier);
    onClose();
  };
}

function WithdrawDialog({ open, dossier, onClose }: AskProps) {
  const t = useT(texts);
  const app = useT(appTexts);
  const textOf = useProblemText();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const write = useWrite(withdrawDossier, { onSuccess: useChanged(dossier.id, onClose) });
  const send = () => {
    setMissing(reason.trim() === '');
    if (reason.trim() !== '') write.mutate({ input: { params: { id: dossier.id }, body: { reason } } });
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('withdraw.title')}
      foot={
        <Button kind="refusing" busy={write.isPending} onClick={send}>
          {t('do.withdraw')}
        </Button>
      }
    >
      <div className="stack">
        <p>{t('withdraw.text')}</p>
        {write.error ? <Notice tone="basalt">{textOf(write.error)}</Notice> : null}
        <AreaField
          label={t('withdraw.reason')}
          value={reason}
          error={missing && reason.trim() === '' ? app('field.required') : undefined}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
    </Dialog>
  );
}

function AppealDialog({ open, dossier, onClose }: AskProps) {
  const t = useT(texts);
  const app = useT(appTexts);
  const textOf = useProblemText();
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);
  const write = useWrite(appealDossier, { onSuccess: useChanged(dossier.id, onClose) });
  const send = () => {
    setMissing(text.trim() === '');
    if (text.trim() !== '') write.mutate({ input: { params: { id: dossier.id }, body: { text } } });
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('appeal.title')}
      foot={
        <Button kind="filled" busy={write.isPending} onClick={send}>
          {t('appeal.send')}
        </Button>
      }
    >
      <div className="stack">
        {write.error ? <Notice tone="basalt">{textOf(write.error)}</Notice> : null}
        <AreaField
          label={t('appeal.text')}
          value={text}
          rows={6}
          maxLength={5000}
          error={missing && text.trim() === '' ? app('field.required') : undefined}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
    </Dialog>
  );
}

const scores = ['5', '4', '3', '2', '1'] as const;

function RateDialog({ open, dossier, onClose }: AskProps) {
  const t = useT(texts);
  const textOf = useProblemText();
  const toast = useToast();
  const changed = useChanged(dossier.id, onClose);
  const [score, setScore] = useState('');
  const [comment, setComment] = useState('');
  const write = useWrite(rateDossier, {
    onSuccess: (next) => {
      changed(next);
      toast({ text: t('rate.thanks') });
    },
  });
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('rate.title')}
      foot={
        <Button
          kind="filled"
          busy={write.isPending}
          onClick={() => {
            if (score)
              write.mutate({
                input: { params: { id: dossier.id }, body: { score: Number(score), comment } },
              });
          }}
        >
          {t('rate.send')}
        </Button>
      }
    >
      <div className="stack">
        {write.error ? <Notice tone="basalt">{textOf(write.error)}</Notice> : null}
        <RadioField
          label={<span className="sr">{t('rate.title')}</span>}
          options={scores.map((value) => ({ value, label: t(`rate.${value}`) }))}
          value={score}
          onChange={setScore}
        />
        <AreaField
          label={t('rate.comment')}
          optional
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
      </div>
    </Dialog>
  );
}
