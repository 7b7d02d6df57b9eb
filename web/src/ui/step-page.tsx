import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ReactNode } from 'react';
import { useT } from '../app/language.tsx';
import { texts } from '../app/texts.ts';
import { formatTime } from './format.ts';
import { IconCheck, IconChevronLeft, IconCloudOff, IconRefresh } from './icons.ts';
import { WeaveBand } from './mark.tsx';
import { OfflineLine } from './states.tsx';

export type DraftState =
  | { kind: 'saved'; at: string }
  | { kind: 'saving' }
  | { kind: 'local' }
  | { kind: 'none' };

const draftIcons = { saved: IconCheck, saving: IconRefresh, local: IconCloudOff } as const;

export function DraftLine({ state }: { state: DraftState }) {
  const t = useT(texts);
  if (state.kind === 'none') return null;
  const Shape = draftIcons[state.kind];
  const words =
    state.kind === 'saved' ? t('draft.saved', { time: formatTime(state.at) }) : t(`draft.${state.kind}`);
  return (
    <output className={`draft draft-${state.kind}`}>
      <Shape className="i" aria-hidden="true" />
      {words}
    </output>
  );
}

function PlainBackLink({ 'aria-label': label, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement>) {
  return (
    <a className="btn-icon" aria-label={label} {...rest}>
      <IconChevronLeft className="i" aria-hidden="true" />
    </a>
  );
}
export const BackLink = createLink(PlainBackLink);

type StepPageProps = {
  title: string;
  back: ReactNode;
  draft?: DraftState;
  children: ReactNode;
  foot?: ReactNode;
};

/** Way back and draft state above, one button below, one question between. */
export function StepPage({ title, back, draft, children, foot }: StepPageProps) {
  return (
    <>
      <header className="stephead">
        <div className="cz-in">
          {back}
          <p>{title}</p>
          <DraftLine state={draft ?? { kind: 'none' }} />
        </div>
        <WeaveBand />
      </header>
      <OfflineLine />
      <main id="noi-dung" className="cz-main" tabIndex={-1}>
        <div className="cz-in">{children}</div>
      </main>
      {foot ? (
        <footer className="stepfoot">
          <div className="cz-in">{foot}</div>
        </footer>
      ) : null}
    </>
  );
}

export function QuestionProgress({ words, at, of }: { words: string; at: number; of: number }) {
  return (
    <div className="progress">
      <span>{words}</span>
      <span className="bar" aria-hidden="true">
        <span style={{ width: `${(at / of) * 100}%` }} />
      </span>
    </div>
  );
}
