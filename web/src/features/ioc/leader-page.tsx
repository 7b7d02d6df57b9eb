import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import * as ioc from '#contract/ioc';
import '../../ui/styles/office.css';
import '../../ui/styles/table.css';
import { ApiError, useRead } from '../../app/api.ts';
import { usePick, useT } from '../../app/language.tsx';
import { useNow } from '../../app/now.ts';
import { PageError } from '../../app/problem.tsx';
import { Settings } from '../../app/settings.tsx';
import { useRoom } from '../../app/theme.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { formatDate, formatDateTime, formatShort, legalDay } from '../../ui/format.ts';
import { IconShieldCheck } from '../../ui/icons.ts';
import { WeaveBand } from '../../ui/mark.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProvinceMap } from '../../ui/province-map.tsx';
import { EmptyState, OfflineLine, SkeletonCard } from '../../ui/states.tsx';
import '../../ui/styles/wall.css';
import { AlertLine, FigureTile } from './tiles.tsx';
import { figureText, mapScale, mapValues, markedOf, stateText, unitName } from './show.ts';
import { texts } from './texts.ts';
import { useMapShapes } from './wall-page.tsx';

type Search = { 'bo-cuc'?: string; trang?: number; ngay?: string; xa?: string };
const DAYS_BACK = 90;

function useLeaderSearch() {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const go = (change: Search) =>
    void navigate({ to: '/ioc', search: { ...search, ...change }, replace: true });
  return { search, go };
}

/** The leader's view: on a phone in a meeting, or at the desk. */
export function LeaderPage() {
  useRoom('office');
  const t = useT(texts);
  const { search } = useLeaderSearch();
  const layout = search['bo-cuc'] ?? 'province';
  const found = useRead(
    ioc.getBoard,
    { params: { key: layout }, query: { page: search.trang ?? 0, on: search.ngay } },
    { refetchInterval: 60_000, retry: false },
  );
  const barred = found.error instanceof ApiError && [401, 403].includes(found.error.status);
  return (
    <>
      <WeaveBand />
      <OfflineLine />
      <main id="noi-dung" className="leader stack" tabIndex={-1}>
        {barred ? (
          <>
            <h1 className="sr">{t('title')}</h1>
            <EmptyState
              icon={IconShieldCheck}
              title={t('noRole')}
              action={
                <ButtonLink kind="filled" to="/can-bo/dang-nhap" search={{ ve: location.pathname }}>
                  {t('signIn')}
                </ButtonLink>
              }
            >
              {t('noRoleText')}
            </EmptyState>
          </>
        ) : null}
        {found.error && !barred ? (
          <PageError error={found.error} onRetry={() => void found.refetch()} />
        ) : null}
        {found.isPending ? <SkeletonCard lines={8} /> : null}
        {found.data ? <LeaderBoard board={found.data} layout={layout} /> : null}
      </main>
    </>
  );
}

function LeaderBoard({ board, layout }: { board: ioc.Board; layout: string }) {
  const t = useT(texts);
  const pick = usePick();
  const now = useNow();
  const { search, go } = useLeaderSearch();
  const kinds = new Map(
    [...board.content.tiles, ...(board.content.map ? [board.content.map] : [])].map((one) => [
      one.key,
      one.unitKind,
    ]),
  );
  return (
    <>
      <header className="leader-head">
        <h1 className="grow">{pick(board.layout.title)}</h1>
      </header>
      <p className="mut">{t('asOf', { at: formatDateTime(board.madeAt) })}</p>
      <DaySlider board={board} />
      {board.isPast ? <Notice tone="amber">{t('past', { day: formatDate(board.on) })}</Notice> : null}
      <nav className="segmented admin-nav" aria-label={t('page')}>
        {board.pages.map((title, index) => (
          <button
            key={title.vi}
            type="button"
            aria-pressed={index === board.page}
            onClick={() => go({ trang: index })}
          >
            {pick(title)}
          </button>
        ))}
      </nav>
      <ul className="leader-tiles">
        {board.content.tiles.map((tile) => (
          <li key={tile.key} className="card pad">
            <FigureTile tile={tile} />
            <ButtonLink to="/ioc/chi-so/$key" params={{ key: tile.key }} search={{ ngay: search.ngay }}>
              {t('open')}
            </ButtonLink>
          </li>
        ))}
      </ul>
      <section className="card pad">
        <h2>{t('alerts')}</h2>
        {board.alerts.length === 0 ? <p className="mut">{t('noAlerts')}</p> : null}
        <ul>
          {board.alerts.map((alert) => (
            <AlertLine
              key={alert.id}
              alert={alert}
              now={now}
              unitKind={kinds.get(alert.indicator) ?? 'number'}
            />
          ))}
        </ul>
      </section>
      {board.content.map ? <LeaderMap map={board.content.map} /> : null}
      {search.xa ? <Commune code={search.xa} layout={layout} /> : null}
      <footer>
        <Settings />
      </footer>
    </>
  );
}

function DaySlider({ board }: { board: ioc.Board }) {
  const t = useT(texts);
  const { search, go } = useLeaderSearch();
  const today = legalDay(board.now);
  const dayAt = (back: number) =>
    new Date(Date.parse(`${today}T00:00:00Z`) - back * 86_400_000).toISOString().slice(0, 10);
  const back = Math.round((Date.parse(today) - Date.parse(board.on)) / 86_400_000);
  return (
    <div className="dayslider">
      <label htmlFor="ngay">{t('day')}</label>
      <input
        id="ngay"
        type="range"
        min={0}
        max={DAYS_BACK}
        value={DAYS_BACK - back}
        aria-valuetext={formatDate(board.on)}
        onChange={(event) => {
          const days = DAYS_BACK - Number(event.target.value);
          go({ ngay: days === 0 ? undefined : dayAt(days) });
        }}
      />
      <output htmlFor="ngay">{formatDate(board.on)}</output>
      {search.ngay ? <Button onClick={() => go({ ngay: undefined })}>{t('today')}</Button> : null}
    </div>
  );
}

function LeaderMap({ map }: { map: ioc.BoardMap }) {
  const t = useT(texts);
  const pick = usePick();
  const { search, go } = useLeaderSearch();
  const shapes = useMapShapes();
  const values = useMemo(() => mapValues(t, map), [t, map]);
  const scale = useMemo(() => mapScale(map, values), [map, values]);
  const marked = useMemo(() => (map.bound ? markedOf(map, 20).map((one) => one.unit) : []), [map]);
  return (
    <section className="card pad">
      <ProvinceMap
        title={pick(map.title)}
        legend={pick(map.title)}
        values={values}
        scale={scale}
        marked={marked}
        shapes={shapes}
        picked={search.xa ?? null}
        onPick={(unit) => go({ xa: unit ?? undefined })}
        source={map.computedAt ? t('asOf', { at: formatShort(map.computedAt) }) : null}
      />
    </section>
  );
}

/** One commune beside the province: its figures and its place among all. */
function Commune({ code, layout }: { code: string; layout: string }) {
  const t = useT(texts);
  const pick = usePick();
  const { search } = useLeaderSearch();
  const found = useRead(
    ioc.getCommune,
    { params: { code }, query: { layout, on: search.ngay } },
    { retry: false },
  );
  return (
    <section className="card pad stack">
      <h2>{unitName(code)}</h2>
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isPending ? <SkeletonCard lines={4} /> : null}
      <dl className="pairs">
        {found.data?.items.map((item) => (
          <div key={item.key}>
            <dt>{pick(item.title)}</dt>
            <dd>
              {item.value === null ? stateText(t, item.state) : figureText(item.unitKind, item.value)}{' '}
              <span className="mut">
                {item.rank === null ? '' : `${t('rank', { n: item.rank, of: item.of })}; `}
                {item.province === null
                  ? ''
                  : t('province', { value: figureText(item.unitKind, item.province) })}
              </span>{' '}
              <ButtonLink
                kind="quiet"
                to="/ioc/chi-so/$key"
                params={{ key: item.key }}
                search={{ ngay: search.ngay, xa: code }}
              >
                {t('makeup')}
              </ButtonLink>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
