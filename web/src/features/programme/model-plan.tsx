import type { PlanUnit } from '#contract/programme';
import { useT } from '../../app/language.tsx';
import { formatDate } from '../../ui/format.ts';
import type { ModelData } from './model-page.tsx';
import { more } from './texts-more.ts';
import { texts } from './texts.ts';
import { Box } from './words.tsx';

type Deadline = ModelData['deadlines'][number];

function useDeadlineWords(): (row: Deadline) => string {
  const t = useT(texts);
  return (row) => {
    const day = row.on ? formatDate(row.on) : '';
    const words: Record<string, string> = {
      day,
      month: t('due.month', { text: day.slice(3) }),
      year: t('due.year', { text: day.slice(6) }),
      quarter: t('due.quarter', { text: day.slice(6) }),
      continuous: t('due.continuous'),
      by_project: t('due.by_project'),
      roadmap: t('due.roadmap'),
      asked: t('due.asked'),
    };
    return `${words[row.kind] ?? day}${row.scope ? ` (${row.scope})` : ''}`;
  };
}

/** A unit of the plan: as it was named, and who it is today, since when and by which decision. */
export function UnitLine({ unit }: { unit: PlanUnit }) {
  const t = useT(texts);
  if (!unit.isFormer) return <>{unit.name}</>;
  return (
    <>
      {unit.name} → <strong>{unit.today.map((one) => one.name).join(', ')}</strong>
      {unit.steps.map((step) => (
        <small key={`${step.from}${step.to}${step.on}`} className="mut">
          {' '}
          {t('since')} {formatDate(step.on)},{' '}
          {step.law.length > 0 ? t('by', { law: step.law.join(', ') }) : t('byUnknown')}
          {step.verified ? '' : `, ${t('unverified')}`}
        </small>
      ))}
    </>
  );
}

/** What plan and handbook say of a model, each with its place in the source. */
export function PlanFacts({ data }: { data: ModelData }) {
  const t = useT(texts);
  const m = useT(more);
  const dueWords = useDeadlineWords();
  const rows: [string, string][] = [
    [t('goal'), data.goal],
    [t('forces'), data.forces.join(', ')],
    [t('tools'), data.tools.join(', ')],
    [t('equipment'), data.devices.map((device) => m(`dev.${device}`)).join(', ')],
    [t('cost'), data.costNote ?? t(data.model.isFree ? 'free' : 'paid')],
    [t('suppliers'), data.suppliers.join(', ')],
    [t('legalBasis'), data.legalBasis.join('; ')],
  ];
  const places = [data.places.body, data.places.annex, data.places.handbook].filter(Boolean).join(' · ');
  return (
    <>
      <Box title={t('planFacts')}>
        <dl className="prog-facts">
          {rows
            .filter(([, value]) => value !== '')
            .map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          <div>
            <dt>{t('deadlines')}</dt>
            {data.deadlines.map((row) => (
              <dd key={`${row.part}${row.on}${row.scope}`}>
                {t(`part.${row.part}`)}: <strong>{dueWords(row)}</strong>{' '}
                <small className="mut">{row.place}</small>
              </dd>
            ))}
            {data.deadlines.length === 0 ? <dd>{t('none')}</dd> : null}
          </div>
        </dl>
        <p className="pad mut">
          {places}
          {data.sourceNote ? `. ${data.sourceNote}` : ''}
        </p>
      </Box>
      <Box title={t('assignment')}>
        <ul className="prog-history">
          {data.planTasks.map((task) => (
            <li key={`${task.unit}${task.text}`}>
              <strong>{task.unit}</strong> {t(`role.${task.role}`).toLowerCase()}: {task.text}
              <small>
                {task.with.length > 0 ? `${t('role.coordinate')}: ${task.with.join(', ')} · ` : ''}
                {task.place}
              </small>
            </li>
          ))}
        </ul>
      </Box>
      <Box title={t('unitsToday')}>
        <ul className="prog-history">
          {data.units.map((unit) => (
            <li key={unit.abbreviation}>
              <strong>{unit.abbreviation}</strong> <UnitLine unit={unit} />
            </li>
          ))}
        </ul>
      </Box>
      {data.differences.length > 0 ? (
        <Box title={t('differencesHere')}>
          <ul className="prog-history">
            {data.differences.map((one) => (
              <li key={one.key}>
                {one.says.map((say) => `${say.place}: ${say.value}`).join(' · ')}
                <small>{t('used', { text: one.used })}</small>
              </li>
            ))}
          </ul>
        </Box>
      ) : null}
    </>
  );
}
