import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import * as basis from '../../../../src/platform/basis/contract.ts';
import { keyOf, useRead, useWrite } from '../../app/api.ts';
import { usePick, useT } from '../../app/language.tsx';
import { OfficeHead } from '../../app/office-shell.tsx';
import { PageError } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { formatDateTime, formatTime } from '../../ui/format.ts';
import { IconAlertTriangle, IconPlus } from '../../ui/icons.ts';
import { EmptyState } from '../../ui/states.tsx';
import { type StateIcon, StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useToast } from '../../ui/toast.tsx';
import { EmergencyDesk, EmergencyDialog } from './emergency.tsx';
import { DeclareDialog, type HeldBasis } from './purpose-gate.tsx';
import { texts } from './texts.ts';
import { UsesDialog } from './uses-dialog.tsx';

const looks: Record<HeldBasis['state'], { tone: Tone; icon: StateIcon }> = {
  waiting: { tone: 'amber', icon: 'clock' },
  open: { tone: 'leaf', icon: 'done' },
  closed: { tone: 'neutral', icon: 'info' },
  expired: { tone: 'neutral', icon: 'clock' },
  refused: { tone: 'basalt', icon: 'refused' },
};

export function BasisState({ state }: { state: HeldBasis['state'] }) {
  const t = useT(texts);
  return <StateTag {...looks[state]}>{t(`state.${state}`)}</StateTag>;
}

/** My bases, what was read on each; for approvers the emergency requests that wait. */
export function BasesPage() {
  const t = useT(texts);
  const { session } = useSession();
  const [asked, setAsked] = useState<'declare' | 'emergency' | null>(null);
  const navigate = useNavigate();
  return (
    <div className="opage-all">
      <OfficeHead title={t('title')} />
      <main id="noi-dung" className="oscroll" tabIndex={-1}>
        <div className="stack">
          <p className="field-hint">{t('lead')}</p>
          {session?.roles.includes('access-approver') ? <EmergencyDesk /> : null}
          <MyBases onAsk={setAsked} />
        </div>
      </main>
      <DeclareDialog
        open={asked === 'declare'}
        onClose={() => setAsked(null)}
        onDone={(id) => void navigate({ to: '/can-bo/tra-cuu-nguoi', search: { cc: id } })}
      />
      <EmergencyDialog open={asked === 'emergency'} onClose={() => setAsked(null)} />
    </div>
  );
}

function MyBases({ onAsk }: { onAsk: (what: 'declare' | 'emergency') => void }) {
  const t = useT(texts);
  const { xem } = useSearch({ strict: false }) as { xem?: string };
  const navigate = useNavigate();
  const found = useRead(basis.listBases, { query: xem === 'tat-ca' ? {} : { open: 'true' } });
  const [shown, setShown] = useState<HeldBasis | null>(null);
  const columns = useColumns(setShown);
  const show = (next: string | undefined) =>
    void navigate({ to: '/can-bo/can-cu', search: { xem: next }, replace: true });
  if (found.error) return <PageError error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <>
      <DataTable
        name="can-cu"
        caption={t('list.mine')}
        columns={columns}
        rows={found.data?.items}
        rowId={(row) => row.id}
        empty={<EmptyState title={t('list.none')}>{t('list.noneText')}</EmptyState>}
        tools={
          <>
            <fieldset className="segmented" aria-label={t('list.show')}>
              <button type="button" aria-pressed={xem !== 'tat-ca'} onClick={() => show(undefined)}>
                {t('list.open')}
              </button>
              <button type="button" aria-pressed={xem === 'tat-ca'} onClick={() => show('tat-ca')}>
                {t('list.all')}
              </button>
            </fieldset>
            <Button
              kind="filled"
              icon={<IconPlus className="i" aria-hidden="true" />}
              onClick={() => onAsk('declare')}
            >
              {t('declare')}
            </Button>
            <Button
              icon={<IconAlertTriangle className="i" aria-hidden="true" />}
              onClick={() => onAsk('emergency')}
            >
              {t('bg.ask')}
            </Button>
          </>
        }
      />
      <UsesDialog basisId={shown?.id} onClose={() => setShown(null)} />
    </>
  );
}

function useColumns(onUses: (row: HeldBasis) => void): Column<HeldBasis>[] {
  const t = useT(texts);
  const pick = usePick();
  const names = (row: HeldBasis) =>
    row.subjects
      .map((one) => one.label ?? '')
      .filter(Boolean)
      .join(', ');
  return [
    {
      id: 'purpose',
      name: t('col.purpose'),
      show: (row) => <strong>{pick(row.purpose.name)}</strong>,
      text: (row) => pick(row.purpose.name),
    },
    { id: 'reason', name: t('col.reason'), show: (row) => row.reason, text: (row) => row.reason },
    { id: 'persons', name: t('col.persons'), show: names, text: names },
    {
      id: 'opened',
      name: t('col.opened'),
      show: (row) => formatDateTime(row.openedAt),
      text: (row) => formatDateTime(row.openedAt),
    },
    {
      id: 'until',
      name: t('col.until'),
      show: (row) => formatTime(row.expiresAt),
      text: (row) => formatDateTime(row.expiresAt),
    },
    {
      id: 'state',
      name: t('col.state'),
      show: (row) => (
        <>
          <BasisState state={row.state} />
          {row.refusalReason ? <p className="field-hint">{row.refusalReason}</p> : null}
        </>
      ),
      text: (row) => t(`state.${row.state}`),
    },
    { id: 'act', name: t('col.act'), show: (row) => <RowActs row={row} onUses={() => onUses(row)} /> },
  ];
}

function RowActs({ row, onUses }: { row: HeldBasis; onUses: () => void }) {
  const t = useT(texts);
  const toast = useToast();
  const queries = useQueryClient();
  const close = useWrite(basis.closeBasis, {
    onSuccess: () => {
      toast({ text: t('closed') });
      void queries.invalidateQueries({ queryKey: keyOf(basis.listBases) });
    },
  });
  const [first] = row.subjects;
  return (
    <div className="row wrap">
      {row.state === 'open' && row.covers.includes('person-search') ? (
        <Link className="btn-link" to="/can-bo/tra-cuu-nguoi" search={{ cc: row.id }}>
          {t('act.search')}
        </Link>
      ) : null}
      {row.state === 'open' && row.kind === 'break_glass' && first ? (
        <Link
          className="btn-link"
          to="/can-bo/tra-cuu-nguoi/$id"
          params={{ id: first.personId }}
          search={{ cc: row.id }}
        >
          {t('act.open')}
        </Link>
      ) : null}
      <button type="button" className="btn-link" onClick={onUses}>
        {t('act.uses')}
      </button>
      {row.state === 'open' || row.state === 'waiting' ? (
        <button
          type="button"
          className="btn-link"
          onClick={() => close.mutate({ input: { params: { id: row.id } } })}
        >
          {t(row.state === 'open' ? 'close' : 'takeBack')}
        </button>
      ) : null}
    </div>
  );
}
