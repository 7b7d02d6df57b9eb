import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import * as report from '#contract/report';
import { useRead, useWrite } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { useNow } from '../../app/now.ts';
import { PageError, useProblemText } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { RadioField } from '../../ui/field.tsx';
import { formatDateTime, legalDay } from '../../ui/format.ts';
import { IconPlus } from '../../ui/icons.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useToast } from '../../ui/toast.tsx';
import { ReportFrame } from './frame.tsx';
import { stateLooks } from './states.ts';
import { texts } from './texts.ts';

type Row = report.ReportRow;
type Search = { q?: string; loai?: string; sau?: string };
const kindOf = (text: string | undefined): report.ReportKind | undefined => (isKind(text) ? text : undefined);
const isKind = (text: string | undefined): text is report.ReportKind =>
  report.reportKinds.some((kind) => kind === text);

function useColumns(): Column<Row>[] {
  const t = useT(texts);
  return [
    {
      id: 'title',
      name: t('col.title'),
      show: (row) => (
        <Link to="/can-bo/bao-cao/$id" params={{ id: row.id }}>
          <strong>{row.title}</strong>
        </Link>
      ),
      text: (row) => row.title,
    },
    { id: 'unit', name: t('col.unit'), show: (row) => row.unit.name, text: (row) => row.unit.name },
    {
      id: 'state',
      name: t('col.state'),
      show: (row) => <StateTag {...stateLooks[row.state]}>{t(`state.${row.state}`)}</StateTag>,
      text: (row) => t(`state.${row.state}`),
    },
    {
      id: 'number',
      name: t('col.number'),
      show: (row) => <span className="num">{row.number ?? '–'}</span>,
      text: (row) => row.number ?? '',
    },
    {
      id: 'made',
      name: t('col.made'),
      show: (row) => <span className="num">{formatDateTime(row.madeAt)}</span>,
      text: (row) => formatDateTime(row.madeAt),
    },
  ];
}

/** Reports of my units, newest period first. */
export function ReportListPage() {
  const t = useT(texts);
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const [isMaking, setMaking] = useState(false);
  const columns = useColumns();
  const kind = kindOf(search.loai);
  const found = useRead(report.listReports, { query: { kind, search: search.q, cursor: search.sau } });
  const go = (part: Search) =>
    void navigate({ to: '/can-bo/bao-cao', search: { ...search, sau: undefined, ...part }, replace: true });
  const next = found.data?.nextCursor ?? null;
  const units = found.data?.mayMakeFor ?? [];
  const canMake = units.length > 0;
  return (
    <ReportFrame>
      <div className="stack">
        <p className="field-hint">{t('lead')}</p>
        {found.error ? (
          <PageError error={found.error} onRetry={() => void found.refetch()} />
        ) : (
          <DataTable
            name="bao-cao"
            caption={t('caption')}
            columns={columns}
            rows={found.data?.items}
            rowId={(row) => row.id}
            search={{ value: search.q ?? '', onChange: (q) => go({ q: q || undefined }) }}
            page={{
              hasNext: next !== null,
              hasPrevious: search.sau !== undefined,
              onNext: () => go({ sau: next ?? undefined }),
              onPrevious: () => go({}),
            }}
            tools={
              <Tools
                kind={kind}
                onKind={(loai) => go({ loai })}
                onMake={canMake ? () => setMaking(true) : null}
              />
            }
            empty={<EmptyState title={t('none')}>{canMake ? t('noneText') : null}</EmptyState>}
          />
        )}
      </div>
      {isMaking ? <MakeDialog units={units} onClose={() => setMaking(false)} /> : null}
    </ReportFrame>
  );
}

type ToolsProps = {
  kind: report.ReportKind | undefined;
  onKind: (kind: report.ReportKind | undefined) => void;
  onMake: (() => void) | null;
};

function Tools({ kind, onKind, onMake }: ToolsProps) {
  const t = useT(texts);
  return (
    <>
      <fieldset className="segmented" aria-label={t('kindOf')}>
        <button type="button" aria-pressed={!kind} onClick={() => onKind(undefined)}>
          {t('all')}
        </button>
        {report.reportKinds.map((one) => (
          <button key={one} type="button" aria-pressed={kind === one} onClick={() => onKind(one)}>
            {t(`kind.${one}`)}
          </button>
        ))}
      </fieldset>
      {onMake ? (
        <Button kind="filled" icon={<IconPlus className="i" aria-hidden="true" />} onClick={onMake}>
          {t('make')}
        </Button>
      ) : null}
    </>
  );
}

function MakeDialog({
  units,
  onClose,
}: {
  units: readonly { id: string; name: string }[];
  onClose: () => void;
}) {
  const t = useT(texts);
  const toast = useToast();
  const problem = useProblemText();
  const navigate = useNavigate();
  const today = legalDay(useNow());
  const [unitId, setUnit] = useState(units[0]?.id ?? '');
  const [kind, setKind] = useState<report.ReportKind>('month');
  const [on, setOn] = useState(today);
  const make = useWrite(report.makeReport, {
    onSuccess: (made) => void navigate({ to: '/can-bo/bao-cao/$id', params: { id: made.id } }),
    onError: (error) => toast({ text: problem(error) }),
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('make')}
      foot={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            kind="filled"
            busy={make.isPending}
            onClick={() => make.mutate({ input: { body: { unitId, kind, on } } })}
          >
            {t('make')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <SelectField
          label={t('unit')}
          value={unitId}
          onChange={setUnit}
          options={units.map((unit) => ({ value: unit.id, label: unit.name }))}
        />
        <RadioField
          label={t('kindOf')}
          value={kind}
          onChange={(next) => isKind(next) && setKind(next)}
          options={report.reportKinds.map((one) => ({ value: one, label: t(`kind.${one}`) }))}
        />
        <DateField label={t('day')} hint={t('makeHint')} value={on} onChange={setOn} max={today} />
      </div>
    </Dialog>
  );
}
