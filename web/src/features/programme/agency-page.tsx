import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { decideAgencyPlan, getPlanAgency, submitAgencyPlan } from '#contract/programme';
import { type AnswerOf, useRead, useWrite } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { useToday } from '../../app/now.ts';
import { PageError } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { formatDate } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { SkeletonRows } from '../../ui/states.tsx';
import { ExtensionLine } from './extension-parts.tsx';
import { ProgrammeFrame, useOverview } from './frame.tsx';
import { UnitLine } from './model-plan.tsx';
import { ProgressBar } from './overview-page.tsx';
import { TaskDialog } from './task-dialog.tsx';
import { TaskForm } from './task-form.tsx';
import { TaskRows } from './task-rows.tsx';
import { more } from './texts-more.ts';
import { texts } from './texts.ts';
import { Box, Problem, useDone } from './words.tsx';

type Data = AnswerOf<typeof getPlanAgency>;

export function AgencyPage() {
  const { id } = useParams({ strict: false }) as { id?: string };
  const found = useRead(getPlanAgency, { params: { id: id ?? '' } });
  return (
    <ProgrammeFrame>
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isPending ? <SkeletonRows count={8} /> : null}
      {found.data ? <Agency key={found.data.agency.id} data={found.data} /> : null}
      <TaskDialog />
    </ProgrammeFrame>
  );
}

function Agency({ data }: { data: Data }) {
  const t = useT(texts);
  const m = useT(more);
  const [asked, setAsked] = useState<'task' | 'plan' | null>(null);
  const close = () => setAsked(null);
  const waiting = data.extensions.filter((one) => one.state === 'asked');
  return (
    <>
      <div className="prog-title">
        <h2>{data.agency.name}</h2>
        <span className="mut">
          {m('col.last')}: {data.lastOn ? formatDate(data.lastOn) : t('silentNever')}
        </span>
      </div>
      {data.isInForce ? null : <Notice tone="amber">{m('ended')}</Notice>}
      <div className="prog-model">
        <div>
          <Box
            title={t('tasks')}
            side={data.can.manage ? <Button onClick={() => setAsked('task')}>{t('addTask')}</Button> : null}
          >
            <TaskRows tasks={data.tasks} withModel />
          </Box>
        </div>
        <div>
          <Box title={m('succession')}>
            <ul className="prog-history">
              {data.units.map((unit) => (
                <li key={`${unit.abbreviation}${unit.steps.map((step) => step.to).join()}`}>
                  <UnitLine unit={unit} />
                </li>
              ))}
            </ul>
            {data.units.some((unit) => unit.isFormer) ? null : (
              <p className="pad mut">{m('successionNone')}</p>
            )}
          </Box>
          {waiting.map((one) => (
            <ExtensionLine key={one.id} extension={one} withTask />
          ))}
          <Plans data={data} onSubmit={() => setAsked('plan')} />
          <Box title={m('leads')}>
            <ul className="prog-history">
              {data.leads.map((tile) => (
                <li key={tile.number}>
                  <Link to="/can-bo/chuong-trinh/mo-hinh/$so" params={{ so: String(tile.number) }}>
                    {tile.number}. {tile.short}
                  </Link>
                  <ProgressBar progress={tile.progress} />
                </li>
              ))}
            </ul>
          </Box>
        </div>
      </div>
      <Dialog open={asked !== null} onClose={close} title={asked === 'plan' ? m('submitPlan') : t('addTask')}>
        {asked === 'task' ? <TaskForm agencyId={data.agency.id} onDone={close} /> : null}
        {asked === 'plan' ? <PlanForm agencyId={data.agency.id} onDone={close} /> : null}
      </Dialog>
    </>
  );
}

function Plans({ data, onSubmit }: { data: Data; onSubmit: () => void }) {
  const m = useT(more);
  const can = useOverview().data?.can;
  const write = useWrite(decideAgencyPlan, { onSuccess: useDone() });
  const decide = (id: string, verdict: 'accepted' | 'returned', remark: string) =>
    write.mutate({ input: { params: { id }, body: { verdict, remark } } });
  return (
    <Box
      title={m('plans')}
      side={data.can.submit ? <Button onClick={onSubmit}>{m('submitPlan')}</Button> : null}
    >
      <Problem error={write.error} />
      {data.plans.length === 0 ? <p className="pad mut">{m('plan.none')}</p> : null}
      <ul className="prog-history">
        {data.plans.map((plan) => (
          <li key={plan.id}>
            <strong>{plan.title}</strong>, {plan.number}, {formatDate(plan.issuedOn)}
            <small>
              {m(`plan.${plan.state}`)}
              {plan.remark ? `: ${plan.remark}` : ''}
            </small>
            {plan.state === 'submitted' && (can?.approve || can?.manage) ? (
              <span className="cluster">
                <Button onClick={() => decide(plan.id, 'accepted', '')}>{m('accept')}</Button>
                <Button kind="refusing" onClick={() => decide(plan.id, 'returned', m('giveBack'))}>
                  {m('giveBack')}
                </Button>
              </span>
            ) : null}
          </li>
        ))}
      </ul>
    </Box>
  );
}

function PlanForm({ agencyId, onDone }: { agencyId: string; onDone: () => void }) {
  const m = useT(more);
  const today = useToday();
  const [title, setTitle] = useState('');
  const [number, setNumber] = useState('');
  const [issuedOn, setIssuedOn] = useState(today);
  const write = useWrite(submitAgencyPlan, { onSuccess: useDone(onDone) });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        write.mutate({ input: { params: { id: agencyId }, body: { title, number, issuedOn } } });
      }}
    >
      <Problem error={write.error} />
      <TextField
        label={m('planTitle')}
        required
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <TextField
        label={m('planNumber')}
        required
        value={number}
        onChange={(event) => setNumber(event.target.value)}
      />
      <DateField label={m('issuedOn')} value={issuedOn} onChange={setIssuedOn} />
      <Button kind="filled" type="submit" busy={write.isPending}>
        {m('submitPlan')}
      </Button>
    </form>
  );
}
