import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { type Draft, getDraft, refreshKnownFacts } from '#contract/filing';
import { getProcedure } from '#contract/procedure';
import type { AnswerFault, Page, ServiceDefinition } from '#lib/service-definition';
import { keyOf, useRead, useWrite } from '../../app/api.ts';
import { usePick, useT } from '../../app/language.tsx';
import { useToday } from '../../app/now.ts';
import { PageError } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorBox } from '../../ui/field.tsx';
import { KnownFacts, KnownFactsDown } from '../../ui/known-facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SkeletonCard } from '../../ui/states.tsx';
import { BackLink, QuestionProgress, StepPage } from '../../ui/step-page.tsx';
import { texts as appTexts } from '../../app/texts.ts';
import { askedPages, faultsOfPage, openFields, questionPages } from './form-model.ts';
import { usePlaces } from './places.ts';
import { QuestionField } from './question-field.tsx';
import { SourceOf } from './source-of.tsx';
import { texts } from './texts.ts';
import { useDraft, type Values } from './use-draft.ts';

/** One question on one page; what is known stands above it with its source. */
export function QuestionPage() {
  const { id, trang } = useParams({ strict: false }) as { id: string; trang: string };
  const drafting = useDraft(id);
  const { draft, values } = drafting;
  const procedure = useRead(
    getProcedure,
    { params: { code: draft?.procedureCode ?? '' } },
    { enabled: draft !== undefined, staleTime: 300_000 },
  );
  const failed = drafting.error ?? procedure.error;
  const pick = usePick();
  const t = useT(texts);
  if (failed || !draft || !values || !procedure.data) {
    const title = draft ? pick(draft.title) : '';
    return (
      <StepPage title={title} back={<BackLink to="/" aria-label={t('back.leave')} />}>
        {failed ? (
          <PageError error={failed} onRetry={() => void drafting.retry()} />
        ) : (
          <SkeletonCard lines={5} />
        )}
      </StepPage>
    );
  }
  const definition = procedure.data.definition as ServiceDefinition;
  return <Question key={trang} {...{ draft, values, definition, drafting }} pageKey={trang} />;
}

type QuestionProps = {
  draft: Draft;
  values: Values;
  definition: ServiceDefinition;
  drafting: ReturnType<typeof useDraft>;
  pageKey: string;
};

function usePosition({ draft, values, definition, pageKey }: QuestionProps) {
  const day = useToday();
  const known = new Set(draft.knownFacts.map((fact) => fact.key));
  const pages = questionPages(askedPages(definition, values, day), known);
  const at = Math.max(
    0,
    pages.findIndex((page) => page.key === pageKey),
  );
  return { day, known, pages, at, page: pages[at] };
}

function Question(props: QuestionProps) {
  const { draft, values, definition, drafting } = props;
  const t = useT(texts);
  const app = useT(appTexts);
  const pick = usePick();
  const navigate = useNavigate();
  const { day, known, pages, at, page } = usePosition(props);
  const [faults, setFaults] = useState<AnswerFault[]>([]);
  const words = useFaultWords(faults);
  if (!page) return null;
  const labelled = (key: string) => {
    const field = page.fields.find((one) => one.key === key);
    return `${field ? pick(field.label) : key}: ${words[key] ?? ''}`;
  };
  const next = pages[at + 1];
  const previous = pages[at - 1];
  const goOn = async () => {
    const found = faultsOfPage(definition, page, { values, day, known });
    setFaults(found);
    if (found.length > 0) return;
    await drafting.flush();
    if (next) await navigate({ to: '/nop-ho-so/$id/$trang', params: { id: draft.id, trang: next.key } });
    else await navigate({ to: '/nop-ho-so/$id/giay-to', params: { id: draft.id } });
  };
  const back = previous ? (
    <BackLink
      to="/nop-ho-so/$id/$trang"
      params={{ id: draft.id, trang: previous.key }}
      aria-label={t('back.question')}
    />
  ) : (
    <BackLink to="/" aria-label={t('back.leave')} />
  );
  return (
    <form
      className="cz"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void goOn();
      }}
    >
      <StepPage
        title={pick(draft.title)}
        back={back}
        draft={drafting.state}
        foot={
          <Button kind="filled" main type="submit">
            {app('action.continue')}
          </Button>
        }
      >
        <div className="stack-sm">
          <QuestionProgress
            words={t('progress', { n: at + 1, of: pages.length })}
            at={at + 1}
            of={pages.length}
          />
          <PageTitle text={pick(page.title)} />
          {page.hint ? <p className="cz-lead">{pick(page.hint)}</p> : null}
        </div>
        {drafting.conflicts > 0 ? (
          <Notice tone="amber" live="alert">
            {t('conflict')}
          </Notice>
        ) : null}
        <ErrorBox
          errors={faults.map((fault) => ({ field: `f-${fault.field}`, text: labelled(fault.field) }))}
        />
        <PageFacts draft={draft} page={page} first={at === 0} />
        <PageFields {...{ draft, values, page, known, words }} onChange={drafting.change} />
      </StepPage>
    </form>
  );
}

function PageTitle({ text }: { text: string }) {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    ref.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, []);
  return (
    <h1 ref={ref} tabIndex={-1}>
      {text}
    </h1>
  );
}

function useFaultWords(faults: readonly AnswerFault[]): Record<string, string> {
  const t = useT(texts);
  const pick = usePick();
  return Object.fromEntries(
    faults.map((fault) => [fault.field, fault.message ? pick(fault.message) : t(`fault.${fault.fault}`)]),
  );
}

/** Facts of this page; the first page shows those that no page asks for, so that nothing known is hidden. */
function PageFacts({ draft, page, first }: { draft: Draft; page: Page; first: boolean }) {
  const pick = usePick();
  const app = useT(appTexts);
  const [asking, setAsking] = useState(false);
  const here = new Set(page.fields.map((field) => field.key));
  const facts = draft.knownFacts.filter((fact) => first || here.has(fact.key));
  const groups = Map.groupBy(facts, (fact) => `${fact.source.kind}:${fact.source.register ?? ''}`);
  return (
    <>
      {first && draft.unavailableRegisters.length > 0 ? <KnownFactsDown /> : null}
      {[...groups.entries()].map(([group, list]) => {
        const source = list[0]?.source;
        return (
          <KnownFacts
            key={group}
            facts={list.map((fact) => ({ name: pick(fact.label), value: fact.text }))}
            source={source?.kind === 'vneid' ? 'vneid' : 'register'}
            sourceText={source?.name ? app('source.named', { name: pick(source.name) }) : undefined}
            readAt={source?.at ?? undefined}
            onWrong={() => setAsking(true)}
          />
        );
      })}
      <WrongDialog open={asking} onClose={() => setAsking(false)} draftId={draft.id} />
    </>
  );
}

function WrongDialog({ open, onClose, draftId }: { open: boolean; onClose: () => void; draftId: string }) {
  const t = useT(texts);
  const queries = useQueryClient();
  const again = useWrite(refreshKnownFacts, {
    onSuccess: (draft) => {
      queries.setQueryData(keyOf(getDraft, { params: { id: draftId } }), draft);
      onClose();
    },
  });
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('wrongTitle')}
      foot={
        <Button busy={again.isPending} onClick={() => again.mutate({ input: { params: { id: draftId } } })}>
          {t('wrongAgain')}
        </Button>
      }
    >
      <p>{t('wrongText')}</p>
    </Dialog>
  );
}

type PageFieldsProps = {
  draft: Draft;
  values: Values;
  page: Page;
  known: ReadonlySet<string>;
  words: Record<string, string>;
  onChange: (key: string, value: unknown, page: string | null) => void;
};

function PageFields({ draft, values, page, known, words, onChange }: PageFieldsProps) {
  const places = usePlaces();
  return (
    <>
      {openFields(page, known).map((field) => {
        const answer = draft.answers[field.key];
        const untouched = answer !== undefined && answer.value === values[field.key];
        const source = answer && untouched && answer.source.kind !== 'typed' ? answer.source : null;
        return (
          <QuestionField
            key={field.key}
            field={field}
            value={values[field.key]}
            onChange={(value) => onChange(field.key, value, page.key)}
            error={words[field.key]}
            source={source ? <SourceOf source={source} /> : undefined}
            communes={places.communes}
            provinces={places.provinces}
          />
        );
      })}
    </>
  );
}
