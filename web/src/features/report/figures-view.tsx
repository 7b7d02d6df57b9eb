import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import * as report from '#contract/report';
import { keyOf, useWrite } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { useProblemText } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { CheckField } from '../../ui/field.tsx';
import { formatDate, formatDateTime } from '../../ui/format.ts';
import { IconRefresh } from '../../ui/icons.ts';
import { useToast } from '../../ui/toast.tsx';
import { amountText, changeText } from '../indicator/show.ts';
import { texts } from './texts.ts';

type Line = report.FigureLine;

/** The table of figures as the report has it, what changed since last time, and the tasks of the period. */
export function FiguresView({ shown }: { shown: report.Report }) {
  const t = useT(texts);
  const [isChangedOnly, setChangedOnly] = useState(false);
  const rows = isChangedOnly
    ? shown.figures.filter(
        (line) => !['=', null].includes(changeText(line.value, line.previous, line.unit.kind)),
      )
    : shown.figures;
  return (
    <div className="stack">
      <p className="field-hint">
        {t('figuresAt', { at: formatDateTime(shown.figuresAt) })}{' '}
        {shown.previous ? t('comparedLast', { title: shown.previous.title }) : t('comparedBefore')}
      </p>
      <DataTable
        name="bao-cao-so-lieu"
        caption={t('figures')}
        columns={useColumns()}
        rows={rows}
        rowId={(line) => line.key}
        tools={
          <>
            <CheckField checked={isChangedOnly} onChange={setChangedOnly}>
              {t('changesOnly')}
            </CheckField>
            {shown.may.includes('edit') ? <Refresh shown={shown} /> : null}
          </>
        }
      />
      <Tasks tasks={shown.tasks} />
    </div>
  );
}

function useColumns(): Column<Line>[] {
  const t = useT(texts);
  const amount = (value: number | null, line: Line) =>
    value === null ? '–' : amountText(value, line.unit.kind);
  const now = (line: Line) =>
    line.value === null
      ? t('noFigure')
      : `${amount(line.value, line)}${line.isTyped ? ` (${t('typed')})` : ''}`;
  const change = (line: Line) => changeText(line.value, line.previous, line.unit.kind) ?? '–';
  return [
    {
      id: 'model',
      name: t('fig.model'),
      show: (line) => line.models.join(', '),
      text: (line) => line.models.join(' '),
    },
    { id: 'title', name: t('fig.title'), show: (line) => line.title, text: (line) => line.title },
    {
      id: 'now',
      name: t('fig.now'),
      show: (line) => <span className="num">{now(line)}</span>,
      text: now,
      end: true,
    },
    {
      id: 'before',
      name: t('fig.before'),
      show: (line) => <span className="num">{amount(line.previous, line)}</span>,
      text: (line) => amount(line.previous, line),
      end: true,
    },
    {
      id: 'change',
      name: t('fig.change'),
      show: (line) => <span className="num">{change(line)}</span>,
      text: change,
      end: true,
    },
    {
      id: 'target',
      name: t('fig.target'),
      show: (line) => <span className="num">{amount(line.target, line)}</span>,
      text: (line) => amount(line.target, line),
      end: true,
    },
  ];
}

function Refresh({ shown }: { shown: report.Report }) {
  const t = useT(texts);
  const toast = useToast();
  const problem = useProblemText();
  const queries = useQueryClient();
  const refresh = useWrite(report.refreshFigures, {
    onSuccess: (next) => {
      toast({ text: t('refreshed') });
      queries.setQueryData(keyOf(report.getReport, { params: { id: shown.id } }), next);
    },
    onError: (error) => toast({ text: problem(error) }),
  });
  return (
    <Button
      busy={refresh.isPending}
      icon={<IconRefresh className="i" aria-hidden="true" />}
      onClick={() =>
        refresh.mutate({ input: { params: { id: shown.id }, body: { version: shown.version } } })
      }
    >
      {t('refresh')}
    </Button>
  );
}

function Tasks({ tasks }: { tasks: report.Tasks }) {
  const t = useT(texts);
  const groups = ['late', 'stuck', 'done'] as const;
  if (groups.every((group) => tasks[group].length === 0)) return null;
  return (
    <section className="card pad stack-sm">
      <h3>{t('tasks')}</h3>
      {groups.map((group) =>
        tasks[group].length === 0 ? null : (
          <div key={group}>
            <h4>{`${t(`tasks.${group}`)} (${tasks[group].length})`}</h4>
            <ul>
              {tasks[group].map((task) => (
                <li key={`${task.title}${task.dueOn}${task.unit}`}>
                  {[task.title, task.unit, task.dueOn ? formatDate(task.dueOn) : null, task.note]
                    .filter(Boolean)
                    .join(' · ')}
                </li>
              ))}
            </ul>
          </div>
        ),
      )}
    </section>
  );
}
