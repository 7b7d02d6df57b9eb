import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { devices as deviceList } from '#contract/programme';
import { devices, listSites, removeSite } from '#contract/programme';
import { type AnswerOf, useRead, useWrite } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { PageError, useProblemText } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatDate } from '../../ui/format.ts';
import { IconPlus } from '../../ui/icons.ts';
import { useToast } from '../../ui/toast.tsx';
import { ProgrammeFrame, useOverview } from './frame.tsx';
import { SiteForm } from './site-form.tsx';
import { more } from './texts-more.ts';
import { texts } from './texts.ts';
import { DemoTag, Pick, useRefresh } from './words.tsx';

type Answer = AnswerOf<typeof listSites>;
export type SiteData = Answer['items'][number];
type Device = (typeof deviceList)[number];

const needOf = (row: Record<Device, number>): number => devices.reduce((sum, device) => sum + row[device], 0);

/** The register of what was surveyed, and the sum of what each model needs. */
export function SitesPage() {
  const m = useT(more);
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { q?: string; mh?: string };
  const found = useRead(listSites, { query: { search: search.q, model: search.mh, limit: 500 } });
  const [asked, setAsked] = useState<SiteData | 'new' | null>(null);
  const go = (part: { q?: string; mh?: string }) =>
    void navigate({ to: '/can-bo/chuong-trinh/khao-sat', search: { ...search, ...part }, replace: true });
  const columns = useColumns(setAsked);
  const close = () => setAsked(null);
  return (
    <ProgrammeFrame>
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.error ? null : (
        <div className="stack">
          <DataTable
            name="diem-khao-sat"
            caption={m('sites')}
            columns={columns}
            rows={found.data?.items}
            rowId={(row) => row.id}
            search={{ value: search.q ?? '', onChange: (q) => go({ q: q || undefined }) }}
            tools={
              <Tools
                answer={found.data}
                model={search.mh}
                onModel={(mh) => go({ mh })}
                onAdd={() => setAsked('new')}
              />
            }
          />
          <Totals rows={found.data?.totals} />
        </div>
      )}
      <Dialog open={asked !== null} onClose={close} title={m(asked === 'new' ? 'addSite' : 'editSite')}>
        {asked === null ? null : <SiteForm site={asked === 'new' ? null : asked} onDone={close} />}
      </Dialog>
    </ProgrammeFrame>
  );
}

type ToolsProps = {
  answer: Answer | undefined;
  model: string | undefined;
  onModel: (model: string | undefined) => void;
  onAdd: () => void;
};

function Tools({ answer, model, onModel, onAdd }: ToolsProps) {
  const t = useT(texts);
  const m = useT(more);
  const models = useOverview().data?.models ?? [];
  return (
    <>
      <Pick
        label={t('model')}
        value={model ?? ''}
        onChange={(value) => onModel(value || undefined)}
        options={[
          { value: '', label: t('allModels') },
          ...models.map((one) => ({ value: String(one.number), label: `${one.number}. ${one.short}` })),
        ]}
      />
      {answer?.canAdd ? (
        <Button kind="filled" icon={<IconPlus className="i" aria-hidden="true" />} onClick={onAdd}>
          {m('addSite')}
        </Button>
      ) : null}
    </>
  );
}

function useColumns(ask: (row: SiteData) => void): Column<SiteData>[] {
  const t = useT(texts);
  const m = useT(more);
  const needWords = (row: SiteData) =>
    devices
      .filter((device) => row[device] > 0)
      .map((device) => `${row[device]} × ${m(`dev.${device}`)}`)
      .join(', ');
  return [
    {
      id: 'name',
      name: m('siteName'),
      text: (row) => row.name,
      show: (row) => (
        <>
          <strong>{row.name}</strong> {row.demonstration ? <DemoTag /> : null}
          <br />
          <small className="mut">{row.kind}</small>
        </>
      ),
    },
    { id: 'model', name: t('model'), text: (row) => String(row.model), show: (row) => row.model, end: true },
    {
      id: 'place',
      name: m('place'),
      text: (row) => row.placeName,
      show: (row) => (
        <>
          {row.placeName}
          {row.placeNow ? <small className="mut"> ({m('placeNow', { name: row.placeNow })})</small> : null}
        </>
      ),
    },
    { id: 'agency', name: t('agency'), text: (row) => row.agency.name, show: (row) => row.agency.name },
    { id: 'need', name: m('needed'), text: needWords, show: needWords },
    {
      id: 'have',
      name: m('installed'),
      end: true,
      text: (row) => `${row.installed}/${needOf(row)}`,
      show: (row) => `${row.installed}/${needOf(row)}`,
    },
    {
      id: 'on',
      name: m('surveyedOn'),
      text: (row) => row.surveyedOn,
      show: (row) => formatDate(row.surveyedOn),
    },
    {
      id: 'act',
      name: t('act'),
      show: (row) => (row.canEdit ? <Acts row={row} onEdit={() => ask(row)} /> : null),
    },
  ];
}

function Acts({ row, onEdit }: { row: SiteData; onEdit: () => void }) {
  const t = useT(texts);
  const m = useT(more);
  const toast = useToast();
  const textOf = useProblemText();
  const refresh = useRefresh();
  const write = useWrite(removeSite, { onError: (error) => toast({ text: textOf(error) }) });
  const set = (removed: boolean, version: number) =>
    write.mutate(
      { input: { params: { id: row.id }, body: { removed, version } } },
      {
        onSuccess: (answer) => {
          void refresh();
          toast(
            removed
              ? { text: m('removed', { name: row.name }), undo: () => set(false, answer.version) }
              : { text: t('undone') },
          );
        },
      },
    );
  return (
    <span className="cluster">
      <button type="button" className="btn-link" onClick={onEdit}>
        {t('edit')}
        <span className="sr"> {row.name}</span>
      </button>
      <button type="button" className="btn-link" onClick={() => set(true, row.version)}>
        {m('remove')}
        <span className="sr"> {row.name}</span>
      </button>
    </span>
  );
}

function Totals({ rows }: { rows: Answer['totals'] | undefined }) {
  const t = useT(texts);
  const m = useT(more);
  type Row = Answer['totals'][number];
  const planned = (row: Row) =>
    row.planned.map((device) => m(`dev.${device as Device}`)).join(', ') || t('none');
  const sum = (row: Row) => Object.values(row.needed).reduce((all, one) => all + one, 0);
  const columns: Column<Row>[] = [
    {
      id: 'model',
      name: t('model'),
      text: (row) => String(row.model),
      show: (row) => `${row.model}. ${row.short}`,
    },
    { id: 'planned', name: m('planned'), text: planned, show: planned },
    { id: 'sites', name: m('sites'), end: true, text: (row) => String(row.sites), show: (row) => row.sites },
    ...devices.map((device) => ({
      id: device,
      name: m(`dev.${device}`),
      end: true,
      text: (row: Row) => String(row.needed[device]),
      show: (row: Row) => row.needed[device],
    })),
    {
      id: 'have',
      name: m('installed'),
      end: true,
      text: (row) => String(row.installed),
      show: (row) => row.installed,
    },
    {
      id: 'missing',
      name: m('missing'),
      end: true,
      text: (row) => String(sum(row) - row.installed),
      show: (row) => <strong>{sum(row) - row.installed}</strong>,
    },
  ];
  return (
    <div className="stack-sm">
      <h2>{m('totals')}</h2>
      <DataTable
        name="tong-thiet-bi"
        caption={m('totals')}
        columns={columns}
        rows={rows}
        rowId={(row) => String(row.model)}
      />
    </div>
  );
}
