import type { Figure, IndicatorRow } from '#contract/indicator';
import { useT } from '../../app/language.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { amountText } from './show.ts';
import { texts } from './texts.ts';

type Kind = IndicatorRow['unit']['kind'];

/** A figure as one sentence says it: the number, or why there is none. */
export function useFigureText(): (figure: Figure, kind: Kind) => string {
  const t = useT(texts);
  return (figure, kind) => {
    if (figure.value !== null) return amountText(figure.value, kind);
    if (figure.state === 'no_denominator' || figure.state === 'suppressed') return t(`state.${figure.state}`);
    return t('state.missing');
  };
}

/** The number with what must be known beside it: typed, unconfirmed, not complete. */
export function FigureCell({ figure, kind }: { figure: Figure; kind: Kind }) {
  const t = useT(texts);
  const textOf = useFigureText();
  if (figure.value === null) return <span className="field-hint">{textOf(figure, kind)}</span>;
  return (
    <span className="num">
      <strong>{textOf(figure, kind)}</strong>
      {figure.state === 'partial' ? <small> ({t('state.partial')})</small> : null}
      {figure.isUnconfirmed ? <small> ({t('unconfirmed')})</small> : null}
    </span>
  );
}

export function KindTag({ row }: { row: Pick<IndicatorRow, 'kind'> }) {
  const t = useT(texts);
  return (
    <StateTag
      tone={row.kind === 'computed' ? 'leaf' : 'amber'}
      icon={row.kind === 'computed' ? 'done' : 'info'}
    >
      {t(row.kind)}
    </StateTag>
  );
}

export function TargetCell({ row }: { row: IndicatorRow }) {
  const t = useT(texts);
  const { target, isOnTarget } = row.figure;
  if (target === null) return <span className="field-hint">–</span>;
  return (
    <span>
      <span className="num">{amountText(target, row.unit.kind)}</span>{' '}
      {isOnTarget === null ? null : (
        <StateTag tone={isOnTarget ? 'leaf' : 'basalt'} icon={isOnTarget ? 'done' : 'late'}>
          {t(isOnTarget ? 'reached' : 'notReached')}
        </StateTag>
      )}
    </span>
  );
}
