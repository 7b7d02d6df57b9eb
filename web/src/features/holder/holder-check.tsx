import { useId, useState } from 'react';
import { compareFaces, decideHolder, type HolderCheckView, openHolderCheck } from '#contract/holder-check';
import { texts as serverTexts } from '#texts/holder-check';
import { call } from '../../app/api.ts';
import { useLanguage, useT } from '../../app/language.tsx';
import { useProblemText } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { ResultBanner } from '../../ui/evidence.tsx';
import { IconCamera, IconEye } from '../../ui/icons.ts';
import { Notice } from '../../ui/notice.tsx';
import '../../ui/styles/holder.css';
import { CameraGuide, type TakenFrame } from './camera-guide.tsx';
import { texts } from './texts.ts';

type Stage = 'offer' | 'camera' | 'sending' | 'eye' | 'done';

/** Opens, compares, decides; keeps the last answer and the last trouble. */
function useHolder({ identityCheckId, envelope, onDone }: HolderCheckProps) {
  const [stage, setStage] = useState<Stage>('offer');
  const [view, setView] = useState<HolderCheckView | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const sentenceOf = useProblemText();

  const attempt = async (work: () => Promise<void>, back: Stage) => {
    setTrouble(null);
    try {
      await work();
    } catch (error) {
      setTrouble(sentenceOf(error));
      setStage(back);
    }
  };
  const opened = async (): Promise<HolderCheckView> => {
    if (view && view.attemptsLeft > 0 && Date.parse(view.expiresAt) > Date.now() + 20_000) return view;
    const made = await call(openHolderCheck, { params: { id: identityCheckId }, body: {} });
    setView(made);
    return made;
  };
  const settle = (answer: HolderCheckView) => {
    setView(answer);
    setStage(answer.state === 'for_officer' ? 'eye' : 'done');
    if (answer.state !== 'for_officer') onDone(answer);
  };
  return {
    stage,
    view,
    trouble,
    setStage,
    begin: () =>
      attempt(async () => {
        await opened();
        setStage('camera');
      }, 'offer'),
    compare: (frames: TakenFrame[]) =>
      attempt(async () => {
        setStage('sending');
        const { id } = await opened();
        settle(await call(compareFaces, { params: { id }, body: { envelope, consent: true, frames } }));
      }, 'eye'),
    decide: (isHolder: boolean, reason: string) =>
      attempt(async () => {
        const { id } = await opened();
        settle(await call(decideHolder, { params: { id }, body: { isHolder, reason } }));
      }, 'eye'),
  };
}

type Holder = ReturnType<typeof useHolder>;

const figure = (value: number | null): string => (value ?? 0).toFixed(2).replace('.', ',');

function useReasons(view: HolderCheckView | null): string {
  const { language } = useLanguage();
  return (view?.findings ?? [])
    .map((finding) => serverTexts.labels?.[`holder-check.finding.${finding}`]?.[language] ?? finding)
    .join('; ')
    .toLocaleLowerCase(language);
}

function Verdict({ view }: { view: HolderCheckView }) {
  const t = useT(texts);
  const reasons = useReasons(view);
  const values = { score: figure(view.score), threshold: figure(view.threshold) };
  if (view.state === 'matched')
    return <ResultBanner tone="done" title={t('matched')} text={t('matchedText', values)} />;
  if (view.state === 'officer_matched')
    return <ResultBanner tone="done" title={t('officerMatched')} text={t('officerMatchedText')} />;
  if (view.state === 'officer_refused') return <ResultBanner tone="stop" title={t('officerRefused')} />;
  return <ResultBanner tone="warn" title={t('forOfficer')} text={t('forOfficerText', { reasons })} />;
}

function ByEye({ holder }: { holder: Holder }) {
  const t = useT(texts);
  const id = useId();
  const [reason, setReason] = useState('');
  const { view } = holder;
  const left = view?.attemptsLeft ?? 0;
  return (
    <div className="stack">
      {view?.state === 'for_officer' ? <Verdict view={view} /> : null}
      <p>{t('byEyeText')}</p>
      <label htmlFor={id} className="stack holder-reason">
        <span>{t('reason')}</span>
        <textarea id={id} rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
      <div className="row">
        <Button kind="filled" onClick={() => void holder.decide(true, reason)}>
          {t('isHolder')}
        </Button>
        <Button onClick={() => void holder.decide(false, reason)}>{t('notHolder')}</Button>
        {view?.state === 'for_officer' && left > 0 ? (
          <Button
            kind="quiet"
            icon={<IconCamera className="i" aria-hidden="true" />}
            onClick={() => void holder.begin()}
          >
            {t('again', { n: left })}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function Offer({ holder }: { holder: Holder }) {
  const t = useT(texts);
  return (
    <div className="stack">
      <p>{t('offer')}</p>
      <div className="row">
        <Button
          kind="filled"
          icon={<IconCamera className="i" aria-hidden="true" />}
          onClick={() => void holder.begin()}
        >
          {t('begin')}
        </Button>
        <Button icon={<IconEye className="i" aria-hidden="true" />} onClick={() => holder.setStage('eye')}>
          {t('byEye')}
        </Button>
      </div>
    </div>
  );
}

type HolderCheckProps = {
  identityCheckId: string;
  /** The signed reading that was judged; it carries the portrait, which the server does not keep. */
  envelope: string;
  onDone: (view: HolderCheckView) => void;
};

/** Compares the person at the desk with the portrait of the chip: by camera with consent, or by the officer's eyes. */
export function HolderCheck(props: HolderCheckProps) {
  const t = useT(texts);
  const holder = useHolder(props);
  const { stage, view, trouble } = holder;
  return (
    <section className="card holder" aria-label={t('title')}>
      <h3>{t('title')}</h3>
      {trouble ? (
        <Notice tone="basalt" live="alert">
          <p>{trouble}</p>
        </Notice>
      ) : null}
      {stage === 'offer' ? <Offer holder={holder} /> : null}
      {stage === 'camera' && view ? (
        <CameraGuide
          challenge={view.challenge}
          onTaken={(frames) => void holder.compare(frames)}
          onStop={() => holder.setStage('offer')}
        />
      ) : null}
      {stage === 'sending' ? <output>{t('sending')}</output> : null}
      {stage === 'eye' ? <ByEye holder={holder} /> : null}
      {stage === 'done' && view ? <Verdict view={view} /> : null}
    </section>
  );
}
