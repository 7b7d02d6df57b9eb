import { useT } from '../app/language.tsx';
import { texts } from '../app/texts.ts';

export type StepLook = 'todo' | 'done' | 'now' | 'held' | 'ok' | 'stopped';
export type FourSteps = readonly [StepLook, StepLook, StepLook, StepLook];

const stepNames = ['steps.1', 'steps.2', 'steps.3', 'steps.4'] as const;

/** Four steps: filed, received, processed, returned. Hatched amber means that the clock stands still. */
export function CaseSteps({ looks }: { looks: FourSteps }) {
  const t = useT(texts);
  const reached = Math.max(1, looks.filter((look) => look !== 'todo').length);
  const name = stepNames[reached - 1] ?? 'steps.1';
  return (
    <>
      <span className="sr">{t('steps.line', { n: reached, state: t(name) })}</span>
      <div className="steps" aria-hidden="true">
        {stepNames.map((step, index) => (
          <span key={step} className={`step-${looks[index]}`} />
        ))}
      </div>
    </>
  );
}
