import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import * as basis from '../../../../src/platform/basis/contract.ts';
import { type AnswerOf, keyOf, useRead, useWrite } from '../../app/api.ts';
import { usePick, useT } from '../../app/language.tsx';
import { PageError, useProblemText } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField, RadioField, TextField } from '../../ui/field.tsx';
import { formatTime } from '../../ui/format.ts';
import { IconKey, IconPlus } from '../../ui/icons.ts';
import { Notice } from '../../ui/notice.tsx';
import { EmptyState, SkeletonCard } from '../../ui/states.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useToast } from '../../ui/toast.tsx';
import { texts } from './texts.ts';

export type HeldBasis = AnswerOf<typeof basis.listBases>['items'][number];
export type CoveredData = (typeof basis.coveredData)[number];

type GateProps = {
  /** What will be read: only purposes that cover it are offered. */
  covers: CoveredData;
  /** The basis in use, from the address; undefined when none was chosen. */
  basisId: string | undefined;
  onBasis: (id: string | undefined) => void;
  children: (basis: HeldBasis) => ReactNode;
};

/** Lets an officer read personal data only on a basis: shows what follows when one is open, else asks for it. */
export function PurposeGate({ covers, basisId, onBasis, children }: GateProps) {
  const found = useRead(
    basis.getBasis,
    { params: { id: basisId ?? '' } },
    { enabled: basisId !== undefined, refetchInterval: 60_000, retry: false },
  );
  if (basisId !== undefined && found.isPending) return <SkeletonCard lines={3} />;
  const held = basisId === undefined ? undefined : found.data;
  if (!held || held.state !== 'open' || !held.isMine || !held.covers.includes(covers))
    return <AskForBasis covers={covers} ended={basisId !== undefined} onBasis={onBasis} />;
  return (
    <>
      <BasisStrip basis={held} onClosed={() => onBasis(undefined)} />
      {children(held)}
    </>
  );
}

type AskProps = { covers: CoveredData; ended: boolean; onBasis: (id: string) => void };

function AskForBasis({ covers, ended, onBasis }: AskProps) {
  const t = useT(texts);
  const pick = usePick();
  const [declaring, setDeclaring] = useState(false);
  const open = useRead(basis.listBases, { query: { open: 'true' } });
  const usable = (open.data?.items ?? []).filter(
    (one) => one.state === 'open' && one.covers.includes(covers),
  );
  if (open.error) return <PageError error={open.error} onRetry={() => void open.refetch()} />;
  return (
    <section className="card pad stack" aria-label={t('gate.title')}>
      {ended ? <Notice tone="amber">{t('gate.ended')}</Notice> : null}
      <EmptyState
        icon={IconKey}
        title={t('gate.title')}
        action={
          <Button
            kind="filled"
            icon={<IconPlus className="i" aria-hidden="true" />}
            onClick={() => setDeclaring(true)}
          >
            {t('declare')}
          </Button>
        }
      >
        {t('gate.text')}
      </EmptyState>
      {usable.length > 0 ? (
        <ul className="rows">
          {usable.map((one) => (
            <li key={one.id} className="row pad-sm">
              <span className="grow">
                <strong>{pick(one.purpose.name)}</strong>
                <br />
                <span className="mut">
                  {one.reason}, {t('strip.until', { time: formatTime(one.expiresAt) })}
                </span>
              </span>
              <Button onClick={() => onBasis(one.id)}>{t('gate.use')}</Button>
            </li>
          ))}
        </ul>
      ) : null}
      <DeclareDialog open={declaring} covers={covers} onClose={() => setDeclaring(false)} onDone={onBasis} />
    </section>
  );
}

/** The basis in use, always in sight: why, until when, for how many; one press closes it. */
export function BasisStrip({ basis: held, onClosed }: { basis: HeldBasis; onClosed: () => void }) {
  const t = useT(texts);
  const pick = usePick();
  const toast = useToast();
  const queries = useQueryClient();
  const close = useWrite(basis.closeBasis, {
    onSuccess: () => {
      toast({ text: t('closed') });
      void queries.invalidateQueries({ queryKey: keyOf(basis.listBases) });
      onClosed();
    },
  });
  const isEmergency = held.kind === 'break_glass';
  return (
    <div className={`notice notice-${isEmergency ? 'basalt' : 'river'} basis-strip`}>
      <IconKey className="i" aria-hidden="true" />
      <div className="grow">
        <strong>{pick(held.purpose.name)}</strong>
        <span>
          {held.reason} · {t('strip.until', { time: formatTime(held.expiresAt) })} ·{' '}
          {t('strip.persons', { n: held.subjects.length, most: held.mostSubjects })}
        </span>
      </div>
      {isEmergency ? (
        <StateTag tone="basalt" icon="late">
          {t('emergency')}
        </StateTag>
      ) : null}
      <Button busy={close.isPending} onClick={() => close.mutate({ input: { params: { id: held.id } } })}>
        {t('close')}
      </Button>
    </div>
  );
}

type DeclareProps = {
  open: boolean;
  covers?: CoveredData;
  onClose: () => void;
  onDone: (basisId: string) => void;
};

export function DeclareDialog({ open, covers, onClose, onDone }: DeclareProps) {
  const t = useT(texts);
  return (
    <Dialog open={open} onClose={onClose} title={t('declare')}>
      <DeclareForm
        covers={covers}
        onDone={(id) => {
          onClose();
          onDone(id);
        }}
      />
    </Dialog>
  );
}

function DeclareForm({ covers, onDone }: { covers?: CoveredData; onDone: (basisId: string) => void }) {
  const t = useT(texts);
  const pick = usePick();
  const textOf = useProblemText();
  const toast = useToast();
  const queries = useQueryClient();
  const purposes = useRead(basis.listPurposes, { query: { covers } });
  const [code, setCode] = useState('');
  const [reason, setReason] = useState('');
  const [reference, setReference] = useState('');
  const [tried, setTried] = useState(false);
  const write = useWrite(basis.declarePurpose, {
    onSuccess: (made) => {
      toast({ text: t('declared') });
      void queries.invalidateQueries({ queryKey: keyOf(basis.listBases) });
      onDone(made.id);
    },
  });
  if (purposes.isPending) return <SkeletonCard lines={4} />;
  const items = purposes.data?.items ?? [];
  if (items.length === 0) return <Notice tone="amber">{t('declare.none')}</Notice>;
  const isShort = reason.trim().length < 10;
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (code === '' || isShort) return;
        write.mutate({
          input: { body: { purposeCode: code, reason, reference: reference.trim() || null, subjects: [] } },
        });
      }}
    >
      {write.error ? (
        <Notice tone="basalt" live="alert">
          {textOf(write.error)}
        </Notice>
      ) : null}
      <RadioField
        label={t('declare.which')}
        value={code}
        onChange={setCode}
        error={tried && code === '' ? t('declare.pick') : undefined}
        options={items.map((one) => ({
          value: one.code,
          label: pick(one.name),
          note: t('declare.note', {
            minutes: one.minutes,
            most: one.mostSubjects,
            ground: one.legalGround,
          }),
        }))}
      />
      <AreaField
        label={t('declare.reason')}
        hint={t('declare.reasonHint')}
        value={reason}
        error={tried && isShort ? t('declare.reasonShort') : undefined}
        onChange={(event) => setReason(event.target.value)}
      />
      <TextField
        label={t('declare.reference')}
        optional
        value={reference}
        onChange={(event) => setReference(event.target.value)}
      />
      <Button kind="filled" type="submit" busy={write.isPending}>
        {t('declare')}
      </Button>
    </form>
  );
}
