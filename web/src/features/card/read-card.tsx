import type { Icon } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { IdentityCheckPurpose, IdentityCheckView } from '#contract/identity-check';
import { useT } from '../../app/language.tsx';
import { Button } from '../../ui/button.tsx';
import { IconArrowRight, IconCamera, IconId, IconKeyboard, IconRefresh } from '../../ui/icons.ts';
import { useKeys } from '../../ui/keys.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SkeletonRows } from '../../ui/states.tsx';
import '../../ui/styles/desk.css';
import { CameraScan } from './camera-scan.tsx';
import type { CardFacts } from './card-facts.ts';
import { PrintedForm, TypedForm } from './card-forms.tsx';
import { CardResult } from './card-result.tsx';
import { type ReaderAgent, useReaderAgent } from './reader-agent.ts';
import { texts } from './texts.ts';
import { type CardCheck, useCardCheck } from './use-card-check.ts';
import { useWedge } from './use-wedge.ts';

const HolderCheck = lazy(() =>
  import('../holder/holder-check.tsx').then((loaded) => ({ default: loaded.HolderCheck })),
);

type Way = 'camera' | 'printed' | 'typed';
type ReadCardProps = {
  purposeCode: IdentityCheckPurpose;
  /** `<module>:<id>` of the case the card is read for. */
  caseRef?: string;
  matchPopulation?: boolean;
  /** The agent of this machine, when the page shows its state too. */
  agent?: ReaderAgent;
  onAnswer?: (view: IdentityCheckView, facts: CardFacts | null) => void;
};

function CardDrawing() {
  return (
    <svg className="card-drawing" viewBox="0 0 260 170" aria-hidden="true">
      <g fill="none" stroke="currentColor" strokeWidth="4" strokeLinecap="round">
        <path d="M4 36V4h32M224 4h32v32M256 134v32h-32M36 166H4v-32" />
        <rect x="42" y="24" width="176" height="122" rx="10" />
      </g>
      <rect x="60" y="46" width="40" height="54" rx="4" className="soft" />
      <circle cx="80" cy="64" r="9" fill="currentColor" />
      <path d="M64 98c0-14 8-20 16-20s16 6 16 20z" fill="currentColor" />
      <g className="soft-line" strokeWidth="6" strokeLinecap="round">
        <path d="M114 56h84M114 74h62M114 92h70M60 126h36" />
      </g>
      <rect x="172" y="104" width="30" height="30" rx="4" fill="none" stroke="currentColor" strokeWidth="3" />
      <path d="M180 112h4v4h-4zM190 112h4v4h-4zM180 122h4v4h-4zM190 122h4v4h-4z" fill="currentColor" />
    </svg>
  );
}

function ScanZone({ check }: { check: CardCheck }) {
  const t = useT(texts);
  const { step, trouble } = check.state;
  const isBusy = step === 'reading' || step === 'judging';
  return (
    <section className="scan-zone" aria-busy={isBusy || undefined}>
      <CardDrawing />
      <h2>{isBusy ? t(step === 'reading' ? 'reading' : 'judging') : t('scanTitle')}</h2>
      <p>{check.cardIsIn && !isBusy ? t('cardWaiting') : t('scanText')}</p>
      {trouble ? (
        <Notice tone="basalt" live="alert">
          <p>{trouble}</p>
        </Notice>
      ) : null}
    </section>
  );
}

const ways: readonly { way: Way; icon: Icon; kbd: string; words: Way; text: `${Way}Text` }[] = [
  { way: 'camera', icon: IconCamera, kbd: 'F2', words: 'camera', text: 'cameraText' },
  { way: 'printed', icon: IconId, kbd: 'F4', words: 'printed', text: 'printedText' },
  { way: 'typed', icon: IconKeyboard, kbd: 'F6', words: 'typed', text: 'typedText' },
];

function Ways({ onChoose }: { onChoose: (way: Way) => void }) {
  const t = useT(texts);
  return (
    <div className="scan-ways">
      {ways.map(({ way, icon: Shape, kbd, words, text }) => (
        <button
          key={way}
          type="button"
          className={`scan-way${way === 'typed' ? ' scan-way-weak' : ''}`}
          aria-keyshortcuts={kbd}
          onClick={() => onChoose(way)}
        >
          <span className="row">
            <Shape className="i" aria-hidden="true" />
            <kbd aria-hidden="true">{kbd}</kbd>
          </span>
          <strong>{t(words)}</strong>
          <span>{t(text)}</span>
        </button>
      ))}
    </div>
  );
}

function Answered({ check }: { check: CardCheck }) {
  const t = useT(texts);
  const { view, facts, seconds, trouble, step, access, envelope } = check.state;
  if (!view) return null;
  const mayRead = view.method !== 'chip' && access !== null;
  return (
    <div className="stack">
      <CardResult view={view} facts={facts} seconds={seconds} />
      {envelope && view.outcome === 'accepted' ? (
        <Suspense fallback={<SkeletonRows count={2} />}>
          <HolderCheck
            key={view.id}
            identityCheckId={view.id}
            envelope={envelope}
            onDone={() => check.lookAgain(view.id)}
          />
        </Suspense>
      ) : null}
      {step === 'reading' ? <Notice live="status">{t('reading')}</Notice> : null}
      {trouble ? (
        <Notice tone="basalt" live="alert">
          <p>{trouble}</p>
        </Notice>
      ) : null}
      <div className="row scan-acts">
        <Button
          kind="filled"
          main
          kbd="Esc"
          icon={<IconArrowRight className="i" aria-hidden="true" />}
          onClick={check.next}
        >
          {t('next')}
        </Button>
        {mayRead && check.cardIsIn ? (
          <Button
            icon={<IconRefresh className="i" aria-hidden="true" />}
            busy={step === 'reading'}
            onClick={() => void check.readChip(access)}
          >
            {t('readAgain')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function WayForm({ way, check, onClose }: { way: Way; check: CardCheck; onClose: () => void }) {
  const done = <T,>(take: (value: T) => unknown) => {
    return (value: T) => {
      onClose();
      take(value);
    };
  };
  if (way === 'camera') return <CameraScan onText={done(check.takeScan)} onClose={onClose} />;
  if (way === 'typed') return <TypedForm onDone={done(check.takeTyped)} onClose={onClose} />;
  return <PrintedForm onDone={done(check.takePrinted)} onClose={onClose} />;
}

/**
 * Reads an identity card: QR by scanner or camera, chip by the agent of this machine, typing as the last resort; shows
 * what was reached and what to do next. The page waits for a scan: the next card needs no key.
 */
export function ReadCard({ purposeCode, caseRef, matchPopulation = false, agent, onAnswer }: ReadCardProps) {
  const own = useReaderAgent({}, agent === undefined);
  const check = useCardCheck({ purposeCode, caseRef, matchPopulation, agent: agent ?? own, onAnswer });
  const [way, setWay] = useState<Way | null>(null);
  const t = useT(texts);
  useWedge((text) => {
    setWay(null);
    void check.takeScan(text);
  });
  const choose = (next: Way) => {
    check.next();
    setWay(next);
  };
  useKeys([
    { key: 'f2', words: t('cameraText'), run: () => choose('camera') },
    { key: 'f4', words: t('printedText'), run: () => choose('printed') },
    { key: 'f6', words: t('typedText'), run: () => choose('typed') },
    { key: 'escape', words: t('next'), run: () => (way ? setWay(null) : check.next()) },
  ]);
  if (way) return <WayForm way={way} check={check} onClose={() => setWay(null)} />;
  if (check.state.view) return <Answered check={check} />;
  return (
    <div className="stack">
      <ScanZone check={check} />
      <Ways onChoose={choose} />
    </div>
  );
}
