import type { ReactNode } from 'react';
import { useT } from '../app/language.tsx';
import { texts } from '../app/texts.ts';
import { formatTime } from './format.ts';
import { IconAlertTriangle, IconDatabase } from './icons.ts';
import { type Source, SourceLine } from './source-line.tsx';

export type Fact = { name: string; value: ReactNode };
type KnownFactsProps = {
  facts: readonly Fact[];
  source: Source;
  sourceText?: string;
  readAt?: string;
  onWrong?: () => void;
};

/** What the state knows already: shown with its source and time, never as fields that cannot be typed in. */
export function KnownFacts({ facts, source, sourceText, readAt, onWrong }: KnownFactsProps) {
  const t = useT(texts);
  return (
    <section className="card known" aria-label={t('known.title')}>
      <p className="known-head">
        <IconDatabase className="i" aria-hidden="true" />
        {t('known.title')}
      </p>
      <dl>
        {facts.map((fact) => (
          <div key={fact.name}>
            <dt>{fact.name}</dt>
            <dd>{fact.value}</dd>
          </div>
        ))}
      </dl>
      <div className="known-foot">
        <SourceLine source={source} when={readAt ? formatTime(readAt) : undefined}>
          {sourceText}
        </SourceLine>
        {onWrong ? (
          <button type="button" className="btn-link" onClick={onWrong}>
            {t('known.wrong')}
          </button>
        ) : null}
      </div>
    </section>
  );
}

/** The same block when the source is down: amber, one sentence, the fields below it open. */
export function KnownFactsDown({ children }: { children?: ReactNode }) {
  const t = useT(texts);
  return (
    <section className="card known known-down" aria-label={t('source.unverified')}>
      <output className="known-head">
        <IconAlertTriangle className="i" aria-hidden="true" />
        {t('known.down')}
      </output>
      {children}
    </section>
  );
}
