import './styles/spark.css';

type SparkProps = {
  values: readonly (number | null)[];
  /** A goal drawn as a dashed line. */
  target?: number | null;
  tone?: 'river' | 'leaf' | 'amber';
  /** Spoken in place of the line; without it the line is decoration beside its numbers. */
  label?: string;
};

const WIDTH = 120;
const HEIGHT = 48;
const EDGE = 6;

/** A small line without axes: gaps stay gaps, the last point is marked. */
export function Spark({ values, target, tone = 'river', label }: SparkProps) {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return <span className="spark" aria-hidden="true" />;
  const all = target === null || target === undefined ? known : [...known, target];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const x = (index: number) => EDGE + (index / (values.length - 1)) * (WIDTH - 2 * EDGE);
  const y = (value: number) =>
    high === low ? HEIGHT / 2 : HEIGHT - EDGE - ((value - low) / (high - low)) * (HEIGHT - 2 * EDGE);
  const path = values
    .map((value, index) => {
      if (value === null) return '';
      const begins = index === 0 || values[index - 1] === null;
      return `${begins ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    })
    .join('');
  const last = values.findLastIndex((value) => value !== null);
  return (
    <svg
      className={`spark spark-${tone}`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : 'true'}
    >
      {target === null || target === undefined ? null : (
        <line className="spark-target" x1={EDGE} x2={WIDTH - EDGE} y1={y(target)} y2={y(target)} />
      )}
      <path className="spark-line" d={path} />
      <circle className="spark-last" cx={x(last)} cy={y(values[last] ?? 0)} r="3.6" />
    </svg>
  );
}
