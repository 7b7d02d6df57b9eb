import { useEffect, useMemo, useState } from 'react';
import type { IdentityCheckView } from '#contract/identity-check';
import { useT } from '../../app/language.tsx';
import { type EvidenceLevel, EvidenceLadder, evidenceLevels, ResultBanner } from '../../ui/evidence.tsx';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconDatabase,
  IconInfoCircle,
  IconUser,
} from '../../ui/icons.ts';
import type { CardFacts } from './card-facts.ts';
import { texts } from './texts.ts';

function neededLevel(view: IdentityCheckView): EvidenceLevel {
  const levels = view.demands.flatMap(({ level }) => (level ? [level] : []));
  return [...levels].sort((a, b) => evidenceLevels.indexOf(a) - evidenceLevels.indexOf(b))[0] ?? 'I0';
}

function Banner({ view, seconds }: { view: IdentityCheckView; seconds: number | null }) {
  const t = useT(texts);
  const figure =
    seconds === null
      ? undefined
      : { value: t('secondsValue', { n: seconds.toFixed(1).replace('.', ',') }), words: t('seconds') };
  if (view.outcome === 'clone_suspected')
    return <ResultBanner tone="stop" title={t('banner.clone')} text={t('banner.clone.text')} />;
  if (view.outcome === 'refused') {
    const [reason] = view.findings.filter(({ weight }) => weight === 'refuse');
    return <ResultBanner tone="stop" title={t('banner.refused')} text={reason?.sentence} />;
  }
  const level = view.level ?? 'I0';
  const isStrong = level === 'I4' || level === 'I5' || (view.isEnough && level === 'I3');
  const tone = isStrong ? 'done' : 'warn';
  return (
    <ResultBanner tone={tone} title={t(`banner.${level}`)} text={t(`banner.${level}.text`)} figure={figure} />
  );
}

function Portrait({ picture }: { picture?: Blob }) {
  const t = useT(texts);
  const [broken, setBroken] = useState<Blob | null>(null);
  const source = useMemo(() => (picture ? URL.createObjectURL(picture) : null), [picture]);
  useEffect(() => () => (source ? URL.revokeObjectURL(source) : undefined), [source]);
  return (
    <div className="card-portrait">
      {source && broken !== picture ? (
        <img src={source} alt={t('portrait')} onError={() => setBroken(picture ?? null)} />
      ) : (
        <>
          <IconUser className="i" aria-hidden="true" />
          <span className="sr">{t('noPortrait')}</span>
        </>
      )}
    </div>
  );
}

function Bearer({ facts }: { facts: CardFacts }) {
  const t = useT(texts);
  const items = [
    [t('number'), facts.number],
    [t('birth'), facts.birth],
    [t('sex'), facts.sex ? t(facts.sex) : undefined],
    [t('expiry'), facts.expiry],
    [t('address'), facts.address],
  ].filter(([, value]) => value);
  return (
    <section className="card card-bearer">
      <Portrait picture={facts.portrait} />
      <div className="grow">
        <h2>{facts.name}</h2>
        <dl>
          {items.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}

const shapes = { refuse: IconCircleX, lower: IconAlertTriangle, note: IconInfoCircle } as const;

function Findings({ view }: { view: IdentityCheckView }) {
  const t = useT(texts);
  if (view.method !== 'chip') return null;
  return (
    <section className="card card-findings">
      <h3>{t('findings')}</h3>
      {view.findings.length === 0 ? (
        <p className="finding finding-good">
          <IconCircleCheck className="i" aria-hidden="true" />
          {t('noFindings')}
        </p>
      ) : null}
      {view.findings.map(({ code, weight, sentence }) => {
        const Shape = shapes[weight];
        return (
          <p key={code} className={`finding finding-${weight}`}>
            <Shape className="i" aria-hidden="true" />
            {sentence}
          </p>
        );
      })}
    </section>
  );
}

function Population({ state }: { state: NonNullable<IdentityCheckView['population']> }) {
  const t = useT(texts);
  return (
    <p className={`finding ${state === 'matched' ? 'finding-good' : 'finding-lower'}`}>
      <IconDatabase className="i" aria-hidden="true" />
      {t(`population.${state}`)}
    </p>
  );
}

/** What was established, at arm's length: colour, icon, word; who the card says it is; the rung reached and the rung needed. */
export function CardResult(props: {
  view: IdentityCheckView;
  facts: CardFacts | null;
  seconds: number | null;
}) {
  const { view, facts, seconds } = props;
  return (
    <div className="stack">
      <Banner view={view} seconds={seconds} />
      {facts && view.outcome === 'accepted' ? <Bearer facts={facts} /> : null}
      {view.outcome === 'accepted' && view.level ? (
        <section className="card card-findings">
          <EvidenceLadder reached={view.level} needed={neededLevel(view)} />
          {view.population ? <Population state={view.population} /> : null}
        </section>
      ) : null}
      <Findings view={view} />
    </div>
  );
}
