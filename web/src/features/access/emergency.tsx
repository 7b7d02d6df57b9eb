import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { listStaff } from '#contract/agency';
import { identifyPerson } from '#contract/person';
import * as basis from '../../../../src/platform/basis/contract.ts';
import { call, keyOf, useRead, useWrite } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { PageError, useProblemText } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField, TextField } from '../../ui/field.tsx';
import { formatDateTime } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { SkeletonRows } from '../../ui/states.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useToast } from '../../ui/toast.tsx';
import type { HeldBasis } from './purpose-gate.tsx';
import { texts } from './texts.ts';

/** Asks for emergency access to one person whose number and name are known. */
export function EmergencyDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useT(texts);
  return (
    <Dialog open={open} onClose={onClose} title={t('bg.ask')}>
      <EmergencyForm onDone={onClose} />
    </Dialog>
  );
}

function EmergencyForm({ onDone }: { onDone: () => void }) {
  const t = useT(texts);
  const toast = useToast();
  const queries = useQueryClient();
  const textOf = useProblemText();
  const [personNumber, setNumber] = useState('');
  const [fullName, setName] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const isShort = reason.trim().length < 20;
  const send = async () => {
    setTried(true);
    if (isShort) return;
    setBusy(true);
    setFailed(null);
    try {
      const { personId } = await call(identifyPerson, { body: { personNumber, fullName } });
      const subjects = [{ personId, label: fullName.trim() }];
      await call(basis.requestBreakGlass, { body: { reason, reference: null, subjects } });
      toast({ text: t('bg.sent') });
      void queries.invalidateQueries({ queryKey: keyOf(basis.listBases) });
      onDone();
    } catch (error) {
      setFailed(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Notice tone="amber">{t('bg.askLead')}</Notice>
      {failed ? (
        <Notice tone="basalt" live="alert">
          {textOf(failed)}
        </Notice>
      ) : null}
      <TextField
        label={t('bg.number')}
        inputMode="numeric"
        autoComplete="off"
        value={personNumber}
        onChange={(event) => setNumber(event.target.value)}
      />
      <TextField
        label={t('bg.name')}
        autoComplete="off"
        value={fullName}
        onChange={(event) => setName(event.target.value)}
      />
      <AreaField
        label={t('bg.reason')}
        value={reason}
        error={tried && isShort ? t('bg.reasonShort') : undefined}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button kind="filled" type="submit" busy={busy}>
        {t('bg.send')}
      </Button>
    </form>
  );
}

function useStaffNames(): ReadonlyMap<string, string> {
  const found = useRead(listStaff, { query: {} }, { staleTime: 300_000 });
  return useMemo(() => new Map((found.data?.items ?? []).map((one) => [one.id, one.name])), [found.data]);
}

/** Requests of others that wait for this approver. */
export function EmergencyDesk() {
  const t = useT(texts);
  const found = useRead(basis.listBreakGlass, { query: {} }, { refetchInterval: 20_000 });
  const names = useStaffNames();
  if (found.error) return <PageError error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <SkeletonRows count={1} />;
  return (
    <section className="card pad stack" aria-label={t('bg.toDecide')}>
      <h2>{t('bg.toDecide')}</h2>
      {found.data.items.length === 0 ? <p className="field-hint">{t('bg.none')}</p> : null}
      {found.data.items.map((one) => (
        <Request key={one.id} request={one} asker={names.get(one.actorId) ?? ''} />
      ))}
    </section>
  );
}

function Request({ request, asker }: { request: HeldBasis; asker: string }) {
  const t = useT(texts);
  const textOf = useProblemText();
  const toast = useToast();
  const queries = useQueryClient();
  const [refusing, setRefusing] = useState(false);
  const [why, setWhy] = useState('');
  const done = (text: string) => () => {
    toast({ text });
    void queries.invalidateQueries({ queryKey: keyOf(basis.listBreakGlass) });
  };
  const approve = useWrite(basis.approveBreakGlass, { onSuccess: done(t('bg.approved')) });
  const refuse = useWrite(basis.refuseBreakGlass, { onSuccess: done(t('bg.refused')) });
  const params = { id: request.id };
  const error = approve.error ?? refuse.error;
  return (
    <article className="stack-sm">
      <div className="row wrap">
        <StateTag tone="basalt" icon="late">
          {t('emergency')}
        </StateTag>
        <strong>{request.subjects.map((one) => one.label ?? '').join(', ')}</strong>
        <span className="mut">
          {t('bg.asker')}: {asker}, {formatDateTime(request.openedAt)}
        </span>
      </div>
      <p>{request.reason}</p>
      {error ? (
        <Notice tone="basalt" live="alert">
          {textOf(error)}
        </Notice>
      ) : null}
      {refusing ? (
        <AreaField label={t('bg.refuseWhy')} value={why} onChange={(event) => setWhy(event.target.value)} />
      ) : null}
      <div className="row wrap">
        <Button kind="filled" busy={approve.isPending} onClick={() => approve.mutate({ input: { params } })}>
          {t('bg.approve')}
        </Button>
        <Button
          kind="refusing"
          busy={refuse.isPending}
          onClick={() =>
            refusing && why.trim().length >= 10
              ? refuse.mutate({ input: { params, body: { reason: why } } })
              : setRefusing(true)
          }
        >
          {t('bg.refuse')}
        </Button>
      </div>
    </article>
  );
}
