import type { Alert, Tile } from '#contract/ioc';
import { useLanguage, usePick, useT } from '../../app/language.tsx';
import { Spark } from '../../ui/spark.tsx';
import { IconAlertTriangle, IconClock, IconTrendingDown, IconTrendingUp } from '../../ui/icons.ts';
import { ageText, alertText, deltaOf, figureParts, figureText, sourceOf, stateText } from './show.ts';
import { texts } from './texts.ts';

/** One figure: what, how much, which way, of when and from what. */
export function FigureTile({ tile }: { tile: Tile }) {
  const t = useT(texts);
  const pick = usePick();
  const delta = deltaOf(t, tile);
  const shown = tile.value === null ? null : figureParts(tile.unitKind, tile.value);
  const tone = tile.isOnTarget === true ? 'leaf' : tile.isOnTarget === false ? 'amber' : 'river';
  return (
    <article className="figtile">
      <h2>{pick(tile.title)}</h2>
      <div className="figtile-row">
        {shown ? (
          <p className="figtile-value">
            {shown.main}
            {shown.unit ? <small>{shown.unit}</small> : null}
          </p>
        ) : (
          <p className="figtile-none">{stateText(t, tile.state)}</p>
        )}
        <Spark values={tile.trend} target={tile.target} tone={tone} />
      </div>
      {delta ? (
        <p className={`figtile-delta${delta.isGood === null ? '' : delta.isGood ? ' is-good' : ' is-bad'}`}>
          {delta.way === 'up' ? <IconTrendingUp className="i" aria-hidden="true" /> : null}
          {delta.way === 'down' ? <IconTrendingDown className="i" aria-hidden="true" /> : null}
          {delta.text}
        </p>
      ) : null}
      <p className="figtile-source">
        {tile.target === null ? '' : `${t('target', { value: figureText(tile.unitKind, tile.target) })}. `}
        {sourceOf(t, tile)}
      </p>
    </article>
  );
}

type AlertLineProps = { alert: Alert; now: Date; unitKind: string };

export function AlertLine({ alert, now, unitKind }: AlertLineProps) {
  const t = useT(texts);
  const { language } = useLanguage();
  const Shape = alert.kind === 'threshold' ? IconAlertTriangle : IconClock;
  return (
    <li className="alertline">
      <Shape className="i" aria-hidden="true" />
      <div>
        <strong>{alertText(t, alert, { title: alert.title[language], unitKind })}</strong>
        <small>
          {t('age', {
            owner: alert.owner,
            state: t(alert.state === 'acknowledged' ? 'alert.taken' : 'alert.open'),
            age: ageText(t, alert.raisedAt, now),
          })}
        </small>
      </div>
    </li>
  );
}
