import { useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useMemo, useState } from 'react';
import * as ioc from '#contract/ioc';
import type { MapShapes } from '#lib/province-map';
import { useRead, useWrite } from '../../app/api.ts';
import { useLanguage, usePick, useT } from '../../app/language.tsx';
import { useProblemText } from '../../app/problem.tsx';
import { useRoom } from '../../app/theme.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { formatDateLong, formatShort, formatTime } from '../../ui/format.ts';
import { IconAlertTriangle, IconWifiOff } from '../../ui/icons.ts';
import { Mark, WeaveBand } from '../../ui/mark.tsx';
import { ProvinceMap } from '../../ui/province-map.tsx';
import '../../ui/styles/wall.css';
import { AlertLine, FigureTile } from './tiles.tsx';
import { figureText, mapScale, mapValues, markedOf, unitName } from './show.ts';
import { texts } from './texts.ts';
import { useWall, type WallView } from './use-wall.ts';

const PLACES = 7;
const ALERTS = 4;

/** Dark whatever the machine prefers: the wall hangs in a room. */
function useDark() {
  useEffect(() => {
    const { theme, mantineColorScheme } = document.documentElement.dataset;
    document.documentElement.dataset.theme = 'dark';
    document.documentElement.dataset.mantineColorScheme = 'dark';
    return () => {
      document.documentElement.dataset.theme = theme;
      document.documentElement.dataset.mantineColorScheme = mantineColorScheme;
    };
  });
}

/** The official map when there is one; asked for again now and then, for a wall that hangs for weeks. */
export function useMapShapes(): MapShapes | undefined {
  const found = useRead(ioc.getShapes, {}, { staleTime: 1_800_000, refetchInterval: 1_800_000 });
  return found.data?.map ?? undefined;
}

/** The time to the minute: the page is drawn anew when the minute changes, not each second. */
function useClock(offset: number): Date {
  const [minute, setMinute] = useState(() => Math.floor((Date.now() + offset) / 60_000));
  useEffect(() => {
    const look = () => setMinute(Math.floor((Date.now() + offset) / 60_000));
    look();
    const timer = setInterval(look, 1000);
    return () => clearInterval(timer);
  }, [offset]);
  return useMemo(() => new Date(minute * 60_000), [minute]);
}

/** The wall: a paired screen without anybody signed in, or one layout for an officer (`?bo-cuc=`). */
export function WallPage() {
  useRoom('wall');
  useDark();
  const t = useT(texts);
  const { 'bo-cuc': layout } = useSearch({ strict: false }) as { 'bo-cuc'?: string };
  const { view, turn, again } = useWall(layout);
  const now = useClock(view.offset);
  if (view.isUnknown) return <PairForm onPaired={again} />;
  if (!view.board)
    return (
      <main id="noi-dung" className="wall wall-empty">
        <h1>{t('wall')}</h1>
        <p>{view.lostSince === null ? t('waiting') : <Lost view={view} />}</p>
      </main>
    );
  return (
    <main id="noi-dung" className="wall">
      <WallHead board={view.board} now={now} onTurn={turn} />
      {view.lostSince === null ? null : (
        <output className="wall-lost">
          <Lost view={view} />
        </output>
      )}
      <WallBody board={view.board} now={now} />
    </main>
  );
}

function Lost({ view }: { view: WallView }) {
  const t = useT(texts);
  const at = formatTime(new Date((view.lostSince ?? 0) + view.offset));
  return (
    <>
      <IconWifiOff className="i" aria-hidden="true" /> {t('lost', { at })}
    </>
  );
}

type HeadProps = { board: ioc.Board; now: Date; onTurn: (page: number) => void };

function WallHead({ board, now, onTurn }: HeadProps) {
  const t = useT(texts);
  const pick = usePick();
  const { language } = useLanguage();
  return (
    <>
      <header className="wall-head">
        <Mark size={44} />
        <h1>{pick(board.layout.title)}</h1>
        <p className="grow">{pick(board.layout.subtitle)}</p>
        {board.pages.length > 1 ? (
          <nav className="wall-pages" aria-label={t('page')}>
            {board.pages.map((title, index) => (
              <button
                key={title.vi}
                type="button"
                aria-current={index === board.page ? 'page' : undefined}
                onClick={() => onTurn(index)}
              >
                {pick(title)}
              </button>
            ))}
          </nav>
        ) : null}
        <span>{formatDateLong(now, language)}</span>
        <span className="wall-clock">{formatTime(now)}</span>
      </header>
      <WeaveBand />
    </>
  );
}

function WallBody({ board, now }: { board: ioc.Board; now: Date }) {
  const { tiles, map } = board.content;
  return (
    <div className="wall-body">
      <section className={`wall-tiles wall-tiles-${tiles.length > 4 ? 'many' : 'few'}`}>
        {tiles.map((tile) => (
          <FigureTile key={tile.key} tile={tile} />
        ))}
      </section>
      {map ? <WallMap map={map} /> : <span />}
      <aside className="wall-side">
        {map ? <Places map={map} /> : null}
        <Alerts board={board} now={now} />
      </aside>
    </div>
  );
}

function WallMap({ map }: { map: ioc.BoardMap }) {
  const t = useT(texts);
  const pick = usePick();
  const shapes = useMapShapes();
  const values = useMemo(() => mapValues(t, map), [t, map]);
  const scale = useMemo(() => mapScale(map, values), [map, values]);
  const marked = useMemo(() => markedOf(map, PLACES).map((one) => one.unit), [map]);
  const known = values
    .filter((one) => one.value !== null)
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const [high] = known;
  return (
    <section className="wall-map">
      <ProvinceMap
        title={pick(map.title)}
        sentence={
          high ? t('mapSentence', { n: known.length, name: unitName(high.unit), value: high.text }) : null
        }
        legend={pick(map.title)}
        values={values}
        scale={scale}
        marked={marked}
        list="none"
        shapes={shapes}
        source={map.computedAt ? t('asOf', { at: formatShort(map.computedAt) }) : null}
      />
    </section>
  );
}

function Places({ map }: { map: ioc.BoardMap }) {
  const t = useT(texts);
  const marked = markedOf(map, PLACES);
  const { bound } = map;
  const title = bound
    ? t(`places.${bound.side}`, { n: marked.length, bound: figureText(map.unitKind, bound.value) })
    : t(map.direction === 'up' ? 'places.lowest' : 'places.highest');
  return (
    <section>
      <h2>
        {bound ? <IconAlertTriangle className="i" aria-hidden="true" /> : null}
        {title}
      </h2>
      <ol className="wall-places">
        {marked.map((one, index) => (
          <li key={one.unit}>
            <span className="pmap-key pmap-ranked-key">{index + 1}</span>
            <span className="grow">{unitName(one.unit)}</span>
            <strong>{figureText(map.unitKind, one.value)}</strong>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Alerts({ board, now }: { board: ioc.Board; now: Date }) {
  const t = useT(texts);
  const kinds = new Map(
    [...board.content.tiles, ...(board.content.map ? [board.content.map] : [])].map((one) => [
      one.key,
      one.unitKind,
    ]),
  );
  return (
    <section>
      <h2>{t('alerts')}</h2>
      {board.alerts.length === 0 ? <p className="wall-quiet">{t('noAlerts')}</p> : null}
      <ul>
        {board.alerts.slice(0, ALERTS).map((alert) => (
          <AlertLine
            key={alert.id}
            alert={alert}
            now={now}
            unitKind={kinds.get(alert.indicator) ?? 'number'}
          />
        ))}
      </ul>
    </section>
  );
}

function PairForm({ onPaired }: { onPaired: () => void }) {
  const t = useT(texts);
  const problem = useProblemText();
  const [code, setCode] = useState('');
  const pair = useWrite(ioc.pairDisplay, { onSuccess: onPaired });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() !== '') pair.mutate({ input: { body: { code } } });
  };
  return (
    <main id="noi-dung" className="wall wall-empty">
      <h1>{t('pairTitle')}</h1>
      <p>{t('pairText')}</p>
      <form onSubmit={send} className="wall-pair">
        <TextField
          label={t('code')}
          value={code}
          autoComplete="off"
          error={pair.error ? problem(pair.error) : undefined}
          onChange={(event) => setCode(event.target.value)}
        />
        <Button kind="filled" type="submit" busy={pair.isPending}>
          {t('pair')}
        </Button>
      </form>
    </main>
  );
}
