import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { DossierComponent } from '#contract/dossier';
import {
  addAttachment,
  askConsent,
  checkDraft,
  type Draft,
  getDraft,
  removeAttachment,
} from '#contract/filing';
import { getProcedure } from '#contract/procedure';
import type { ServiceDefinition } from '#lib/service-definition';
import { keyOf, useRead, useWrite } from '../../app/api.ts';
import { usePick, useT } from '../../app/language.tsx';
import { PageError, useProblemText } from '../../app/problem.tsx';
import { texts as appTexts } from '../../app/texts.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { FileDrop } from '../../ui/file-drop.tsx';
import { formatDateTime } from '../../ui/format.ts';
import { IconCircleCheck } from '../../ui/icons.ts';
import { Section } from '../../ui/citizen-pieces.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { SkeletonCard } from '../../ui/states.tsx';
import { BackLink, StepPage } from '../../ui/step-page.tsx';
import { SourceOf } from './source-of.tsx';
import { texts } from './texts.ts';
import { lineOf, useUpload } from './upload.ts';

const ASK_EVERY_MS = 5000;

/** The draft with its check; asked again while somebody's consent is awaited. */
function usePapers(id: string) {
  const [waiting, setWaiting] = useState(false);
  const every = { refetchInterval: waiting ? ASK_EVERY_MS : (false as const) };
  const draft = useRead(getDraft, { params: { id } }, every);
  const check = useRead(checkDraft, { params: { id } }, { staleTime: 0, ...every });
  const asks = draft.data?.consents.some((one) => one.state === 'asked') ?? false;
  if (asks !== waiting) setWaiting(asks);
  return { draft, check, failed: draft.error ?? check.error };
}

/** Papers and consents: only what the registers could not prove. */
export function PapersPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const t = useT(texts);
  const app = useT(appTexts);
  const pick = usePick();
  const navigate = useNavigate();
  const { draft, check, failed } = usePapers(id);
  return (
    <StepPage
      title={draft.data ? pick(draft.data.title) : ''}
      back={
        <BackLink
          to="/nop-ho-so/$id/$trang"
          params={{ id, trang: draft.data?.page ?? 'bat-dau' }}
          aria-label={t('back.question')}
        />
      }
      draft={draft.data ? { kind: 'saved', at: draft.data.savedAt } : undefined}
      foot={
        <Button
          kind="filled"
          main
          onClick={() => void navigate({ to: '/nop-ho-so/$id/kiem-tra', params: { id } })}
        >
          {app('action.continue')}
        </Button>
      }
    >
      <div className="stack-sm">
        <h1>{t('papers')}</h1>
        <p className="cz-lead">{t('papersLead')}</p>
      </div>
      {failed ? <PageError error={failed} onRetry={() => void check.refetch()} /> : null}
      {!failed && !(check.data && draft.data) ? <SkeletonCard lines={4} /> : null}
      {check.data && draft.data ? <Components components={check.data.components} draft={draft.data} /> : null}
    </StepPage>
  );
}

function Components({ components, draft }: { components: readonly DossierComponent[]; draft: Draft }) {
  const numberOf = useConsentNumbers(draft);
  const asked = components.filter((one) => ['upload', 'consent', 'nothing'].includes(one.provedBy));
  const proved = components.filter((one) => !asked.includes(one));
  return (
    <>
      {asked.map((one) =>
        one.provedBy === 'consent' ? (
          <ConsentAsk key={one.key} component={one} draft={draft} known={numberOf(one.key)} />
        ) : (
          <PaperAsk key={one.key} component={one} draftId={draft.id} />
        ),
      )}
      {proved.length > 0 ? <ProvedList components={proved} /> : null}
    </>
  );
}

/** The number of a person whose consent is needed, when an answer names that person already. */
function useConsentNumbers(draft: Draft): (component: string) => string {
  const found = useRead(getProcedure, { params: { code: draft.procedureCode } }, { staleTime: 300_000 });
  const definition = found.data?.definition as ServiceDefinition | undefined;
  return (key) => {
    const of = definition?.components.find((one) => one.key === key)?.consent?.of ?? '';
    const field = /^form\.(\w+)/.exec(of)?.[1];
    const person = (field ? draft.answers[field]?.value : undefined) as
      | { personalNumber?: unknown }
      | undefined;
    return typeof person?.personalNumber === 'string' ? person.personalNumber : '';
  };
}

function useRefresh(draftId: string) {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: keyOf(getDraft, { params: { id: draftId } }) }),
      queries.invalidateQueries({ queryKey: keyOf(checkDraft, { params: { id: draftId } }) }),
    ]);
}

type PaperAskProps = { component: DossierComponent; draftId: string; label?: string };

function PaperAsk({ component, draftId, label }: PaperAskProps) {
  const pick = usePick();
  const refresh = useRefresh(draftId);
  const params = { id: draftId, component: component.key };
  const upload = useUpload(addAttachment, params, () => void refresh());
  const remove = useWrite(removeAttachment, { onSuccess: () => void refresh() });
  const sent = component.attachments.map(lineOf);
  const onRemove = (line: string) => {
    if (sent.some((one) => one.id === line)) {
      remove.mutate({ input: { params: { ...params, attachmentId: line } } });
    } else upload.drop(line);
  };
  return (
    <FileDrop
      id={`c-${component.key}`}
      label={label ?? pick(component.name)}
      hint={component.statement ? pick(component.statement) : undefined}
      files={[...sent, ...upload.lines]}
      multiple
      onAdd={(files) => void upload.add(files)}
      onRemove={onRemove}
    />
  );
}

const consentLooks = {
  not_asked: { tone: 'neutral', icon: 'info' },
  asked: { tone: 'amber', icon: 'clock' },
  given: { tone: 'leaf', icon: 'done' },
  refused: { tone: 'basalt', icon: 'refused' },
  expired: { tone: 'amber', icon: 'late' },
} as const;

type ConsentAskProps = { component: DossierComponent; draft: Draft; known: string };

function ConsentAsk({ component, draft, known }: ConsentAskProps) {
  const t = useT(texts);
  const pick = usePick();
  const textOf = useProblemText();
  const refresh = useRefresh(draft.id);
  const [typed, setTyped] = useState<string | null>(null);
  const number = typed ?? known;
  const ask = useWrite(askConsent, { onSuccess: () => void refresh() });
  const consent = draft.consents.find((one) => one.key === component.key);
  const state = consent?.state ?? 'not_asked';
  const look = consentLooks[state];
  const canAsk = state !== 'given' && state !== 'asked';
  return (
    <section className="card pad stack" aria-label={pick(component.name)}>
      <div className="caserow-top">
        <h2 className="field-label">{pick(component.name)}</h2>
        <StateTag tone={look.tone} icon={look.icon}>
          {t(`consent.${state}`)}
        </StateTag>
      </div>
      {consent?.personName ? (
        <p>
          {consent.personName}
          {consent.at ? `, ${formatDateTime(consent.at)}` : ''}
        </p>
      ) : null}
      {canAsk ? (
        <>
          <TextField
            id={`c-${component.key}`}
            label={t('consent.number')}
            short
            inputMode="numeric"
            maxLength={12}
            autoComplete="off"
            value={number}
            error={ask.error ? textOf(ask.error) : undefined}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Button
            busy={ask.isPending}
            onClick={() =>
              ask.mutate({
                input: {
                  params: { id: draft.id, key: component.key },
                  body: { personNumber: number.trim() },
                },
              })
            }
          >
            {t('consent.ask')}
          </Button>
          <PaperAsk component={component} draftId={draft.id} label={t('consent.upload')} />
        </>
      ) : null}
    </section>
  );
}

function ProvedList({ components }: { components: readonly DossierComponent[] }) {
  const t = useT(texts);
  const pick = usePick();
  return (
    <Section title={t('papers.proved')}>
      <ul className="card rows">
        {components.map((component) => (
          <li key={component.key} className="paperline">
            <IconCircleCheck className="i" aria-hidden="true" />
            <div>
              <strong>{pick(component.name)}</strong>
              {component.source ? <SourceOf source={component.source} /> : null}
              {!component.source && component.statement ? <small>{pick(component.statement)}</small> : null}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
