import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import * as ioc from '#contract/ioc';
import { keyOf, useRead, useWrite } from '../../app/api.ts';
import { useLanguage, usePick, useT } from '../../app/language.tsx';
import { OfficeHead } from '../../app/office-shell.tsx';
import { PageError, useProblemText } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField, TextField } from '../../ui/field.tsx';
import { formatDateTime } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useToast } from '../../ui/toast.tsx';
import '../../ui/styles/charts.css';
import { MapSection } from './map-section.tsx';
import { alertText } from './show.ts';
import { texts } from './texts.ts';

type Search = { muc?: string; xem?: string };
const sections = ['alerts', 'displays', 'map'] as const;

/** The operator's desk: alerts, wall screens, the map. */
export function CentrePage() {
  const t = useT(texts);
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const { session } = useSession();
  const may = session?.roles.some((role) => role === 'ioc-operator' || role === 'administrator') ?? false;
  const section = sections.find((one) => one === search.muc) ?? 'alerts';
  return (
    <div className="opage-all">
      <OfficeHead title={t('title')}>
        <ButtonLink to="/ioc">{t('openLeader')}</ButtonLink>
      </OfficeHead>
      <main id="noi-dung" className="oscroll" tabIndex={-1}>
        <div className="stack">
          {may ? (
            <nav className="segmented admin-nav" aria-label={t('title')}>
              {sections.map((one) => (
                <button
                  key={one}
                  type="button"
                  aria-pressed={one === section}
                  onClick={() =>
                    void navigate({ to: '/can-bo/dieu-hanh', search: { muc: one }, replace: true })
                  }
                >
                  {t(`centre.${one}`)}
                </button>
              ))}
            </nav>
          ) : null}
          {section === 'alerts' ? <AlertSection /> : null}
          {may && section === 'displays' ? <DisplaySection /> : null}
          {may && section === 'map' ? <MapSection /> : null}
        </div>
      </main>
    </div>
  );
}

function AlertSection() {
  const t = useT(texts);
  const { language } = useLanguage();
  const { session } = useSession();
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const state = search.xem === 'resolved' ? 'resolved' : 'running';
  const found = useRead(ioc.listAlerts, { query: { state } }, { refetchInterval: 60_000 });
  const [closing, setClosing] = useState<ioc.Alert | null>(null);
  const mayAnswer = session?.roles.includes('ioc-operator') ?? false;
  const columns: Column<ioc.Alert>[] = [
    {
      id: 'what',
      name: t('what'),
      show: (row) => alertText(t, row, { title: row.title[language], unitKind: 'number' }),
      text: (row) => alertText(t, row, { title: row.title[language], unitKind: 'number' }),
    },
    { id: 'owner', name: t('owner'), show: (row) => row.owner, text: (row) => row.owner },
    {
      id: 'raised',
      name: t('raised'),
      show: (row) => formatDateTime(row.raisedAt),
      text: (row) => row.raisedAt,
    },
    { id: 'state', name: t('state'), show: (row) => <AlertState alert={row} />, text: (row) => row.state },
    { id: 'note', name: t('note'), show: (row) => row.note ?? '', text: (row) => row.note ?? '' },
    ...(mayAnswer && state === 'running'
      ? [
          {
            id: 'acts',
            name: t('open'),
            show: (row: ioc.Alert) => <AlertActs alert={row} onClose={setClosing} />,
          },
        ]
      : []),
  ];
  return (
    <>
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      <DataTable
        name="canh-bao"
        caption={t('centre.alerts')}
        columns={columns}
        rows={found.data?.items}
        rowId={(row) => row.id}
        empty={<EmptyState title={t('noAlerts')} />}
        tools={
          <span className="segmented">
            {(['running', 'resolved'] as const).map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={one === state}
                onClick={() =>
                  void navigate({
                    to: '/can-bo/dieu-hanh',
                    search: { muc: 'alerts', xem: one },
                    replace: true,
                  })
                }
              >
                {t(one)}
              </button>
            ))}
          </span>
        }
      />
      {closing ? <CloseDialog alert={closing} onClose={() => setClosing(null)} /> : null}
    </>
  );
}

function AlertState({ alert }: { alert: ioc.Alert }) {
  const t = useT(texts);
  if (alert.state === 'resolved')
    return (
      <StateTag tone="leaf" icon="done">
        {t(alert.isByItself ? 'alert.itself' : 'alert.done')}
      </StateTag>
    );
  return alert.state === 'acknowledged' ? (
    <StateTag tone="river" icon="clock">
      {t('alert.taken')}
    </StateTag>
  ) : (
    <StateTag tone="amber" icon="late">
      {t('alert.open')}
    </StateTag>
  );
}

function useAnswered() {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: keyOf(ioc.listAlerts) });
}

function AlertActs({ alert, onClose }: { alert: ioc.Alert; onClose: (alert: ioc.Alert) => void }) {
  const t = useT(texts);
  const toast = useToast();
  const problem = useProblemText();
  const answered = useAnswered();
  const take = useWrite(ioc.acknowledgeAlert, {
    onSuccess: answered,
    onError: (error) => toast({ text: problem(error) }),
  });
  return (
    <span className="row wrap">
      {alert.state === 'open' ? (
        <Button
          busy={take.isPending}
          onClick={() =>
            take.mutate({ input: { params: { id: alert.id }, body: { version: alert.version } } })
          }
        >
          {t('take')}
        </Button>
      ) : null}
      <Button onClick={() => onClose(alert)}>{t('resolve')}</Button>
    </span>
  );
}

function CloseDialog({ alert, onClose }: { alert: ioc.Alert; onClose: () => void }) {
  const t = useT(texts);
  const problem = useProblemText();
  const answered = useAnswered();
  const [note, setNote] = useState('');
  const [isShort, setShort] = useState(false);
  const close = useWrite(ioc.resolveAlert, {
    onSuccess: () => {
      answered();
      onClose();
    },
  });
  const send = () => {
    setShort(note.trim().length < 5);
    if (note.trim().length >= 5)
      close.mutate({ input: { params: { id: alert.id }, body: { version: alert.version, note } } });
  };
  const error = isShort ? t('noteShort') : close.error ? problem(close.error) : undefined;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('resolve')}
      foot={
        <Button kind="filled" busy={close.isPending} onClick={send}>
          {t('resolve')}
        </Button>
      }
    >
      <AreaField
        label={t('note')}
        value={note}
        error={error}
        onChange={(event) => setNote(event.target.value)}
      />
    </Dialog>
  );
}

const tones = { waiting: 'amber', expired: 'neutral', paired: 'leaf', revoked: 'neutral' } as const;
const icons = { waiting: 'clock', expired: 'pause', paired: 'done', revoked: 'refused' } as const;

function DisplaySection() {
  const t = useT(texts);
  const found = useRead(ioc.listDisplays, {}, { refetchInterval: 15_000 });
  const queries = useQueryClient();
  const toast = useToast();
  const problem = useProblemText();
  const revoke = useWrite(ioc.revokeDisplay, {
    onSuccess: () => void queries.invalidateQueries({ queryKey: keyOf(ioc.listDisplays) }),
    onError: (error) => toast({ text: problem(error) }),
  });
  const columns: Column<ioc.Display>[] = [
    { id: 'name', name: t('displayName'), show: (row) => row.name, text: (row) => row.name },
    { id: 'layout', name: t('layout'), show: (row) => row.layout, text: (row) => row.layout },
    {
      id: 'state',
      name: t('state'),
      show: (row) => (
        <StateTag tone={tones[row.state]} icon={icons[row.state]}>
          {t(`d.${row.state}`)}
        </StateTag>
      ),
      text: (row) => row.state,
    },
    {
      id: 'seen',
      name: t('seen'),
      show: (row) => formatDateTime(row.seenAt),
      text: (row) => row.seenAt ?? '',
    },
    {
      id: 'acts',
      name: t('open'),
      show: (row) =>
        row.state === 'revoked' ? null : (
          <Button
            kind="refusing"
            busy={revoke.isPending}
            onClick={() => revoke.mutate({ input: { params: { id: row.id }, body: {} } })}
          >
            {t('revoke')}
          </Button>
        ),
    },
  ];
  return (
    <>
      <AddDisplay />
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      <DataTable
        name="man-hinh"
        caption={t('centre.displays')}
        columns={columns}
        rows={found.data?.items}
        rowId={(row) => row.id}
        empty={<EmptyState title={t('noDisplays')}>{t('noDisplaysText')}</EmptyState>}
      />
    </>
  );
}

function AddDisplay() {
  const t = useT(texts);
  const pick = usePick();
  const problem = useProblemText();
  const queries = useQueryClient();
  const layouts = useRead(ioc.listLayouts, {});
  const usable = (layouts.data?.items ?? []).filter((one) => one.audience === 'display');
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState('');
  const layout = chosen || (usable[0]?.key ?? '');
  const add = useWrite(ioc.addDisplay, {
    onSuccess: () => {
      setName('');
      void queries.invalidateQueries({ queryKey: keyOf(ioc.listDisplays) });
    },
  });
  return (
    <section className="card pad stack">
      <h2>{t('addDisplay')}</h2>
      <div className="pop-tools">
        <TextField
          label={t('displayName')}
          value={name}
          error={add.error ? problem(add.error) : undefined}
          onChange={(event) => setName(event.target.value)}
        />
        <SelectField
          label={t('layout')}
          value={layout}
          onChange={setChosen}
          options={usable.map((one) => ({ value: one.key, label: pick(one.body.title) }))}
        />
        <Button
          kind="filled"
          busy={add.isPending || layout === ''}
          onClick={() => name.trim().length > 1 && add.mutate({ input: { body: { name, layout } } })}
        >
          {t('showCode')}
        </Button>
      </div>
      {add.data ? (
        <Notice tone="leaf">
          <span className="codebig">{add.data.code}</span>
          <br />
          {t('codeIs', { code: add.data.code })}
        </Notice>
      ) : null}
    </section>
  );
}
