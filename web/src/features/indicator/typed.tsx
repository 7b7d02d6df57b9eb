import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import * as indicator from '#contract/indicator';
import { keyOf, useRead, useWrite } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { PageError, useProblemText } from '../../app/problem.tsx';
import { Button, ButtonAnchor } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { formatDate, formatDateTime } from '../../ui/format.ts';
import { IconPlus } from '../../ui/icons.ts';
import { EmptyState } from '../../ui/states.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useToast } from '../../ui/toast.tsx';
import { amountText } from './show.ts';
import { texts } from './texts.ts';
import { EntryDialog } from './entry-dialog.tsx';

type Row = indicator.IndicatorRow;
type Typed = indicator.TypedFigure;

function valueText(row: Row, one: Typed): string {
  if (one.denominator === null) return amountText(one.numerator, row.unit.kind);
  const share = (one.numerator / one.denominator) * (row.unit.kind === 'percent' ? 100 : 1);
  return `${amountText(share, row.unit.kind)} (${one.numerator}/${one.denominator})`;
}

function useRefresh() {
  const queries = useQueryClient();
  return () => {
    for (const contract of [indicator.listTypedFigures, indicator.getIndicator, indicator.listIndicators])
      void queries.invalidateQueries({ queryKey: keyOf(contract) });
  };
}

/** Figures typed by units: entry, evidence, confirmation by a second person, correction by a new row. */
export function TypedFigures({ row }: { row: Row }) {
  const t = useT(texts);
  const found = useRead(indicator.listTypedFigures, { params: { key: row.key }, query: {} });
  const [asked, setAsked] = useState<{ replaces: Typed | null } | null>(null);
  const refresh = useRefresh();
  const columns = useColumns(row, (replaces) => setAsked({ replaces }));
  if (found.error) return <PageError error={found.error} onRetry={() => void found.refetch()} />;
  const units = found.data?.mayEnterFor ?? [];
  return (
    <section className="stack-sm">
      <h3>{t('typed.title')}</h3>
      <DataTable
        name="so-lieu-nhap"
        caption={t('typed.title')}
        columns={columns}
        rows={found.data?.items}
        rowId={(one) => one.id}
        empty={<EmptyState title={t('typed.none')} />}
        tools={
          units.length > 0 ? (
            <Button
              kind="filled"
              icon={<IconPlus className="i" aria-hidden="true" />}
              onClick={() => setAsked({ replaces: null })}
            >
              {t('typed.add')}
            </Button>
          ) : null
        }
      />
      {asked ? (
        <EntryDialog
          row={row}
          units={units}
          replaces={asked.replaces}
          onClose={() => setAsked(null)}
          onDone={() => {
            setAsked(null);
            refresh();
          }}
        />
      ) : null}
    </section>
  );
}

function useColumns(row: Row, onCorrect: (one: Typed) => void): Column<Typed>[] {
  const t = useT(texts);
  return [
    {
      id: 'period',
      name: t('period'),
      show: (one) => (
        <span className="num">{`${formatDate(one.period.from)} – ${formatDate(one.period.to)}`}</span>
      ),
      text: (one) => `${formatDate(one.period.from)} – ${formatDate(one.period.to)}`,
    },
    { id: 'unit', name: t('unit'), show: (one) => one.unit.name, text: (one) => one.unit.name },
    {
      id: 'value',
      name: t('typed.value'),
      show: (one) => <strong className="num">{valueText(row, one)}</strong>,
      text: (one) => valueText(row, one),
      end: true,
    },
    { id: 'note', name: t('typed.note'), show: (one) => one.note, text: (one) => one.note },
    {
      id: 'evidence',
      name: t('typed.evidence'),
      show: (one) =>
        one.evidence ? (
          <ButtonAnchor kind="quiet" href={`/api/v1/typed-figures/${one.id}/evidence`} download>
            {one.evidence.name}
          </ButtonAnchor>
        ) : (
          '–'
        ),
      text: (one) => one.evidence?.name ?? '',
    },
    {
      id: 'by',
      name: t('typed.by'),
      show: (one) => `${one.enteredBy}, ${formatDateTime(one.enteredAt)}`,
      text: (one) => one.enteredBy,
    },
    {
      id: 'state',
      name: t('typed.state'),
      show: (one) => <TypedState one={one} />,
      text: (one) => one.confirmedBy ?? '',
    },
    { id: 'acts', name: t('typed.actions'), show: (one) => <Acts one={one} onCorrect={onCorrect} /> },
  ];
}

function TypedState({ one }: { one: Typed }) {
  const t = useT(texts);
  if (!one.isCurrent)
    return (
      <StateTag tone="neutral" icon="info">
        {t('typed.replaced')}
      </StateTag>
    );
  return (
    <StateTag tone={one.confirmedAt ? 'leaf' : 'amber'} icon={one.confirmedAt ? 'done' : 'clock'}>
      {t(one.confirmedAt ? 'typed.ok' : 'unconfirmed')}
    </StateTag>
  );
}

function Acts({ one, onCorrect }: { one: Typed; onCorrect: (one: Typed) => void }) {
  const t = useT(texts);
  const toast = useToast();
  const problem = useProblemText();
  const refresh = useRefresh();
  const confirm = useWrite(indicator.confirmFigure, {
    onSuccess: () => {
      toast({ text: t('typed.confirmed') });
      refresh();
    },
    onError: (error) => toast({ text: problem(error) }),
  });
  return (
    <>
      {one.mayConfirm ? (
        <Button
          busy={confirm.isPending}
          onClick={() => confirm.mutate({ input: { params: { id: one.id } } })}
        >
          {t('typed.confirm')}
        </Button>
      ) : null}
      {one.mayCorrect ? (
        <Button kind="quiet" onClick={() => onCorrect(one)}>
          {t('typed.correct')}
        </Button>
      ) : null}
    </>
  );
}
