import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import type { MapShapes, MapUnit } from '#lib/province-map';
import { useT } from '../app/language.tsx';
import { type Direction, nextUnit } from './province-map-move.ts';
import { type MapScale, type MapValue, toneOf } from './province-map-scale.ts';
import { mapTexts } from './province-map-texts.ts';

type DrawingProps = {
  shapes: MapShapes;
  values: ReadonlyMap<string, MapValue>;
  scale: MapScale;
  label: string;
  picked: string | null;
  onPick?: (unit: string | null) => void;
  onLook: (unit: string | null) => void;
  /** Numbers shown in the ringed cells, the same as in the list. */
  ranks: ReadonlyMap<string, number>;
  /** Town names on the map. */
  named: boolean;
};

const arrows: Record<string, Direction> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** Sizes of lettering and lines follow the map's own scale: a hexagon of side 20, or an official map 2000 wide. */
function measure(shapes: MapShapes) {
  return shapes.kind === 'schematic' ? 1 : shapes.width / 560;
}

/** Town names that run neither into each other nor into a number, the larger towns first. */
function landmarks(shapes: MapShapes, ranks: ReadonlyMap<string, number>): MapUnit[] {
  const size = measure(shapes);
  const near = (one: MapUnit, other: MapUnit, width: number) =>
    Math.abs(one.y - other.y) < 24 * size && Math.abs(one.x - other.x) < width * size;
  const numbers = shapes.units.filter((unit) => ranks.has(unit.code));
  const kept: MapUnit[] = [];
  const wanted = shapes.units.filter((one) => one.landmark && !ranks.has(one.code));
  for (const unit of wanted.toSorted((a, b) => (a.landmark ?? 3) - (b.landmark ?? 3)))
    if (!kept.some((one) => near(one, unit, 100)) && !numbers.some((one) => near(one, unit, 44)))
      kept.push(unit);
  return kept;
}

function Patterns({ id, size }: { id: string; size: number }) {
  return (
    <defs>
      <pattern
        id={`${id}-hatch`}
        width={5 * size}
        height={5 * size}
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect className="pmap-ground" width={5 * size} height={5 * size} />
        <rect className="pmap-mark" width={1.6 * size} height={5 * size} />
      </pattern>
      <pattern id={`${id}-dots`} width={6 * size} height={6 * size} patternUnits="userSpaceOnUse">
        <rect className="pmap-ground" width={6 * size} height={6 * size} />
        <circle className="pmap-mark" cx={3 * size} cy={3 * size} r={1.1 * size} />
      </pattern>
    </defs>
  );
}

/** The class of a unit's cell; a state is a pattern, never a colour alone. */
export function cellClass(value: MapValue | undefined, scale: MapScale): string {
  if (value?.state === 'suppressed') return 'pmap-suppressed';
  if (!value || value.value === null) return 'pmap-silent';
  return `pmap-${toneOf(scale, value.value)}`;
}

function fillOf(kind: string, id: string): string | undefined {
  if (kind === 'pmap-suppressed') return `url(#${id}-hatch)`;
  return kind === 'pmap-silent' ? `url(#${id}-dots)` : undefined;
}

function useWalk(props: DrawingProps) {
  const { shapes, picked, onPick, onLook } = props;
  const [walk, setWalk] = useState<string | null>(null);
  const cells = useRef(new Map<string, SVGPathElement>());
  const at = walk ?? picked ?? shapes.units[0]?.code ?? '';
  const goTo = (code: string) => {
    setWalk(code);
    onLook(code);
    cells.current.get(code)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const way = arrows[event.key];
    if (way) goTo(nextUnit(shapes.units, at, way));
    else if (event.key === 'Home') goTo(shapes.units[0]?.code ?? at);
    else if (event.key === 'End') goTo(shapes.units.at(-1)?.code ?? at);
    else if (event.key === 'Enter' || event.key === ' ') onPick?.(at === picked ? null : at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { at, cells, onKeyDown, setWalk };
}

type CellProps = { unit: MapUnit; id: string; drawing: DrawingProps; walk: ReturnType<typeof useWalk> };

function Cell({ unit, id, drawing, walk }: CellProps) {
  const t = useT(mapTexts);
  const { values, scale, picked, onPick, onLook, ranks } = drawing;
  const value = values.get(unit.code);
  const kind = cellClass(value, scale);
  const look = {
    d: unit.path,
    fillRule: 'evenodd' as const,
    className: `pmap-cell ${kind}${ranks.has(unit.code) ? ' pmap-ranked' : ''}`,
    fill: fillOf(kind, id),
    onMouseEnter: () => onLook(unit.code),
    onMouseLeave: () => onLook(null),
  };
  if (!onPick) return <path {...look} />;
  const acts = { role: 'button' };
  return (
    <path
      {...look}
      {...acts}
      tabIndex={unit.code === walk.at ? 0 : -1}
      aria-pressed={unit.code === picked}
      aria-label={`${unit.name}: ${value?.text ?? t('silent')}`}
      onClick={() => onPick(unit.code === picked ? null : unit.code)}
      onKeyDown={walk.onKeyDown}
      onFocus={() => {
        walk.setWalk(unit.code);
        onLook(unit.code);
      }}
      onBlur={() => onLook(null)}
      ref={(cell) => {
        if (cell) walk.cells.current.set(unit.code, cell);
        else walk.cells.current.delete(unit.code);
      }}
    />
  );
}

function Letters({ drawing, size }: { drawing: DrawingProps; size: number }) {
  const t = useT(mapTexts);
  const { shapes, ranks, named } = drawing;
  const names = useMemo(() => landmarks(shapes, ranks), [shapes, ranks]);
  return (
    <g aria-hidden="true" className="pmap-letters">
      {(named ? names : []).map((unit) => (
        <text
          key={unit.code}
          className={`pmap-name pmap-name-${unit.landmark ?? 2}`}
          x={unit.x}
          y={unit.y + 3 * size}
          fontSize={9 * size}
        >
          {unit.name}
        </text>
      ))}
      {shapes.units
        .filter((unit) => ranks.has(unit.code))
        .map((unit) => (
          <text key={unit.code} className="pmap-rank" x={unit.x} y={unit.y + 4 * size} fontSize={11 * size}>
            {ranks.get(unit.code)}
          </text>
        ))}
      {named && shapes.kind === 'schematic' ? (
        <text className="pmap-sea" x={shapes.width * 0.86} y={shapes.height * 0.72} fontSize={10 * size}>
          {t('sea')}
        </text>
      ) : null}
    </g>
  );
}

/** The drawing: one path per unit, walked with the arrow keys when something can be picked. */
export function MapDrawing(props: DrawingProps) {
  const id = useId();
  const { shapes, picked, ranks } = props;
  const size = measure(shapes);
  const walk = useWalk(props);
  const margin = 3 * size;
  const box = [-margin, -margin, shapes.width + 2 * margin, shapes.height + 2 * margin];
  const layer = (unit: MapUnit) => (unit.code === picked ? 2 : ranks.has(unit.code) ? 1 : 0);
  return (
    <svg
      className={`pmap-svg pmap-${shapes.kind}`}
      viewBox={box.join(' ')}
      role={props.onPick ? 'group' : 'img'}
      aria-label={props.label}
    >
      <Patterns id={id} size={size} />
      {shapes.units
        .toSorted((a, b) => layer(a) - layer(b))
        .map((unit) => (
          <Cell key={unit.code} unit={unit} id={id} drawing={props} walk={walk} />
        ))}
      <Letters drawing={props} size={size} />
    </svg>
  );
}
