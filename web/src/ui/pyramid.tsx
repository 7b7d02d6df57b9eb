import './styles/province-map.css';
import './styles/charts.css';
import { formatNumber } from './format.ts';

export type PyramidRow = { group: string; left: number | null; right: number | null };
type PyramidProps = {
  caption: string;
  /** Words: of the groups, of both sides, of a figure that is not named. */
  words: { group: string; left: string; right: string; hidden: string };
  rows: readonly PyramidRow[];
};

/** Two sides by age group, oldest on top. It is a table: every bar has its number beside it. */
export function Pyramid({ caption, words, rows }: PyramidProps) {
  const most = Math.max(1, ...rows.flatMap((row) => [row.left ?? 0, row.right ?? 0]));
  return (
    <table className="pyr">
      <caption className="sr">{caption}</caption>
      <thead>
        <tr>
          <th scope="col" className="pyr-left">
            {words.left}
          </th>
          <th scope="col">{words.group}</th>
          <th scope="col" className="pyr-right">
            {words.right}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.toReversed().map((row) => (
          <tr key={row.group}>
            <td className="pyr-left">
              <Side value={row.left} most={most} hidden={words.hidden} />
            </td>
            <th scope="row">{row.group}</th>
            <td className="pyr-right">
              <Side value={row.right} most={most} hidden={words.hidden} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type SideProps = { value: number | null; most: number; hidden: string };

function Side({ value, most, hidden }: SideProps) {
  return (
    <span className="pyr-side">
      {value === null ? (
        <>
          <span className="pyr-hidden" aria-hidden="true" />
          <span className="sr">{hidden}</span>
        </>
      ) : (
        <>
          <span className="pyr-bar" style={{ width: `${(value / most) * 78}%` }} aria-hidden="true" />
          <span className="pyr-num num">{formatNumber(value)}</span>
        </>
      )}
    </span>
  );
}
