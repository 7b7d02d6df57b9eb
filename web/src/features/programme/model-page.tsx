import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { getModel, listHistory } from '#contract/programme';
import { type AnswerOf, useRead } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { PageError } from '../../app/problem.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatDate } from '../../ui/format.ts';
import { IconPlus } from '../../ui/icons.ts';
import { Notice } from '../../ui/notice.tsx';
import { SkeletonRows } from '../../ui/states.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { ProgrammeFrame } from './frame.tsx';
import { AssessForm, MoveForm } from './model-forms.tsx';
import { ModelIndicators } from './model-indicators.tsx';
import { PlanFacts } from './model-plan.tsx';
import { Obstacles } from './obstacles.tsx';
import { ProgressBar } from './overview-page.tsx';
import { Steps } from './steps.tsx';
import { Comments, History } from './talk.tsx';
import { TaskDialog } from './task-dialog.tsx';
import { TaskForm } from './task-form.tsx';
import { TaskRows } from './task-rows.tsx';
import { texts } from './texts.ts';
import { Box } from './words.tsx';

export type ModelData = AnswerOf<typeof getModel>;
type Asked = 'move' | 'assess' | 'task' | null;

export function ModelPage() {
  const { so } = useParams({ strict: false }) as { so?: string };
  const found = useRead(getModel, { params: { model: so ?? '' } });
  return (
    <ProgrammeFrame>
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isPending ? <SkeletonRows count={8} /> : null}
      {found.data ? <Model key={found.data.model.number} data={found.data} /> : null}
      <TaskDialog />
    </ProgrammeFrame>
  );
}

const stateTones = {
  not_started: ['neutral', 'clock'],
  preparing: ['neutral', 'info'],
  piloting: ['river', 'info'],
  in_operation: ['leaf', 'done'],
  suspended: ['amber', 'pause'],
} as const;

function Title({ data }: { data: ModelData }) {
  const t = useT(texts);
  const { model } = data;
  const [tone, icon] = stateTones[model.state];
  const figure =
    model.progress.value === null ? t('notRunning') : `${Math.round(model.progress.value * 100)}%`;
  return (
    <>
      <div className="prog-title">
        <h2>
          {model.number}. {model.title}
        </h2>
        <StateTag tone={tone} icon={icon}>
          {t(`state.${model.state}`)}
        </StateTag>
        <span className="cluster">
          <ProgressBar progress={model.progress} /> <strong>{figure}</strong>
          <span className="mut">{t(`legend.${model.progress.basis}`)}</span>
        </span>
      </div>
      <p className="prog-title mut">
        <span>{model.plan === null ? t('planOnlyHandbook') : t('planNumber', { n: model.plan })}</span>
        <span>
          {t('lead')}: <strong>{model.lead?.name ?? t('none')}</strong>
          {model.leadWas ? ` (${t('leadWas', { name: model.leadWas })})` : ''}
        </span>
        <span>{t(`ready.${model.readiness}`)}</span>
        <span>{t(model.isFree ? 'free' : 'paid')}</span>
        <span>
          {t('nextDue')}: {model.nextDue ? formatDate(model.nextDue) : t('none')}
        </span>
      </p>
    </>
  );
}

function Model({ data }: { data: ModelData }) {
  const t = useT(texts);
  const [asked, setAsked] = useState<Asked>(null);
  const { model, can } = data;
  const close = () => setAsked(null);
  const titles = { move: t('move'), assess: t('assessAdd'), task: t('addTask') };
  const need = Object.values(data.sites.needed).reduce((sum, one) => sum + one, 0);
  return (
    <>
      <Title data={data} />
      <div className="prog-model">
        <div>
          <Steps steps={data.steps} />
          <Box
            title={t('tasks')}
            side={
              can.manage ? (
                <Button icon={<IconPlus className="i" aria-hidden="true" />} onClick={() => setAsked('task')}>
                  {t('addTask')}
                </Button>
              ) : null
            }
          >
            <TaskRows tasks={data.tasks} />
          </Box>
          <Obstacles
            items={data.obstacles}
            model={model.number}
            agencyId={model.lead?.id ?? ''}
            canRaise={can.raise}
          />
          <Box title={t('comments')}>
            <div className="pad">
              <Comments items={data.comments} model={model.number} taskId={null} />
            </div>
          </Box>
          <ModelHistory model={model.number} />
        </div>
        <div>
          <Box
            title={t('assessments')}
            side={can.manage ? <Button onClick={() => setAsked('assess')}>{t('assessAdd')}</Button> : null}
          >
            <Assessments data={data} />
          </Box>
          {can.manage ? (
            <div>
              <Button onClick={() => setAsked('move')}>{t('move')}</Button>
            </div>
          ) : null}
          <ModelIndicators model={model.number} />
          <PlanFacts data={data} />
          <p>
            <ButtonLink to="/can-bo/chuong-trinh/khao-sat" search={{ mh: String(model.number) }}>
              {t('sitesHere', { n: data.sites.sites, need, have: data.sites.installed })}
            </ButtonLink>
          </p>
        </div>
      </div>
      <Dialog open={asked !== null} onClose={close} title={asked ? titles[asked] : ''}>
        {asked === 'move' ? <MoveForm data={data} onDone={close} /> : null}
        {asked === 'assess' ? <AssessForm model={model.number} onDone={close} /> : null}
        {asked === 'task' ? <TaskForm model={model.number} agencyId={model.lead?.id} onDone={close} /> : null}
      </Dialog>
    </>
  );
}

function Assessments({ data }: { data: ModelData }) {
  const t = useT(texts);
  const isPassed = data.assessments.some((one) => one.passed);
  return (
    <div className="pad stack-sm">
      {isPassed ? null : <Notice tone="amber">{t('assessNeeded')}</Notice>}
      <ul className="stack-sm">
        {data.assessments.map((one) => (
          <li key={one.id}>
            <StateTag tone={one.passed ? 'leaf' : 'basalt'} icon={one.passed ? 'done' : 'refused'}>
              {t(one.passed ? 'assessPassed' : 'assessFailed')}
            </StateTag>{' '}
            <strong>{formatDate(one.assessedOn)}</strong>, {one.number}
            <br />
            <span className="mut">
              {one.assessor}. {one.findings}
              {one.designFingerprint ? ` · SHA-256 ${one.designFingerprint.slice(0, 12)}…` : ''}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function ModelHistory({ model }: { model: number }) {
  const t = useT(texts);
  const found = useRead(listHistory, { query: { model, limit: 30 } });
  return (
    <section>
      <h3 className="pad">{t('history')}</h3>
      <History items={found.data?.items ?? []} />
    </section>
  );
}
