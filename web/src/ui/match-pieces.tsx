import './styles/matching.css';
import type { ReactNode } from 'react';
import { formatPercent } from './format.ts';

export type Piece = { text: string; differs: boolean };

/** A text with what differs from the other side marked; readers hear the whole text. */
export function Marked({ pieces, empty }: { pieces: readonly Piece[]; empty: string }) {
  if (pieces.length === 0) return <span className="mut">{empty}</span>;
  return (
    <span className="value num">
      {pieces.map((piece, index) =>
        // oxlint-disable-next-line react/no-array-index-key -- pieces of one text have no other name
        piece.differs ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>,
      )}
    </span>
  );
}

const MOST_BITS = 14;

export function signed(bits: number): string {
  const text = Math.abs(bits).toFixed(1).replace('.', ',');
  return bits < 0 ? `−${text}` : `+${text}`;
}

/** Evidence for (to the right) or against (to the left, with a minus). */
export function WeightBar({ bits }: { bits: number }) {
  const share = Math.min(1, Math.abs(bits) / MOST_BITS) * 75;
  const style =
    bits < 0 ? { right: '75%', width: `${Math.min(25, share)}%` } : { left: '25%', width: `${share}%` };
  return (
    <span className={bits < 0 ? 'weight weight-against' : 'weight'}>
      <span className="weight-track" aria-hidden="true">
        <span className="weight-bar" style={style} />
      </span>
      <strong className="num">{signed(bits)}</strong>
    </span>
  );
}

export type ComparedRow = {
  id: string;
  name: string;
  list: { pieces: readonly Piece[]; note: string | null };
  register: { pieces: readonly Piece[]; note: string | null };
  bits: number | null;
  action?: ReactNode;
};

type CompareWords = {
  caption: string;
  field: string;
  list: string;
  listName: string;
  register: string;
  registerName: string;
  why: string;
  bits: string;
  empty: string;
};

/** The list's row left, the register right, why on the far right. */
export function CompareTable({ rows, words }: { rows: readonly ComparedRow[]; words: CompareWords }) {
  return (
    <div className="card">
      <table className="compare">
        <caption className="sr">{words.caption}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="sr">{words.field}</span>
            </th>
            <th scope="col">
              <small>{words.list}</small>
              {words.listName}
            </th>
            <th scope="col" className="ours">
              <small>{words.register}</small>
              {words.registerName}
            </th>
            <th scope="col" className="why">
              <small>{words.why}</small>
              {words.bits}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.name}</th>
              <td>
                <Marked pieces={row.list.pieces} empty={words.empty} />
                {row.list.note ? <small>{row.list.note}</small> : null}
              </td>
              <td className="ours">
                <Marked pieces={row.register.pieces} empty={words.empty} />
                {row.register.note ? <small>{row.register.note}</small> : null}
                {row.action}
              </td>
              <td className="why">{row.bits === null ? null : <WeightBar bits={row.bits} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type ScaleProps = {
  value: number;
  judgeAt: number;
  matchAt: number;
  words: { no: string; people: string; sure: string };
};

// Probabilities crowd at both ends; the middle is where people are asked, so it gets the room.
const NO_SHARE = 14;
const SURE_SHARE = 16;

function placeOf({ value, judgeAt, matchAt }: ScaleProps): number {
  const middle = 100 - NO_SHARE - SURE_SHARE;
  if (value <= judgeAt) return (value / Math.max(judgeAt, 0.0001)) * NO_SHARE;
  if (value >= matchAt)
    return 100 - SURE_SHARE + ((value - matchAt) / Math.max(1 - matchAt, 0.000001)) * SURE_SHARE;
  return NO_SHARE + ((value - judgeAt) / Math.max(matchAt - judgeAt, 0.0001)) * middle;
}

/** Where a probability lies between the two thresholds. */
export function ThresholdScale(props: ScaleProps) {
  const { words } = props;
  return (
    <div>
      <span className="sr">{formatPercent(props.value)}</span>
      <div className="scale" aria-hidden="true">
        <span className="scale-no" style={{ width: `${NO_SHARE}%` }} />
        <span className="scale-people" style={{ width: `${100 - NO_SHARE - SURE_SHARE}%` }} />
        <span className="scale-sure" style={{ width: `${SURE_SHARE}%` }} />
        <span className="scale-here" style={{ left: `${Math.min(99.5, Math.max(0.5, placeOf(props)))}%` }} />
      </div>
      <div className="scale-words">
        <span>{words.no}</span>
        <span>{words.people}</span>
        <span>{words.sure}</span>
      </div>
    </div>
  );
}

/** Matched, not found, waiting: the shares of a list. */
export function OutcomeBar({
  matched,
  gone,
  waits,
  label,
}: {
  matched: number;
  gone: number;
  waits: number;
  label: string;
}) {
  const total = Math.max(1, matched + gone + waits);
  const width = (count: number) => ({ width: `${(count / total) * 100}%` });
  return (
    <span className="mbar">
      <span className="sr">{label}</span>
      <span className="mbar-matched" style={width(matched)} />
      <span className="mbar-gone" style={width(gone)} />
      <span className="mbar-waits" style={width(waits)} />
    </span>
  );
}
