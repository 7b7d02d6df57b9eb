import { useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import {
  addEdition,
  confirmMapping,
  discardEdition,
  type EditionView,
  getList,
  type ListDetail,
  type RowField,
  rowFields,
} from '#contract/matching';
import { useState } from 'react';
import { rowFieldSentences } from '../../../../src/modules/matching/texts.ts';
import { type InputOf, call, keyOf, useRead, useWrite } from '../../app/api.ts';
import { useLanguage, usePick, useT } from '../../app/language.tsx';
import { PageError, useProblemText } from '../../app/problem.tsx';
import { Button, ButtonAnchor, ButtonLink } from '../../ui/button.tsx';
import { formatNumber } from '../../ui/format.ts';
import { IconArrowLeft, IconDownload, IconUpload } from '../../ui/icons.ts';
import { OutcomeBar } from '../../ui/match-pieces.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SkeletonCard } from '../../ui/states.tsx';
import { MatchingFrame } from './frame.tsx';
import { ListGroups, ListProgress, ListRows } from './list-results.tsx';
import { ExportBox, RunBox } from './list-run.tsx';
import { ListState, waitsOf } from './lists-page.tsx';
import { texts } from './texts.ts';

const isWorking = (list: ListDetail | undefined): boolean =>
  list?.state === 'importing' || list?.state === 'matching';

/** One list from file to result: columns, import, match, progress, rows, export. */
export function MatchListPage() {
  const t = useT(texts);
  const { id = '' } = useParams({ strict: false });
  const [fast, setFast] = useState(false);
  const found = useRead(getList, { params: { id } }, { refetchInterval: fast ? 1500 : 20_000 });
  const list = found.data;
  if (isWorking(list) !== fast) setFast(isWorking(list));
  return (
    <MatchingFrame>
      <div className="mlist">
        <div>
          <ButtonLink
            kind="quiet"
            to="/can-bo/lam-sach/danh-sach"
            icon={<IconArrowLeft className="i" aria-hidden="true" />}
          >
            {t('list.back')}
          </ButtonLink>
        </div>
        {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
        {found.isPending ? <SkeletonCard lines={6} /> : null}
        {list ? <ListBody list={list} /> : null}
      </div>
    </MatchingFrame>
  );
}

function ListBody({ list }: { list: ListDetail }) {
  const open = list.editions.find((edition) => edition.state === 'read');
  const hasRows = list.tally.fresh + list.tally.matched + list.tally.notFound + waitsOf(list) > 0;
  return (
    <>
      <ListHead list={list} />
      {list.mayManage ? <FileBox list={list} /> : null}
      {open && list.mayManage ? <MappingBox key={open.id} edition={open} /> : null}
      {hasRows && list.mayManage ? <RunBox list={list} /> : null}
      {list.state === 'matched' ? <ListGroups list={list} /> : null}
      {list.state === 'matched' ? <ListProgress list={list} /> : null}
      {hasRows && list.mayManage ? <ExportBox list={list} /> : null}
      {hasRows ? <ListRows list={list} /> : null}
    </>
  );
}

function ListHead({ list }: { list: ListDetail }) {
  const t = useT(texts);
  const pick = usePick();
  const { matched, notFound: gone, fresh, byPeople } = list.tally;
  const waits = waitsOf(list);
  const words = { matched: formatNumber(matched), gone: formatNumber(gone), waits: formatNumber(waits) };
  return (
    <section className="card" aria-label={list.title}>
      <div className="mstrip">
        <div className="mstrip-title">
          <h2>{list.title}</h2>
          <small>{t('list.owner', { agency: list.agencyName, kind: pick(list.kind.name) })}</small>
        </div>
        <ListState state={list.state} />
        <OutcomeBar matched={matched} gone={gone} waits={waits} label={t('bar.label', words)} />
        <p className="mfigures">
          {fresh > 0 ? (
            <span>
              <strong className="num">{formatNumber(fresh)}</strong> {t('fig.fresh')}
            </span>
          ) : null}
          <span>
            <strong className="num">{words.matched}</strong> {t('fig.auto')}
          </span>
          <span>
            <strong className="num">{words.gone}</strong> {t('fig.gone')}
          </span>
          <span className="waits">
            <strong className="num">{words.waits}</strong> {t('fig.waits')}
          </span>
          <span>
            <strong className="num">{formatNumber(byPeople)}</strong> {t('fig.people')}
          </span>
        </p>
      </div>
    </section>
  );
}

function FileBox({ list }: { list: ListDetail }) {
  const t = useT(texts);
  const queries = useQueryClient();
  const textOf = useProblemText();
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const last = list.editions.find((edition) => edition.state !== 'read');
  const send = async (file: File | undefined) => {
    if (!file) return;
    setSending(true);
    setError(null);
    const body = new FormData();
    body.append('file', file);
    try {
      const input = { params: { id: list.id }, body } as unknown as InputOf<typeof addEdition>;
      await call(addEdition, input, { idempotencyKey: crypto.randomUUID() });
      await queries.invalidateQueries({ queryKey: keyOf(getList) });
    } catch (failed) {
      setError(failed);
    } finally {
      setSending(false);
    }
  };
  return (
    <section className="card">
      <div className="box-head">
        <h3>{t('file.title')}</h3>
      </div>
      <div className="pad stack">
        {error ? (
          <Notice tone="basalt" live="alert">
            {textOf(error)}
          </Notice>
        ) : null}
        {last ? <LastEdition edition={last} /> : null}
        <label className="filedrop">
          <IconUpload className="i" aria-hidden="true" />
          <span>
            <strong>{t(list.editions.length > 0 ? 'file.sendNew' : 'file.send')}</strong>
            <small>{sending ? t('file.sending') : t('file.hint')}</small>
          </span>
          <input
            type="file"
            accept=".xlsx,.csv"
            disabled={sending || isWorking(list)}
            onChange={(event) => {
              void send(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
        </label>
      </div>
    </section>
  );
}

function LastEdition({ edition }: { edition: EditionView }) {
  const t = useT(texts);
  if (edition.state === 'queued' || edition.state === 'staging' || edition.state === 'applying') {
    return (
      <div className="stack-sm" aria-live="polite">
        <p>{t('import.running', { n: formatNumber(edition.rowsRead) })}</p>
        <progress aria-label={t('state.importing')} />
      </div>
    );
  }
  const isRefused = edition.state === 'refused' && edition.trouble !== null;
  if (edition.state !== 'applied' && edition.state !== 'replaced' && !isRefused) return null;
  return (
    <div className="row wrap">
      <p className="grow">
        {isRefused
          ? t('import.refused', { name: edition.fileName })
          : t('import.done', {
              name: edition.fileName,
              added: formatNumber(edition.rowsAdded),
              changed: formatNumber(edition.rowsChanged),
              same: formatNumber(edition.rowsSame),
              gone: formatNumber(edition.rowsGone),
            })}{' '}
        {edition.rowsFaulty > 0 ? t('import.faulty', { n: formatNumber(edition.rowsFaulty) }) : null}
      </p>
      <ButtonAnchor
        href={`/api/v1/matching/editions/${edition.id}/problem-report`}
        icon={<IconDownload className="i" aria-hidden="true" />}
      >
        {t('import.report')}
      </ButtonAnchor>
    </div>
  );
}

/** What each column means, guessed or remembered, for somebody to confirm. */
function MappingBox({ edition }: { edition: EditionView }) {
  const t = useT(texts);
  const textOf = useProblemText();
  const queries = useQueryClient();
  const [columns, setColumns] = useState<readonly (RowField | null)[]>(edition.columns);
  const again = () => void queries.invalidateQueries({ queryKey: keyOf(getList) });
  const confirm = useWrite(confirmMapping, { onSuccess: again });
  const drop = useWrite(discardEdition, { onSuccess: again });
  const params = { id: edition.id };
  const error = confirm.error ?? drop.error;
  return (
    <section className="card" aria-label={t('map.title', { name: edition.fileName })}>
      <div className="box-head">
        <h3>{t('map.title', { name: edition.fileName })}</h3>
      </div>
      <div className="pad stack">
        <p>{t(edition.mappingSource === 'remembered' ? 'map.remembered' : 'map.sentence')}</p>
        {edition.reading.notices.map((notice) => (
          <Notice key={notice} tone="amber">
            {notice}
          </Notice>
        ))}
        {error ? (
          <Notice tone="basalt" live="alert">
            {textOf(error)}
          </Notice>
        ) : null}
      </div>
      <table className="mapping">
        <thead>
          <tr>
            <th scope="col">{t('map.column')}</th>
            <th scope="col">{t('map.means')}</th>
            <th scope="col">{t('map.examples')}</th>
          </tr>
        </thead>
        <tbody>
          {edition.headers.map((header, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- two columns may bear one title
            <tr key={index}>
              <th scope="row">{header}</th>
              <td>
                <FieldSelect
                  header={header}
                  value={columns[index] ?? null}
                  onChange={(field) => setColumns(columns.map((one, at) => (at === index ? field : one)))}
                />
              </td>
              <td className="examples">
                {[...new Set(edition.sample.map((cells) => cells[index] ?? '').filter(Boolean))]
                  .slice(0, 3)
                  .join(' · ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="pad row wrap">
        <Button
          kind="filled"
          busy={confirm.isPending}
          onClick={() =>
            confirm.mutate({ input: { params, body: { columns: [...columns], version: edition.version } } })
          }
        >
          {t('map.go')}
        </Button>
        <Button
          busy={drop.isPending}
          onClick={() => drop.mutate({ input: { params, body: { version: edition.version } } })}
        >
          {t('map.drop')}
        </Button>
      </div>
    </section>
  );
}

type SelectProps = { header: string; value: RowField | null; onChange: (field: RowField | null) => void };

function FieldSelect({ header, value, onChange }: SelectProps) {
  const t = useT(texts);
  const { language } = useLanguage();
  return (
    <select
      aria-label={t('map.field', { name: header })}
      value={value ?? ''}
      onChange={(event) => onChange(rowFields.find((field) => field === event.target.value) ?? null)}
    >
      <option value="">{t('map.none')}</option>
      {rowFields.map((field) => (
        <option key={field} value={field}>
          {rowFieldSentences[field][language]}
        </option>
      ))}
    </select>
  );
}
