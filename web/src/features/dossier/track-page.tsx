import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { trackDossier } from '#contract/dossier';
import { type AnswerOf, ApiError, useRead } from '../../app/api.ts';
import { CitizenPage } from '../../app/citizen-shell.tsx';
import { usePick, useT } from '../../app/language.tsx';
import { useNow } from '../../app/now.ts';
import { PageError } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { CaseSteps } from '../../ui/case-steps.tsx';
import { TextField } from '../../ui/field.tsx';
import { formatDateTime } from '../../ui/format.ts';
import { StateTag } from '../../ui/state-tag.tsx';
import { SkeletonCard } from '../../ui/states.tsx';
import { citizenState, nextSentence, stepLooks } from './state-words.ts';
import { texts } from './texts.ts';

/** Follow a case by its code alone: nothing personal is shown. */
export function TrackPage() {
  const t = useT(texts);
  const navigate = useNavigate();
  const { ma } = useSearch({ strict: false }) as { ma?: string };
  const [code, setCode] = useState(ma ?? '');
  const found = useRead(trackDossier, { params: { code: ma ?? '' } }, { enabled: Boolean(ma), retry: false });
  const none = found.error instanceof ApiError && found.error.status === 404;
  return (
    <CitizenPage>
      <div className="stack-sm">
        <h1>{t('track.title')}</h1>
        <p className="cz-lead">{t('track.lead')}</p>
      </div>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void navigate({ to: '/tra-cuu', search: { ma: code.trim().toUpperCase() || undefined } });
        }}
      >
        <TextField
          label={t('track.code')}
          value={code}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          error={none ? t('track.none') : undefined}
          onChange={(event) => setCode(event.target.value)}
        />
        <Button kind="filled" type="submit" main>
          {t('track.go')}
        </Button>
      </form>
      {found.error && !none ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isFetching && !found.data ? <SkeletonCard lines={4} /> : null}
      {found.data ? <Tracked found={found.data} /> : null}
    </CitizenPage>
  );
}

function Tracked({ found }: { found: AnswerOf<typeof trackDossier> }) {
  const t = useT(texts);
  const pick = usePick();
  const now = useNow();
  const state = citizenState(found.states.business, t);
  return (
    <section className="card pad stack" aria-live="polite">
      <div className="caserow-top">
        <div className="grow">
          <h2>{pick(found.title)}</h2>
          <span className="mut">{found.code}</span>
        </div>
        <StateTag tone={state.tone} icon={state.icon}>
          {state.text}
        </StateTag>
      </div>
      <CaseSteps looks={stepLooks(found.steps)} />
      <p>{nextSentence(found, t, now)}</p>
      <dl className="facts">
        <div>
          <dt>{t('submitted')}</dt>
          <dd>{formatDateTime(found.submittedAt)}</dd>
        </div>
        <div>
          <dt>{t('agency')}</dt>
          <dd>{found.decidingAgency.name}</dd>
        </div>
      </dl>
    </section>
  );
}
