import { useParams } from '@tanstack/react-router';
import { getMyDossier } from '#contract/dossier';
import { useRead } from '../../app/api.ts';
import { usePick, useT } from '../../app/language.tsx';
import { PageError } from '../../app/problem.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Section } from '../../ui/citizen-pieces.tsx';
import { ResultBanner } from '../../ui/evidence.tsx';
import { IconBuildingBank, IconFileText, IconId } from '../../ui/icons.ts';
import { SkeletonCard } from '../../ui/states.tsx';
import { BackLink, StepPage } from '../../ui/step-page.tsx';
import { texts } from './texts.ts';

/** Confirmation: the code to keep, and what happens next. */
export function DonePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const t = useT(texts);
  const pick = usePick();
  const dossier = useRead(getMyDossier, { params: { id } });
  const found = dossier.data;
  return (
    <StepPage
      title={found ? pick(found.title) : ''}
      back={<BackLink to="/" aria-label={t('done.home')} />}
      foot={
        <ButtonLink kind="filled" main to="/ho-so/$id" params={{ id }}>
          {t('done.follow')}
        </ButtonLink>
      }
    >
      {dossier.error ? <PageError error={dossier.error} onRetry={() => void dossier.refetch()} /> : null}
      {!found && !dossier.error ? <SkeletonCard lines={4} /> : null}
      {found ? (
        <>
          <h1 className="sr">{t('doneTitle')}</h1>
          <ResultBanner tone="done" title={t('doneTitle')} text={pick(found.title)} />
          <section className="card pad">
            <p className="mut">{t('doneCode')}</p>
            <p className="code-big">{found.code}</p>
          </section>
          <Section title={t('doneNext')}>
            <ul className="card rows">
              <NextLine icon={IconBuildingBank} text={t('done.1', { agency: found.receivingAgency.name })} />
              <NextLine icon={IconFileText} text={t('done.2')} />
              <NextLine icon={IconId} text={t('done.3')} />
            </ul>
          </Section>
        </>
      ) : null}
    </StepPage>
  );
}

function NextLine({ icon: Shape, text }: { icon: typeof IconId; text: string }) {
  return (
    <li className="paperline">
      <Shape className="i" aria-hidden="true" />
      <span>{text}</span>
    </li>
  );
}
