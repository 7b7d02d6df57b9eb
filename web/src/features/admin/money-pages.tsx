import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type AnswerOf, keyOf, useRead, useWrite } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import * as money from '../../../../src/platform/money/contract.ts';
import { PageError, useProblemText } from '../../app/problem.tsx';
import { texts as appTexts } from '../../app/texts.ts';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField, RadioField } from '../../ui/field.tsx';
import { formatDate, formatDateTime, formatMoney } from '../../ui/format.ts';
import { IconCircleCheck } from '../../ui/icons.ts';
import { Notice } from '../../ui/notice.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useToast } from '../../ui/toast.tsx';
import { AdminFrame } from './admin-shell.tsx';
import { texts } from './texts.ts';

type Unmatched = AnswerOf<typeof money.listUnmatched>['items'][number];
type Reconciliation = AnswerOf<typeof money.listReconciliations>['items'][number];

/** Credits that no obligation could be found for; a person says what each is. */
export function UnmatchedPage() {
  const t = useT(texts);
  const found = useRead(money.listUnmatched, {});
  const [open, setOpen] = useState<Unmatched | null>(null);
  const columns: Column<Unmatched>[] = [
    {
      id: 'when',
      name: t('col.when'),
      show: (row) => formatDateTime(row.occurredAt),
      text: (row) => formatDateTime(row.occurredAt),
    },
    {
      id: 'amount',
      name: t('col.amount'),
      end: true,
      show: (row) => formatMoney(row.amount),
      text: (row) => String(row.amount),
    },
    {
      id: 'description',
      name: t('col.description'),
      show: (row) => row.description,
      text: (row) => row.description,
    },
    { id: 'reference', name: t('col.reference'), show: (row) => row.reference, text: (row) => row.reference },
    { id: 'reason', name: t('col.reason'), show: (row) => row.reason ?? '', text: (row) => row.reason ?? '' },
    {
      id: 'act',
      name: t('col.act'),
      show: (row) => <Button onClick={() => setOpen(row)}>{t('money.resolve')}</Button>,
    },
  ];
  return (
    <AdminFrame>
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.error ? null : (
        <DataTable
          name="tien-chua-khop"
          caption={t('money.caption')}
          columns={columns}
          rows={found.data?.items}
          rowId={(row) => row.id}
          empty={
            <EmptyState icon={IconCircleCheck} title={t('money.none')}>
              {t('money.noneText')}
            </EmptyState>
          }
        />
      )}
      <ResolveDialog notice={open} onClose={() => setOpen(null)} />
    </AdminFrame>
  );
}

function ResolveDialog({ notice, onClose }: { notice: Unmatched | null; onClose: () => void }) {
  const t = useT(texts);
  return (
    <Dialog
      open={notice !== null}
      onClose={onClose}
      title={
        notice ? t('money.title', { amount: formatMoney(notice.amount), reference: notice.reference }) : ''
      }
    >
      {notice ? <ResolveForm key={notice.id} notice={notice} onClose={onClose} /> : null}
    </Dialog>
  );
}

function bodyOf(as: string, reason: string) {
  if (as === 'refund' || as === 'not_money') return { as, reason } as const;
  return { as: 'payment', obligationId: as } as const;
}

function ResolveForm({ notice, onClose }: { notice: Unmatched; onClose: () => void }) {
  const t = useT(texts);
  const app = useT(appTexts);
  const textOf = useProblemText();
  const toast = useToast();
  const queries = useQueryClient();
  const [as, setAs] = useState(notice.suggestions[0]?.obligationId ?? 'refund');
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const write = useWrite(money.resolveUnmatched, {
    onSuccess: () => {
      toast({ text: t('money.done') });
      void queries.invalidateQueries({ queryKey: keyOf(money.listUnmatched) });
      onClose();
    },
  });
  const wantsReason = as === 'refund' || as === 'not_money';
  const submit = () => {
    const short = wantsReason && reason.trim() === '';
    setMissing(short);
    if (!short) write.mutate({ input: { params: { id: notice.id }, body: bodyOf(as, reason) } });
  };
  const options = [
    ...notice.suggestions.map((one) => ({
      value: one.obligationId,
      label: t('money.payment', { code: one.code, owing: formatMoney(one.owing) }),
      note: one.description,
    })),
    { value: 'refund', label: t('money.refund') },
    { value: 'not_money', label: t('money.notMoney') },
  ];
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p>{notice.description}</p>
      {write.error ? <Notice tone="basalt">{textOf(write.error)}</Notice> : null}
      <RadioField label={t('money.as')} options={options} value={as} onChange={setAs} />
      {wantsReason ? (
        <AreaField
          label={t('money.reason')}
          value={reason}
          error={missing && reason.trim() === '' ? app('field.required') : undefined}
          onChange={(event) => setReason(event.target.value)}
        />
      ) : null}
      <div className="cluster">
        <Button kind="filled" type="submit" busy={write.isPending}>
          {t('money.resolve')}
        </Button>
        <Button onClick={onClose}>{app('action.cancel')}</Button>
      </div>
    </form>
  );
}

/** Each day with the bank: what both sides say, and where they differ. */
export function ReconciliationPage() {
  const t = useT(texts);
  const found = useRead(money.listReconciliations, {});
  const columns: Column<Reconciliation>[] = [
    { id: 'day', name: t('rec.day'), show: (row) => formatDate(row.day), text: (row) => row.day },
    { id: 'account', name: t('col.account'), show: (row) => row.account, text: (row) => row.account },
    {
      id: 'bank',
      name: t('rec.bank'),
      end: true,
      show: (row) => formatMoney(row.bankTotal),
      text: (row) => String(row.bankTotal),
    },
    {
      id: 'book',
      name: t('rec.book'),
      end: true,
      show: (row) => formatMoney(row.bookTotal),
      text: (row) => String(row.bookTotal),
    },
    {
      id: 'differences',
      name: t('rec.differences'),
      end: true,
      show: (row) => row.differences.length,
      text: (row) => String(row.differences.length),
    },
    { id: 'state', name: t('rec.state'), show: (row) => row.state, text: (row) => row.state },
  ];
  return (
    <AdminFrame>
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.error ? null : (
        <DataTable
          name="doi-soat"
          caption={t('rec.caption')}
          columns={columns}
          rows={found.data?.items}
          rowId={(row) => `${row.day}-${row.account}`}
          empty={<EmptyState title={t('rec.none')} />}
        />
      )}
    </AdminFrame>
  );
}
