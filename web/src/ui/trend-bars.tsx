import './styles/charts.css';
import './styles/trend.css';

export type TrendPoint = {
  id: string;
  /** The period, short: "11/2026". */
  name: string;
  value: number | null;
  /** The value as a reader sees it, or why there is none. */
  text: string;
  /** Some days of the period are not in it yet. */
  isPartial?: boolean;
};

const FULL = 120;

/** Figures period by period as bars with their numbers; a period without a figure is an empty frame, never a zero. */
export function TrendBars({ label, points }: { label: string; points: readonly TrendPoint[] }) {
  const most = Math.max(0, ...points.map((point) => point.value ?? 0));
  return (
    <ol className="trend" aria-label={label}>
      {points.map((point) => (
        <li key={point.id}>
          <b className="num">{point.text}</b>
          {point.value === null ? (
            <span className="trend-none" />
          ) : (
            <span
              className={point.isPartial ? 'trend-bar trend-partial' : 'trend-bar'}
              style={{ height: `${most === 0 ? 2 : Math.round((point.value / most) * FULL)}px` }}
            />
          )}
          <span>{point.name}</span>
        </li>
      ))}
    </ol>
  );
}
