import { useParams } from '@tanstack/react-router';
import { getDocument, type VaultDocument } from '#contract/vault';
import { useRead } from '../../app/api.ts';
import { usePick, useT } from '../../app/language.tsx';
import { PageError } from '../../app/problem.tsx';
import { texts as appTexts } from '../../app/texts.ts';
import { ButtonAnchor } from '../../ui/button.tsx';
import { LinkRow } from '../../ui/citizen-pieces.tsx';
import { formatDate } from '../../ui/format.ts';
import { IconFolder } from '../../ui/icons.ts';
import { QrCode } from '../../ui/qr-code.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { SkeletonCard } from '../../ui/states.tsx';
import { BackLink, StepPage } from '../../ui/step-page.tsx';
import { texts } from './texts.ts';

const looks = {
  valid: { tone: 'leaf', icon: 'done' },
  expired: { tone: 'amber', icon: 'clock' },
  revoked: { tone: 'basalt', icon: 'refused' },
} as const;

/** One paper: its state, the code others verify it by, the file itself. */
export function PaperPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const t = useT(texts);
  const app = useT(appTexts);
  const pick = usePick();
  const found = useRead(getDocument, { params: { id } });
  const paper = found.data;
  return (
    <StepPage
      title={paper ? pick(paper.title) : t('title')}
      back={<BackLink to="/giay-to" aria-label={app('nav.back')} />}
      foot={
        paper ? (
          <ButtonAnchor
            kind="filled"
            main
            href={`/api/v1/me/documents/${paper.id}/content`}
            target="_blank"
            rel="noopener"
          >
            {t('open')}
          </ButtonAnchor>
        ) : undefined
      }
    >
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {!paper && !found.error ? <SkeletonCard lines={5} /> : null}
      {paper ? <Paper paper={paper} /> : null}
    </StepPage>
  );
}

function Paper({ paper }: { paper: VaultDocument }) {
  const t = useT(texts);
  const pick = usePick();
  const look = looks[paper.state];
  const facts = [
    { name: t('number'), value: paper.number },
    { name: t('issued'), value: formatDate(paper.issuedOn) },
    { name: t('validTo'), value: formatDate(paper.validTo) },
    { name: t('issuer'), value: paper.issuer },
  ].filter((fact) => fact.value);
  return (
    <>
      <div className="caserow-top">
        <h1 className="grow">{pick(paper.title)}</h1>
        <StateTag tone={look.tone} icon={look.icon}>
          {t(`state.${paper.state}`)}
        </StateTag>
      </div>
      <dl className="card facts">
        {facts.map((fact) => (
          <div key={fact.name}>
            <dt>{fact.name}</dt>
            <dd>{fact.value}</dd>
          </div>
        ))}
      </dl>
      <section className="card payqr" aria-labelledby="ma-xac-minh">
        <h2 id="ma-xac-minh">{t('verifyQr')}</h2>
        <QrCode
          text={`${location.origin}/xac-minh/${paper.verificationCode}`}
          label={t('verifyQr')}
          size={200}
        />
        <strong>{paper.verificationCode}</strong>
        <p className="mut">{t('verifyQrText')}</p>
      </section>
      {paper.dossierId ? (
        <div className="card">
          <LinkRow
            to="/ho-so/$id"
            params={{ id: paper.dossierId }}
            icon={<IconFolder className="i" aria-hidden="true" />}
            heading={t('fromCase')}
          />
        </div>
      ) : null}
    </>
  );
}
