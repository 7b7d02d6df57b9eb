import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { getPair, judgeRow, listQueue, type PairView, type RowView, undoJudgement } from '#contract/matching';
import { call, keyOf, useRead } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { PageError, useProblemText } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField } from '../../ui/field.tsx';
import { IconArrowBackUp, IconArrowLeft, IconCheck, IconX } from '../../ui/icons.ts';
import { type KeyAction, useKeys } from '../../ui/keys.tsx';
import { ActionBar } from '../../ui/office-pieces.tsx';
import { SkeletonCard } from '../../ui/states.tsx';
import { useToast } from '../../ui/toast.tsx';
import { CorrectionDialog, PairBody, RevealDialog } from './pair-view.tsx';
import { queueTexts } from './texts-queue.ts';

export type Verdict = 'same' | 'none' | 'papers';
export type Done = ReadonlyMap<string, Verdict>;

type PanelProps = {
  id: string;
  /** Told after each judgement: the row is done, the next one opens. */
  onDone: (row: RowView, verdict: Verdict) => void;
  onUndone: (id: string) => void;
  lastDone: string | null;
  onBack: () => void;
};

/** The open pair with its acts. */
export function PairPanel(props: PanelProps) {
  const t = useT(queueTexts);
  const found = useRead(getPair, { params: { id: props.id } }, { staleTime: 30_000 });
  if (found.error || !found.data) {
    return (
      <div className="detail">
        <div className="detail-body">
          <Button icon={<IconArrowLeft className="i" aria-hidden="true" />} onClick={props.onBack}>
            {t('back')}
          </Button>
          {found.error ? (
            <PageError error={found.error} onRetry={() => void found.refetch()} />
          ) : (
            <SkeletonCard lines={8} />
          )}
        </div>
      </div>
    );
  }
  return <OpenPair key={props.id} pair={found.data} {...props} />;
}

/** Judging and undoing: one request each, the next row opens when it is taken down. */
function useJudging({ pair, onDone, onUndone, lastDone }: PanelProps & { pair: PairView }) {
  const t = useT(queueTexts);
  const toast = useToast();
  const queries = useQueryClient();
  const textOf = useProblemText();
  const [busy, setBusy] = useState(false);
  const forget = (id: string) => {
    queries.removeQueries({ queryKey: keyOf(getPair, { params: { id } }) });
    void queries.invalidateQueries({ queryKey: keyOf(listQueue), refetchType: 'none' });
  };
  const attempt = async (work: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    try {
      await work();
    } catch (error) {
      toast({ text: textOf(error) });
      await queries.invalidateQueries({ queryKey: keyOf(getPair, { params: { id: pair.row.id } }) });
    } finally {
      setBusy(false);
    }
  };
  const undo = (id: string, reason: string | null) =>
    attempt(async () => {
      const fresh = await call(getPair, { params: { id } });
      await call(undoJudgement, { params: { id }, body: { reason, version: fresh.row.version } });
      forget(id);
      toast({ text: t('told.undone', { n: fresh.row.position }) });
      onUndone(id);
    });
  const judge = (verdict: Verdict, at: number, note: string) =>
    attempt(async () => {
      const personId = verdict === 'same' ? (pair.candidates[at]?.personId ?? null) : null;
      const body = { verdict, personId, note: note.trim() || null, version: pair.row.version };
      const row = await call(judgeRow, { params: { id: pair.row.id }, body });
      forget(row.id);
      toast({
        text: t(`told.${verdict}`, { n: row.position, c: at + 1 }),
        undo: () => void undo(row.id, null),
      });
      onDone(row, verdict);
    });
  return { busy, judge, undo, undoable: lastDone };
}

type KeysAt = {
  pair: PairView;
  press: (verdict: Verdict, index: number) => void;
  ask: (what: 'note' | 'reveal' | 'correct') => void;
  look: (change: (now: number) => number) => void;
  undo: (() => void) | null;
};

/** One key decides: a digit for a candidate, 0 for none of them, H for papers. */
function usePairKeys({ pair, press, ask, look, undo }: KeysAt) {
  const t = useT(queueTexts);
  const group = t('do.group');
  const count = Math.max(1, pair.candidates.length);
  const keys: KeyAction[] = [
    ...pair.candidates.map((_, index) => ({
      key: String(index + 1),
      words: t('do.same', { n: index + 1 }),
      group,
      run: () => press('same', index),
    })),
    { key: '0', words: t('do.none'), group, run: () => press('none', 0) },
    { key: 'h', words: t('do.papers'), group, run: () => press('papers', 0) },
    { key: 'g', words: t('do.note'), group, run: () => ask('note') },
    { key: 'c', words: t('do.correct'), group, run: () => ask('correct') },
    { key: 'x', words: t('do.reveal'), group, run: () => ask('reveal') },
    { key: 'arrowright', words: t('do.look'), group, run: () => look((now) => (now + 1) % count) },
    ...(undo ? [{ key: 'z', words: t('do.undo'), group, run: undo }] : []),
  ];
  useKeys(keys);
}

function OpenPair(props: PanelProps & { pair: PairView }) {
  const t = useT(queueTexts);
  const { pair } = props;
  const [at, setAt] = useState(0);
  const [note, setNote] = useState('');
  const [asking, setAsking] = useState<'note' | 'reveal' | 'correct' | null>(null);
  const { busy, judge, undo, undoable } = useJudging(props);
  const candidate = pair.candidates[at];
  const undoId = undoable ?? (pair.judgements.some((one) => !one.isUndone) ? pair.row.id : null);
  const press = (verdict: Verdict, index: number) => {
    if (pair.mayJudge) void judge(verdict, index, note);
  };
  usePairKeys({
    pair,
    press,
    ask: setAsking,
    look: setAt,
    undo: undoId ? () => void undo(undoId, null) : null,
  });
  return (
    <article className="detail" aria-label={t('caption')}>
      {/* A scrolling region must be reachable by keyboard. WCAG 2.2 2.1.1 */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className="detail-body" aria-label={t('caption')} tabIndex={0}>
        <span className="only-narrow">
          <Button icon={<IconArrowLeft className="i" aria-hidden="true" />} onClick={props.onBack}>
            {t('back')}
          </Button>
        </span>
        <PairBody pair={pair} at={at} onLook={setAt} />
      </section>
      <ActionBar
        label={t('do.group')}
        apart={undoId ? <UndoButton busy={busy} onPress={() => void undo(undoId, null)} /> : undefined}
      >
        {pair.mayJudge ? (
          <JudgeButtons count={pair.candidates.length} at={at} busy={busy} press={press} />
        ) : null}
        {candidate ? (
          <>
            <Button kind="quiet" kbd="C" onClick={() => setAsking('correct')}>
              {t('do.correct')}
            </Button>
            <Button kind="quiet" kbd="X" onClick={() => setAsking('reveal')}>
              {t('do.reveal')}
            </Button>
          </>
        ) : null}
      </ActionBar>
      <NoteDialog
        open={asking === 'note'}
        note={note}
        n={pair.row.position}
        onKeep={setNote}
        onClose={() => setAsking(null)}
      />
      <RevealDialog
        pair={pair}
        candidate={candidate}
        open={asking === 'reveal'}
        onClose={() => setAsking(null)}
      />
      <CorrectionDialog
        pair={pair}
        candidate={candidate}
        open={asking === 'correct'}
        onClose={() => setAsking(null)}
      />
    </article>
  );
}

function UndoButton({ busy, onPress }: { busy: boolean; onPress: () => void }) {
  const t = useT(queueTexts);
  return (
    <Button
      kind="quiet"
      kbd="Z"
      busy={busy}
      icon={<IconArrowBackUp className="i" aria-hidden="true" />}
      onClick={onPress}
    >
      {t('do.undo')}
    </Button>
  );
}

type ButtonsProps = {
  count: number;
  at: number;
  busy: boolean;
  press: (verdict: Verdict, at: number) => void;
};

function JudgeButtons({ count, at, busy, press }: ButtonsProps) {
  const t = useT(queueTexts);
  return (
    <>
      {count > 0 ? (
        <Button
          kind="filled"
          kbd={String(at + 1)}
          busy={busy}
          icon={<IconCheck className="i" aria-hidden="true" />}
          onClick={() => press('same', at)}
        >
          {count === 1 ? t('do.one') : t('do.same', { n: at + 1 })}
        </Button>
      ) : null}
      <Button
        kbd="0"
        busy={busy}
        icon={<IconX className="i" aria-hidden="true" />}
        onClick={() => press('none', at)}
      >
        {t('do.none')}
      </Button>
      <Button kbd="H" busy={busy} onClick={() => press('papers', at)}>
        {t('do.papers')}
      </Button>
    </>
  );
}

type NoteProps = {
  open: boolean;
  note: string;
  n: number;
  onKeep: (note: string) => void;
  onClose: () => void;
};

function NoteDialog({ open, note, n, onKeep, onClose }: NoteProps) {
  const t = useT(queueTexts);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('note.title', { n })}
      foot={
        <Button kind="filled" onClick={onClose}>
          {t('note.keep')}
        </Button>
      }
    >
      <AreaField label={t('note.text')} value={note} onChange={(event) => onKeep(event.target.value)} />
    </Dialog>
  );
}
