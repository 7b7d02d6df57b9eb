import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import * as report from '#contract/report';
import { keyOf, useRead, useWrite } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { PageError, useProblemText } from '../../app/problem.tsx';
import { Button, ButtonAnchor } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { formatDateTime } from '../../ui/format.ts';
import { EmptyState } from '../../ui/states.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useToast } from '../../ui/toast.tsx';
import { ReportFrame } from './frame.tsx';
import { texts } from './texts.ts';

type Row = report.Incoming;

/** Reports sent to my units: open the sealed paper, confirm the receipt. */
export function IncomingReportsPage() {
  const t = useT(texts);
  const { sau } = useSearch({ strict: false }) as { sau?: string };
  const navigate = useNavigate();
  const found = useRead(report.listIncoming, { query: { cursor: sau } }, { refetchInterval: 30_000 });
  const next = found.data?.nextCursor ?? null;
  const columns = useColumns();
  const go = (cursor: string | undefined) =>
    void navigate({ to: '/can-bo/bao-cao-den', search: { sau: cursor }, replace: true });
  return (
    <ReportFrame>
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.error ? null : (
        <DataTable
          name="bao-cao-den"
          caption={t('incoming')}
          columns={columns}
          rows={found.data?.items}
          rowId={(row) => row.id}
          page={{
            hasNext: next !== null,
            hasPrevious: sau !== undefined,
            onNext: () => go(next ?? undefined),
            onPrevious: () => go(undefined),
          }}
          empty={<EmptyState title={t('in.none')} />}
        />
      )}
    </ReportFrame>
  );
}

function useColumns(): Column<Row>[] {
  const t = useT(texts);
  return [
    {
      id: 'title',
      name: t('col.title'),
      show: (row) => <strong>{row.title}</strong>,
      text: (row) => row.title,
    },
    {
      id: 'number',
      name: t('col.number'),
      show: (row) => <span className="num">{row.number}</span>,
      text: (row) => row.number,
    },
    { id: 'from', name: t('in.from'), show: (row) => row.from.name, text: (row) => row.from.name },
    {
      id: 'sent',
      name: t('in.sent'),
      show: (row) => <span className="num">{formatDateTime(row.sentAt)}</span>,
      text: (row) => formatDateTime(row.sentAt),
    },
    {
      id: 'state',
      name: t('in.state'),
      show: (row) => (
        <StateTag tone={row.receivedAt ? 'leaf' : 'amber'} icon={row.receivedAt ? 'done' : 'clock'}>
          {t(row.receivedAt ? 'in.done' : 'in.open')}
        </StateTag>
      ),
      text: (row) => t(row.receivedAt ? 'in.done' : 'in.open'),
    },
    { id: 'acts', name: t('in.acts'), show: (row) => <Acts row={row} /> },
  ];
}

function Acts({ row }: { row: Row }) {
  const t = useT(texts);
  const toast = useToast();
  const problem = useProblemText();
  const queries = useQueryClient();
  const receive = useWrite(report.receiveReport, {
    onSuccess: () => {
      toast({ text: t('in.received') });
      void queries.invalidateQueries({ queryKey: keyOf(report.listIncoming) });
    },
    onError: (error) => toast({ text: problem(error) }),
  });
  return (
    <>
      <ButtonAnchor kind="quiet" href={`/api/v1/incoming-reports/${row.id}/document`} download>
        {t('pdf')}
      </ButtonAnchor>
      {row.receivedAt ? null : (
        <Button
          busy={receive.isPending}
          onClick={() => receive.mutate({ input: { params: { id: row.id } } })}
        >
          {t('in.receive')}
        </Button>
      )}
    </>
  );
}
