import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { listAgencies } from '#contract/agency';
import * as report from '#contract/report';
import { call, keyOf, useRead } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { useProblemText } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField, ChecksField, TextField } from '../../ui/field.tsx';
import { useToast } from '../../ui/toast.tsx';
import { texts } from './texts.ts';

type Report = report.Report;

/** Runs an act on the report as it was seen, and shows what came of it. */
function useAct(shown: Report) {
  const queries = useQueryClient();
  const toast = useToast();
  const problem = useProblemText();
  const [busy, setBusy] = useState(false);
  const run = async (act: () => Promise<Report>, said: string): Promise<boolean> => {
    setBusy(true);
    try {
      queries.setQueryData(keyOf(report.getReport, { params: { id: shown.id } }), await act());
      void queries.invalidateQueries({ queryKey: keyOf(report.listReports) });
      toast({ text: said });
      return true;
    } catch (error) {
      toast({ text: problem(error) });
      void queries.invalidateQueries({ queryKey: keyOf(report.getReport) });
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, run };
}

type Asked = 'return' | 'take-back' | 'sign' | 'number' | 'send';

/** The one next act as a filled button, the others beside it; each that needs a word asks for it. */
export function ReportActs({ shown }: { shown: Report }) {
  const t = useT(texts);
  const act = useAct(shown);
  const [asked, setAsked] = useState<Asked | null>(null);
  const params = { id: shown.id };
  const present = () =>
    act.run(() => call(report.presentReport, { params, body: { version: shown.version } }), t('presented'));
  const offered = asking.filter(({ act: name }) => shown.may.includes(name));
  return (
    <>
      {shown.may.includes('present') ? (
        <Button kind="filled" busy={act.busy} onClick={() => void present()}>
          {t('present')}
        </Button>
      ) : null}
      {offered.map(({ act: name, words, kind }) => (
        <Button key={name} kind={kind} onClick={() => setAsked(name)}>
          {t(words)}
        </Button>
      ))}
      {asked ? <AskedDialog asked={asked} shown={shown} act={act} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

const asking = [
  { act: 'sign', words: 'sign', kind: 'filled' },
  { act: 'return', words: 'return', kind: 'outline' },
  { act: 'take-back', words: 'takeBack', kind: 'outline' },
  { act: 'number', words: 'number', kind: 'filled' },
  { act: 'send', words: 'send', kind: 'filled' },
] as const;

type AskedProps = { asked: Asked; shown: Report; act: ReturnType<typeof useAct>; onClose: () => void };

function AskedDialog({ asked, shown, act, onClose }: AskedProps) {
  const t = useT(texts);
  const params = { id: shown.id };
  const seen = { version: shown.version };
  const { busy, run } = act;
  const finish = async (doing: () => Promise<Report>, said: string) => {
    if (await run(doing, said)) onClose();
  };
  if (asked === 'sign')
    return (
      <AskDialog
        title={t('sign')}
        busy={busy}
        onClose={onClose}
        onDone={() => finish(() => call(report.signReport, { params, body: seen }), t('signedDone'))}
      >
        <p>{t('signText')}</p>
      </AskDialog>
    );
  if (asked === 'number')
    return (
      <NumberDialog
        shown={shown}
        busy={busy}
        onClose={onClose}
        onDone={(symbol) =>
          finish(() => call(report.numberReport, { params, body: { ...seen, symbol } }), t('numberedDone'))
        }
      />
    );
  if (asked === 'send')
    return (
      <SendDialog
        shown={shown}
        busy={busy}
        onClose={onClose}
        onDone={(receiverIds) =>
          finish(() => call(report.sendReport, { params, body: { receiverIds } }), t('sentDone'))
        }
      />
    );
  return (
    <ReturnDialog
      title={t(asked === 'return' ? 'return' : 'takeBack')}
      busy={busy}
      onClose={onClose}
      onDone={(note) =>
        finish(() => call(report.returnReport, { params, body: { ...seen, note } }), t('returned'))
      }
    />
  );
}

type AskProps = {
  title: string;
  busy: boolean;
  onClose: () => void;
  onDone: () => Promise<void>;
  children: ReactNode;
};

function AskDialog({ title, busy, onClose, onDone, children }: AskProps) {
  const t = useT(texts);
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      foot={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="filled" busy={busy} onClick={() => void onDone()}>
            {title}
          </Button>
        </>
      }
    >
      <div className="stack">{children}</div>
    </Dialog>
  );
}

type Given<T> = Omit<AskProps, 'children' | 'onDone' | 'title'> & { onDone: (given: T) => Promise<void> };

function ReturnDialog({ title, busy, onClose, onDone }: Given<string> & { title: string }) {
  const t = useT(texts);
  const [note, setNote] = useState('');
  return (
    <AskDialog
      title={title}
      busy={busy}
      onClose={onClose}
      onDone={async () => {
        if (note.trim() !== '') await onDone(note.trim());
      }}
    >
      <AreaField label={t('returnWhy')} value={note} onChange={(event) => setNote(event.target.value)} />
    </AskDialog>
  );
}

function NumberDialog({ shown, busy, onClose, onDone }: Given<string> & { shown: Report }) {
  const t = useT(texts);
  const [symbol, setSymbol] = useState(shown.symbol);
  return (
    <AskDialog title={t('number')} busy={busy} onClose={onClose} onDone={() => onDone(symbol.trim())}>
      <TextField
        short
        label={t('symbol')}
        hint={t('symbolHint')}
        value={symbol}
        onChange={(event) => setSymbol(event.target.value)}
      />
    </AskDialog>
  );
}

function SendDialog({ shown, busy, onClose, onDone }: Given<string[]> & { shown: Report }) {
  const t = useT(texts);
  const [chosen, setChosen] = useState(() => shown.receivers.map((one) => one.id));
  const found = useRead(listAgencies, { query: { kind: 'province-office' } }, { staleTime: Infinity });
  const sentTo = new Set(shown.dispatches.map((one) => one.receiver.id));
  const offered = [...shown.receivers, ...(found.data?.items ?? [])].filter(
    (one, index, all) => one.id !== shown.unit.id && all.findIndex((other) => other.id === one.id) === index,
  );
  return (
    <AskDialog title={t('send')} busy={busy} onClose={onClose} onDone={() => onDone(chosen)}>
      <ChecksField
        label={t('receivers')}
        value={chosen}
        onChange={setChosen}
        options={offered.map((one) => ({
          value: one.id,
          label: one.name,
          ...(sentTo.has(one.id) ? { note: t('state.sent') } : {}),
        }))}
      />
    </AskDialog>
  );
}
