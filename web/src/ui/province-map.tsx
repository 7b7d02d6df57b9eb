import { type ReactNode, useMemo, useState } from 'react';
import { type MapShapes, schematicMap, tiles } from '#lib/province-map';
import { useT } from '../app/language.tsx';
import './styles/province-map.css';
import { MapDrawing } from './province-map-drawing.tsx';
import { MapList } from './province-map-list.tsx';
import { classOf, classWords, type MapScale, type MapValue, toneOf } from './province-map-scale.ts';
import { mapTexts } from './province-map-texts.ts';

export { type MapScale, type MapValue, quantileScale } from './province-map-scale.ts';

const schematic = schematicMap(tiles);

type ProvinceMapProps = {
  /** What is shown, as a heading: "Hồ sơ đúng hạn theo xã, phường". */
  title: string;
  /** What the map says, in one sentence above it. */
  sentence?: ReactNode;
  values: readonly MapValue[];
  scale: MapScale;
  /** Name of the value: heading of the legend and of the list's column. */
  legend: string;
  picked?: string | null;
  /** With it, cells and rows can be picked; the second press lets go. */
  onPick?: (unit: string | null) => void;
  /** Official boundaries when the province supplied them; hexagons otherwise. */
  shapes?: MapShapes;
  /** `beside`: the list stands beside the map (below it on a phone); `none`: the page shows the values elsewhere. */
  list?: 'beside' | 'none';
  /** Units ringed and numbered in this order, instead of the alerting class. */
  marked?: readonly string[];
  /** Of when and from what. */
  source?: ReactNode;
};

/** Units of the alerting class, worst first, numbered as on the map. */
function ranksOf(values: readonly MapValue[], scale: MapScale): Map<string, number> {
  if (!scale.alert || scale.breaks.length === 0) return new Map();
  const wanted = scale.alert === 'lowest' ? 0 : scale.breaks.length;
  const found = values
    .flatMap((one) => (one.value === null || one.state ? [] : [{ unit: one.unit, value: one.value }]))
    .filter((one) => classOf(scale, one.value) === wanted)
    .toSorted((a, b) => (scale.alert === 'lowest' ? a.value - b.value : b.value - a.value));
  return new Map(found.map((one, index) => [one.unit, index + 1]));
}

/** A map of the communes with its legend and the list of every value beside it. */
export function ProvinceMap(props: ProvinceMapProps) {
  const t = useT(mapTexts);
  const { title, values, scale, picked = null, onPick, shapes = schematic, list = 'beside' } = props;
  const [looked, setLooked] = useState<string | null>(null);
  const byUnit = useMemo(() => new Map(values.map((one) => [one.unit, one])), [values]);
  const { marked } = props;
  const ranks = useMemo(
    () => (marked ? new Map(marked.map((unit, index) => [unit, index + 1])) : ranksOf(values, scale)),
    [marked, values, scale],
  );
  const shown = shapes.units.find((unit) => unit.code === (looked ?? picked));
  return (
    <figure className={`pmap pmap-list-${list}`}>
      <figcaption className="pmap-head">
        <h3>{title}</h3>
        {props.sentence ? <p>{props.sentence}</p> : null}
      </figcaption>
      <div className="pmap-body">
        <div className="pmap-drawing">
          <MapDrawing
            shapes={shapes}
            values={byUnit}
            scale={scale}
            label={onPick ? `${title}. ${t('howTo')}` : title}
            picked={picked}
            onPick={onPick}
            onLook={setLooked}
            ranks={ranks}
            named
          />
          <p className="pmap-look">
            {shown ? (
              <>
                <strong>{shown.name}</strong> {byUnit.get(shown.code)?.text ?? t('silent')}
              </>
            ) : onPick ? (
              t('pick')
            ) : null}
          </p>
          <MapLegend values={values} scale={scale} legend={props.legend} known={shapes.units.length} />
          <p className="pmap-note">
            {t(shapes.kind)} {props.source}
          </p>
        </div>
        {list === 'beside' ? (
          <MapList
            shapes={shapes}
            values={byUnit}
            scale={scale}
            title={title}
            valueName={props.legend}
            picked={picked}
            onPick={onPick}
            ranks={ranks}
          />
        ) : null}
      </div>
    </figure>
  );
}

type LegendProps = { values: readonly MapValue[]; scale: MapScale; legend: string; known: number };

function MapLegend({ values, scale, legend, known }: LegendProps) {
  const t = useT(mapTexts);
  const words = classWords(scale, { below: t('below'), from: t('from'), all: t('all') });
  const ringed = scale.alert === 'lowest' ? 0 : scale.alert === 'highest' ? words.length - 1 : -1;
  const tones = words.map((_, index) =>
    toneOf(scale, index === 0 ? -Infinity : (scale.breaks[index - 1] ?? 0)),
  );
  const suppressed = values.some((one) => one.state === 'suppressed');
  const silent = values.filter((one) => one.value !== null || one.state === 'suppressed').length < known;
  return (
    <ul className="pmap-legend" aria-label={legend}>
      {words.map((word, index) => (
        <li key={word}>
          <span
            className={`pmap-key pmap-${tones[index] ?? 3}${index === ringed ? ' pmap-ranked-key' : ''}`}
          />
          {word}
        </li>
      ))}
      {suppressed ? (
        <li>
          <span className="pmap-key pmap-suppressed" />
          {t('suppressed')}
        </li>
      ) : null}
      {silent ? (
        <li>
          <span className="pmap-key pmap-silent" />
          {t('silent')}
        </li>
      ) : null}
    </ul>
  );
}
