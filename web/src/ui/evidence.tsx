import { useT } from '../app/language.tsx';
import { texts } from '../app/texts.ts';
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from './icons.ts';
import { StateTag } from './state-tag.tsx';

export const evidenceLevels = ['I0', 'I1', 'I2', 'I3', 'I4', 'I5'] as const;
export type EvidenceLevel = (typeof evidenceLevels)[number];

/** How sure we are who stands there: the level reached, the level needed. */
export function EvidenceLadder({ reached, needed }: { reached: EvidenceLevel; needed: EvidenceLevel }) {
  const t = useT(texts);
  const at = evidenceLevels.indexOf(reached);
  const enough = at >= evidenceLevels.indexOf(needed);
  return (
    <section className="stack-sm">
      <div className="row ladder-head">
        <h3 className="grow">{t('ladder.title', { level: reached, name: t(`ladder.${reached}`) })}</h3>
        <StateTag tone={enough ? 'leaf' : 'amber'} icon={enough ? 'done' : 'late'}>
          {t(enough ? 'ladder.enough' : 'ladder.short', { level: needed })}
        </StateTag>
      </div>
      <ol className="ladder">
        {evidenceLevels.map((level, index) => (
          <li
            key={level}
            className={index <= at ? 'reached' : undefined}
            aria-current={index === at ? 'step' : undefined}
          >
            <strong>{level}</strong>
            <span>{t(`ladder.${level}`)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

type ResultBannerProps = {
  tone: 'done' | 'warn' | 'stop';
  title: string;
  text?: string;
  figure?: { value: string; words: string };
};
const shapes = { done: IconCircleCheck, warn: IconAlertTriangle, stop: IconCircleX };

/** The result in colour, icon and word. */
export function ResultBanner({ tone, title, text, figure }: ResultBannerProps) {
  const Shape = shapes[tone];
  return (
    <output className={`result result-${tone}`}>
      <Shape className="i" aria-hidden="true" />
      <div>
        <h2>{title}</h2>
        {text ? <p>{text}</p> : null}
      </div>
      {figure ? (
        <div className="figure">
          <strong>{figure.value}</strong>
          {figure.words}
        </div>
      ) : null}
    </output>
  );
}
