import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { startDraft } from '#contract/filing';
import { listMyMandates } from '#contract/organisation';
import { listMyRepresentations } from '#contract/person';
import { getProcedure } from '#contract/procedure';
import type { ServiceDefinition } from '#lib/service-definition';
import { type AnswerOf, useRead, useWrite } from '../../app/api.ts';
import { usePick, useT } from '../../app/language.tsx';
import { useToday } from '../../app/now.ts';
import { PageError, useProblemText } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { texts as appTexts } from '../../app/texts.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { CheckSection } from '../../ui/check-section.tsx';
import { type Choice, RadioField } from '../../ui/field.tsx';
import { formatMoney } from '../../ui/format.ts';
import { IconCircleCheck, IconFileText, IconUpload, IconUsers } from '../../ui/icons.ts';
import { Notice } from '../../ui/notice.tsx';
import { SkeletonCard } from '../../ui/states.tsx';
import { BackLink, StepPage } from '../../ui/step-page.tsx';
import { addressOf, codeOf } from './address.ts';
import { texts } from './texts.ts';

/** The start page: what it is, what one needs, how long, how much; then one button. */
export function ProcedurePage() {
  const { ma } = useParams({ strict: false }) as { ma: string };
  const t = useT(texts);
  const app = useT(appTexts);
  const pick = usePick();
  const found = useRead(getProcedure, { params: { code: codeOf(ma) } }, { staleTime: 300_000 });
  const answer = found.data;
  const definition = answer?.definition as ServiceDefinition | undefined;
  const applicant = useApplicant(definition);
  return (
    <StepPage
      title={answer ? t('code', { code: answer.summary.code }) : t('title')}
      back={<BackLink to="/thu-tuc" aria-label={app('nav.back')} />}
      foot={answer?.summary.open ? <Start code={codeOf(ma)} applicantId={applicant.id} /> : undefined}
    >
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {!answer && !found.error ? <SkeletonCard lines={6} /> : null}
      {answer ? (
        <>
          <div className="stack-sm">
            <h1>{pick(answer.summary.title)}</h1>
            <p className="cz-lead">{pick((answer.definition as ServiceDefinition).summary)}</p>
          </div>
          {answer.summary.open ? null : <Notice>{t('notHere')}</Notice>}
          {answer.summary.open ? <ForWhom {...applicant} /> : null}
          <Facts answer={answer} />
          <Needs definition={answer.definition as ServiceDefinition} />
          <Law answer={answer} />
        </>
      ) : null}
    </StepPage>
  );
}

const SELF = 'self';

/** Whom one works for now, as a choice of the list; undefined in one's own name. */
function useActing(): string | undefined {
  const acting = useSession().session?.actingFor;
  return acting ? `${acting.kind === 'organisation' ? 'o' : 'p'}:${acting.id}` : undefined;
}

interface ChosenApplicant {
  readonly id: string;
  readonly choices: readonly Choice[];
  readonly choose: (id: string) => void;
}

/** For whom to file: as chosen here, else whom one works for now where the service allows it, else oneself. */
function useApplicant(definition: ServiceDefinition | undefined): ChosenApplicant {
  const t = useT(texts);
  const others = useOthers(definition);
  const acting = useActing();
  const [chosen, choose] = useState<string | null>(null);
  const id = chosen ?? others.find((one) => one.value === acting)?.value ?? SELF;
  const self = definition?.applicantKinds.includes('person') ? [{ value: SELF, label: t('forSelf') }] : [];
  return { id, choices: others.length > 0 ? [...self, ...others] : [], choose };
}

/** Asked only of those who may speak for somebody: a child, a ward, an organisation, or by authorisation. */
function ForWhom({ id, choices, choose }: ChosenApplicant) {
  const t = useT(texts);
  if (choices.length === 0) return null;
  return <RadioField label={t('forWhom')} options={choices} value={id} onChange={choose} />;
}

/** Whom I may file this procedure for; what the service does not allow is not offered. */
function useOthers(definition: ServiceDefinition | undefined): readonly Choice[] {
  const t = useT(texts);
  const { session } = useSession();
  const asked = { enabled: session?.kind === 'citizen' };
  const people = useRead(listMyRepresentations, {}, asked).data?.items ?? [];
  const mandates = useRead(listMyMandates, {}, asked).data?.items ?? [];
  if (!definition) return [];
  const children = people
    .filter((person) => definition.filers.includes(person.ground))
    .map((person) => ({
      value: `p:${person.personId}`,
      label: t('forPerson', { name: person.fullName }),
      note: t(`ground.${person.ground}`),
    }));
  const others = mandates
    .filter(
      (one) =>
        definition.filers.includes(one.ground) &&
        definition.applicantKinds.includes(one.organisationId ? 'organisation' : 'person') &&
        (one.procedures === null || one.procedures.includes(definition.code)),
    )
    .map((one) => ({
      value: one.organisationId ? `o:${one.organisationId}` : `p:${one.personId}`,
      label: t('forPerson', { name: one.name }),
      note: one.ground === 'director' ? one.title : t('ground.authorised'),
    }));
  return [...children, ...others];
}

function applicantOf(id: string) {
  const target = id.slice(2);
  if (id.startsWith('o:')) return { kind: 'organisation', organisationId: target } as const;
  return id.startsWith('p:') ? ({ kind: 'person', personId: target } as const) : ({ kind: 'self' } as const);
}

function Start({ code, applicantId }: { code: string; applicantId: string }) {
  const t = useT(texts);
  const { session } = useSession();
  const navigate = useNavigate();
  const textOf = useProblemText();
  const start = useWrite(startDraft, {
    onSuccess: (draft) => {
      void navigate({
        to: '/nop-ho-so/$id/$trang',
        params: { id: draft.id, trang: draft.page ?? 'bat-dau' },
      });
    },
  });
  if (session?.kind !== 'citizen') {
    return (
      <ButtonLink kind="filled" main to="/dang-nhap" search={{ ve: `/thu-tuc/${addressOf(code)}` }}>
        {t('signInFirst')}
      </ButtonLink>
    );
  }
  return (
    <>
      {start.error ? <p className="field-error">{textOf(start.error)}</p> : null}
      <Button
        kind="filled"
        main
        busy={start.isPending}
        onClick={() =>
          start.mutate({ input: { body: { procedureCode: code, applicant: applicantOf(applicantId) } } })
        }
      >
        {t('start')}
      </Button>
    </>
  );
}

type Answer = AnswerOf<typeof getProcedure>;

function useLimit(definition: ServiceDefinition): string {
  const t = useT(texts);
  const today = useToday();
  const limits = definition.cases
    .flatMap((one) => one.timeLimits)
    .filter((limit) => limit.validFrom <= today && (limit.validTo === null || today < limit.validTo));
  const words = limits.map(
    (limit) =>
      t(`time.${limit.unit}`, { n: limit.amount }) +
      (limit.cutOff ? t('time.cutOff', { time: limit.cutOff }) : ''),
  );
  return [...new Set(words)].join('; ');
}

function useFees(definition: ServiceDefinition): string[] {
  const t = useT(texts);
  const pick = usePick();
  const today = useToday();
  return definition.fees.flatMap((fee) => {
    const lines = fee.lines.filter(
      (line) =>
        line.channels.includes('online') &&
        line.validFrom <= today &&
        (line.validTo === null || today < line.validTo) &&
        line.amount !== undefined,
    );
    const amounts = [
      ...new Set(lines.map((line) => `${formatMoney(line.amount ?? 0)} ${t(`fees.per.${line.per}`)}`)),
    ];
    const exempt = fee.exemptions.map((one) => pick(one.name).toLowerCase()).join(', ');
    return [...amounts, ...(exempt ? [t('fees.exempt', { names: exempt })] : [])];
  });
}

function Facts({ answer }: { answer: Answer }) {
  const t = useT(texts);
  const pick = usePick();
  const definition = answer.definition as ServiceDefinition;
  const fees = useFees(definition);
  return (
    <dl className="card facts">
      <div>
        <dt>{t('time')}</dt>
        <dd>{useLimit(definition)}</dd>
      </div>
      <div>
        <dt>{t('fees')}</dt>
        <dd>{fees.length === 0 ? t('fees.none') : fees.map((line) => <div key={line}>{line}</div>)}</dd>
      </div>
      <div>
        <dt>{t('result')}</dt>
        <dd>{definition.outcomes.map((outcome) => pick(outcome.name)).join('; ')}</dd>
      </div>
    </dl>
  );
}

const needIcons = {
  form: IconFileText,
  data: IconCircleCheck,
  upload: IconUpload,
  consent: IconUsers,
} as const;

function Needs({ definition }: { definition: ServiceDefinition }) {
  const t = useT(texts);
  const pick = usePick();
  return (
    <CheckSection title={t('need')}>
      {definition.components.length === 0 ? <p className="pad">{t('need.none')}</p> : null}
      <ul className="rows">
        {definition.components.map((component) => {
          const Shape = needIcons[component.kind];
          return (
            <li key={component.key} className="paperline">
              <Shape className="i plain" aria-hidden="true" />
              <div>
                <strong>{pick(component.name)}</strong>
                <span className="field-hint">
                  {component.hint ? pick(component.hint) : t(`need.${component.kind}`)}
                  {component.when === undefined ? '' : ` (${t('need.when')})`}
                </span>
              </div>
            </li>
          );
        })}
      </ul>
    </CheckSection>
  );
}

function Law({ answer }: { answer: Answer }) {
  const t = useT(texts);
  return (
    <details className="card pad">
      <summary>{t('law')}</summary>
      <ul className="bullets">
        {answer.legalBasis.map((law) => (
          <li key={law.id}>{law.title}</li>
        ))}
      </ul>
      {answer.summary.verified ? null : <p className="field-hint">{t('unverified')}</p>}
    </details>
  );
}
