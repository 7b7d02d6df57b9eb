import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  type CandidateView,
  getPair,
  type PairView,
  requestCorrection,
  revealNumber,
} from '#contract/matching';
import { call, keyOf, useWrite } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { useProblemText } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField, RadioField, TextField } from '../../ui/field.tsx';
import { formatPercent, formatShort } from '../../ui/format.ts';
import { IconAlertTriangle, IconFileText } from '../../ui/icons.ts';
import { CompareTable, signed, ThresholdScale } from '../../ui/match-pieces.tsx';
import { Notice } from '../../ui/notice.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useToast } from '../../ui/toast.tsx';
import { queueTexts } from './texts-queue.ts';
import { useMatchingWords } from './words.ts';

type PairProps = { pair: PairView; at: number; onLook: (index: number) => void };

/** One row beside one candidate: what differs, what it weighs, where the probability lies. */
export function PairBody({ pair, at, onLook }: PairProps) {
  const t = useT(queueTexts);
  const candidate = pair.candidates[at];
  return (
    <>
      <PairHead pair={pair} at={at} onLook={onLook} />
      {candidate ? (
        <>
          <Warnings pair={pair} candidate={candidate} />
          <Comparison pair={pair} candidate={candidate} />
          <Verdict pair={pair} candidate={candidate} />
        </>
      ) : (
        <div className="card">
          <EmptyState title={t('noCandidate')} icon={IconAlertTriangle} />
        </div>
      )}
      <Judged pair={pair} />
    </>
  );
}

function PairHead({ pair, at, onLook }: PairProps) {
  const t = useT(queueTexts);
  const [raw, setRaw] = useState(false);
  const { row } = pair;
  return (
    <div className="mtabs">
      {pair.candidates.map((one, index) => (
        <Button
          key={one.personId}
          aria-pressed={index === at}
          kbd={pair.candidates.length > 1 ? String(index + 1) : undefined}
          onClick={() => onLook(index)}
        >
          {t('candidate', { n: index + 1, p: formatPercent(one.probability) })}
        </Button>
      ))}
      <span className="grow" />
      <span className="mut">{t('rowOf', { n: row.position, engine: pair.engine ?? '' })}</span>
      <Button icon={<IconFileText className="i" aria-hidden="true" />} onClick={() => setRaw(true)}>
        {t('raw')}
      </Button>
      <Dialog open={raw} onClose={() => setRaw(false)} title={t('rawTitle', { n: row.position })}>
        <dl className="pairs">
          {pair.cells.map((cell, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- two columns may bear one title
            <div key={index}>
              <dt>{cell.header}</dt>
              <dd>{cell.value || t('nothing')}</dd>
            </div>
          ))}
        </dl>
      </Dialog>
    </div>
  );
}

function Warnings({ pair, candidate }: { pair: PairView; candidate: CandidateView }) {
  const t = useT(queueTexts);
  return (
    <>
      {candidate.state === 'deceased' ? <Notice tone="amber">{t('deceased')}</Notice> : null}
      {candidate.state === 'moved_away' ? <Notice tone="amber">{t('moved')}</Notice> : null}
      {pair.whyNot ? <Notice tone="river">{t(`why.${pair.whyNot}`)}</Notice> : null}
    </>
  );
}

function Comparison({ pair, candidate }: { pair: PairView; candidate: CandidateView }) {
  const t = useT(queueTexts);
  const { field } = useMatchingWords();
  return (
    <CompareTable
      words={{
        caption: t('caption'),
        field: t('fieldName'),
        list: t('fromList'),
        listName: pair.row.name,
        register: t('fromRegister'),
        registerName: candidate.name,
        why: t('why'),
        bits: t('bits'),
        empty: t('nothing'),
      }}
      rows={candidate.fields.map((one) => ({
        id: one.field,
        name: field(one.field),
        list: { pieces: one.list.segments, note: one.list.note },
        register: { pieces: one.register.segments, note: one.register.note },
        bits: one.weight,
      }))}
    />
  );
}

/** Bits: a field that weighs less speaks neither for nor against. */
const SAYS_SOMETHING = 0.3;

function useSentence(candidate: CandidateView): string {
  const t = useT(queueTexts);
  const { field } = useMatchingWords();
  const weighed = candidate.fields.filter((one) => Math.abs(one.weight ?? 0) >= SAYS_SOMETHING);
  const against = weighed.filter((one) => (one.weight ?? 0) < 0).map((one) => field(one.field).toLowerCase());
  const speaks = t('for', { n: weighed.length - against.length });
  return against.length > 0 ? `${speaks}, ${t('against', { what: against.join(', ') })}.` : `${speaks}.`;
}

function Verdict({ pair, candidate }: { pair: PairView; candidate: CandidateView }) {
  const t = useT(queueTexts);
  const plus = candidate.fields.reduce((sum, one) => sum + (one.weight ?? 0), 0);
  return (
    <div className="card verdictbox">
      <div>
        <p>{t('probability')}</p>
        <p className="big num">{formatPercent(candidate.probability)}</p>
        <p className="mut num">
          {t('sum', {
            plus: signed(plus),
            prior: signed(candidate.score - plus),
            bits: signed(candidate.score),
          })}
        </p>
      </div>
      <div>
        <p>
          {useSentence(candidate)} {candidate.probability < pair.matchAt ? t('notEnough') : ''}
        </p>
        <ThresholdScale
          value={candidate.probability}
          judgeAt={pair.judgeAt}
          matchAt={pair.matchAt}
          words={{
            no: t('scaleNo', { p: formatPercent(pair.judgeAt) }),
            people: t('scalePeople'),
            sure: t('scaleSure', { p: formatPercent(pair.matchAt) }),
          }}
        />
      </div>
    </div>
  );
}

function Judged({ pair }: { pair: PairView }) {
  const t = useT(queueTexts);
  if (pair.judgements.length === 0) return null;
  return (
    <section className="card">
      <div className="box-head">
        <h3>{t('judged.title')}</h3>
      </div>
      <ol className="events">
        {pair.judgements.map((one) => (
          <li key={one.id}>
            <time dateTime={one.at}>{formatShort(one.at)}</time>
            <span>
              {t(`judged.${one.verdict}`, { by: one.by })} {one.isUndone ? t('judged.undone') : ''}
              {one.note ? <small>{one.note}</small> : null}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

type AskProps = { pair: PairView; candidate: CandidateView | undefined; open: boolean; onClose: () => void };

/** Both numbers in full, for a reason that the person will see. */
export function RevealDialog({ pair, candidate, open, onClose }: AskProps) {
  const t = useT(queueTexts);
  const textOf = useProblemText();
  const [reason, setReason] = useState('');
  const write = useWrite(revealNumber);
  const shown = write.data;
  const close = () => {
    setReason('');
    write.reset();
    onClose();
  };
  return (
    <Dialog open={open && candidate !== undefined} onClose={close} title={t('do.reveal')}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (candidate)
            write.mutate({
              input: { params: { id: pair.row.id }, body: { personId: candidate.personId, reason } },
            });
        }}
      >
        {write.error ? <Notice tone="basalt">{textOf(write.error)}</Notice> : null}
        {shown ? (
          <dl className="pairs">
            <div>
              <dt>{t('reveal.list')}</dt>
              <dd className="num">{shown.list ?? t('nothing')}</dd>
            </div>
            {shown.register.map((one) => (
              <div key={one.value}>
                <dt>{t('reveal.register')}</dt>
                <dd className="num">{one.value}</dd>
              </div>
            ))}
          </dl>
        ) : (
          <>
            <TextField
              label={t('reveal.reason')}
              hint={t('reveal.hint')}
              required
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
            <Button kind="filled" type="submit" busy={write.isPending}>
              {t('do.reveal')}
            </Button>
          </>
        )}
      </form>
    </Dialog>
  );
}

/** Asks the owner of the wrong side to mend it. */
export function CorrectionDialog({ pair, candidate, open, onClose }: AskProps) {
  const t = useT(queueTexts);
  return (
    <Dialog open={open && candidate !== undefined} onClose={onClose} title={t('do.correct')}>
      {candidate ? <CorrectionForm pair={pair} candidate={candidate} onClose={onClose} /> : null}
    </Dialog>
  );
}

function CorrectionForm({
  pair,
  candidate,
  onClose,
}: {
  pair: PairView;
  candidate: CandidateView;
  onClose: () => void;
}) {
  const t = useT(queueTexts);
  const textOf = useProblemText();
  const toast = useToast();
  const queries = useQueryClient();
  const { field } = useMatchingWords();
  const differing = candidate.fields.filter((one) =>
    [...one.list.segments, ...one.register.segments].some((piece) => piece.differs),
  );
  const [what, setWhat] = useState(differing[0]?.field ?? candidate.fields[0]?.field ?? 'name');
  const [towards, setTowards] = useState<'list' | 'register'>('list');
  const [note, setNote] = useState('');
  const [error, setError] = useState<unknown>(null);
  const send = async () => {
    try {
      const body = { personId: candidate.personId, field: what, towards, note: note.trim() || null };
      await call(requestCorrection, { params: { id: pair.row.id }, body });
      toast({ text: t('correct.sent') });
      await queries.invalidateQueries({ queryKey: keyOf(getPair) });
      onClose();
    } catch (failed) {
      setError(failed);
    }
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {error ? <Notice tone="basalt">{textOf(error)}</Notice> : null}
      <RadioField
        label={t('correct.field')}
        value={what}
        onChange={setWhat}
        options={(differing.length > 0 ? differing : candidate.fields).map((one) => ({
          value: one.field,
          label: field(one.field),
        }))}
      />
      <RadioField
        label={t('correct.side')}
        value={towards}
        onChange={(value) => setTowards(value === 'register' ? 'register' : 'list')}
        options={[
          { value: 'list', label: t('correct.list') },
          { value: 'register', label: t('correct.register') },
        ]}
      />
      <AreaField
        label={t('correct.note')}
        optional
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <Button kind="filled" type="submit">
        {t('correct.send')}
      </Button>
    </form>
  );
}
