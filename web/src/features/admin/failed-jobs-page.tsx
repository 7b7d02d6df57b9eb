import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import * as notify from '../../../../src/platform/notify/contract.ts';
import * as operations from '../../../../src/platform/operations/contract.ts';
import { type AnswerOf, keyOf, useRead, useWrite } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { PageError, useProblemText } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField } from '../../ui/field.tsx';
import { formatDateTime, formatTime } from '../../ui/format.ts';
import { IconCircleCheck } from '../../ui/icons.ts';
import { Notice } from '../../ui/notice.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useToast } from '../../ui/toast.tsx';
import { AdminFrame } from './admin-shell.tsx';
import { operatorTexts } from './operator-texts.ts';

type Failed = AnswerOf<typeof operations.listFailedJobs>['items'][number];
type Ended = AnswerOf<typeof operations.listEndedJobs>['items'][number];
type Message = AnswerOf<typeof notify.listTroubledDeliveries>['items'][number];

/** Dead letters: what failed for good, why, and what to do about it. */
export function FailedJobsPage() {
  const t = useT(operatorTexts);
  const found = useRead(operations.listFailedJobs, {}, { refetchInterval: 15_000 });
  const [asked, setAsked] = useState<Failed | null>(null);
  const columns = useColumns(setAsked);
  return (
    <AdminFrame>
      <div className="stack">
        <p className="field-hint">{t('jobs.lead')}</p>
        {found.error ? (
          <PageError error={found.error} onRetry={() => void found.refetch()} />
        ) : (
          <>
            <DataTable
              name="viec-loi"
              caption={t('jobs.caption')}
              columns={columns}
              rows={found.data?.items}
              rowId={(row) => row.id}
              empty={
                <EmptyState icon={IconCircleCheck} title={t('jobs.none')}>
                  {t('jobs.noneText')}
                </EmptyState>
              }
            />
            <Messages />
            <EndedJobs />
          </>
        )}
      </div>
      <Dialog open={asked !== null} onClose={() => setAsked(null)} title={t('jobs.end')}>
        {asked ? <EndForm job={asked} onDone={() => setAsked(null)} /> : null}
      </Dialog>
    </AdminFrame>
  );
}

function useColumns(onEnd: (job: Failed) => void): Column<Failed>[] {
  const t = useT(operatorTexts);
  const state = (row: Failed) =>
    row.nextAt ? t('jobs.waiting', { time: formatTime(row.nextAt) }) : t('jobs.stuck');
  return [
    { id: 'task', name: t('jobs.task'), show: (row) => <strong>{row.task}</strong>, text: (row) => row.task },
    {
      id: 'about',
      name: t('jobs.about'),
      show: (row) => <code className="job-key">{row.about}</code>,
      text: (row) => row.about ?? '',
    },
    { id: 'error', name: t('jobs.error'), show: (row) => row.error, text: (row) => row.error },
    {
      id: 'tries',
      name: t('jobs.tries'),
      end: true,
      show: (row) => `${row.attempts}/${row.mostAttempts}`,
      text: (row) => String(row.attempts),
    },
    {
      id: 'last',
      name: t('jobs.last'),
      show: (row) => formatDateTime(row.lastAt),
      text: (row) => formatDateTime(row.lastAt),
    },
    {
      id: 'state',
      name: t('jobs.state'),
      show: (row) => (
        <StateTag tone={row.nextAt ? 'amber' : 'basalt'} icon={row.nextAt ? 'clock' : 'late'}>
          {state(row)}
        </StateTag>
      ),
      text: state,
    },
    { id: 'act', name: t('jobs.act'), show: (row) => <RowActs job={row} onEnd={() => onEnd(row)} /> },
  ];
}

function RowActs({ job, onEnd }: { job: Failed; onEnd: () => void }) {
  const t = useT(operatorTexts);
  const toast = useToast();
  const queries = useQueryClient();
  const textOf = useProblemText();
  const retry = useWrite(operations.retryJob, {
    onSuccess: () => {
      toast({ text: t('jobs.retried') });
      void queries.invalidateQueries({ queryKey: keyOf(operations.listFailedJobs) });
    },
    onError: (error) => toast({ text: textOf(error) }),
  });
  return (
    <div className="row wrap">
      <Button busy={retry.isPending} onClick={() => retry.mutate({ input: { params: { id: job.id } } })}>
        {t('jobs.retry')}
        <span className="sr"> {job.task}</span>
      </Button>
      {job.nextAt ? null : (
        <Button kind="refusing" onClick={onEnd}>
          {t('jobs.end')}
          <span className="sr"> {job.task}</span>
        </Button>
      )}
    </div>
  );
}

function EndForm({ job, onDone }: { job: Failed; onDone: () => void }) {
  const t = useT(operatorTexts);
  const toast = useToast();
  const queries = useQueryClient();
  const textOf = useProblemText();
  const [reason, setReason] = useState('');
  const write = useWrite(operations.endJob, {
    onSuccess: () => {
      toast({ text: t('jobs.ended') });
      void queries.invalidateQueries({ queryKey: keyOf(operations.listFailedJobs) });
      void queries.invalidateQueries({ queryKey: keyOf(operations.listEndedJobs) });
      onDone();
    },
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        write.mutate({ input: { params: { id: job.id }, body: { reason } } });
      }}
    >
      <p>
        <strong>{job.task}</strong>
        <br />
        {job.error}
      </p>
      <p>{t('jobs.endText')}</p>
      {write.error ? (
        <Notice tone="basalt" live="alert">
          {textOf(write.error)}
        </Notice>
      ) : null}
      <AreaField
        label={t('jobs.endWhy')}
        required
        minLength={10}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button kind="refusing" type="submit" busy={write.isPending}>
        {t('jobs.end')}
      </Button>
    </form>
  );
}

function Messages() {
  const t = useT(operatorTexts);
  const found = useRead(notify.listTroubledDeliveries, {});
  const columns: Column<Message>[] = [
    { id: 'channel', name: t('mail.channel'), show: (row) => row.channel, text: (row) => row.channel },
    { id: 'to', name: t('mail.to'), show: (row) => row.to, text: (row) => row.to },
    {
      id: 'error',
      name: t('jobs.error'),
      show: (row) => row.lastError ?? row.state,
      text: (row) => row.lastError ?? row.state,
    },
    { id: 'tries', name: t('jobs.tries'), end: true, show: (row) => row.attempts },
    { id: 'last', name: t('jobs.last'), show: (row) => formatDateTime(row.createdAt) },
  ];
  return (
    <div className="stack-sm">
      <h2>{t('mail.list')}</h2>
      <p className="field-hint">{t('mail.note')}</p>
      <DataTable
        name="tin-loi"
        caption={t('mail.list')}
        columns={columns}
        rows={found.data?.items}
        rowId={(row) => row.id}
        empty={<EmptyState icon={IconCircleCheck} title={t('mail.none')} />}
      />
    </div>
  );
}

function EndedJobs() {
  const t = useT(operatorTexts);
  const found = useRead(operations.listEndedJobs, {});
  const items: readonly Ended[] = found.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="card pad stack-sm" aria-label={t('jobs.endedList')}>
      <h2>{t('jobs.endedList')}</h2>
      <ul className="rows">
        {items.map((one) => (
          <li key={one.id} className="pad-sm">
            <strong>{one.task}</strong> <span className="mut">{formatDateTime(one.endedAt)}</span>
            <br />
            {one.reason}
          </li>
        ))}
      </ul>
    </section>
  );
}
