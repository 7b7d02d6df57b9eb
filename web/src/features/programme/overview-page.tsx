import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { ModelTile } from '#contract/programme';
import { getOverview, remindAgencies } from '#contract/programme';
import { type AnswerOf, useWrite } from '../../app/api.ts';
import { useLanguage, useT } from '../../app/language.tsx';
import { PageError, useProblemText } from '../../app/problem.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { formatDate, formatPercent, plain } from '../../ui/format.ts';
import { IconAlertTriangle } from '../../ui/icons.ts';
import { useKeys } from '../../ui/keys.tsx';
import { EmptyState, SkeletonRows } from '../../ui/states.tsx';
import { useToast } from '../../ui/toast.tsx';
import { ProgrammeFrame, useOverview } from './frame.tsx';
import { texts } from './texts.ts';
import { Late, useRefresh } from './words.tsx';

type Overview = AnswerOf<typeof getOverview>;
type Lens = 'computed' | 'typed' | 'steps' | 'none' | 'late';
const lenses: readonly Lens[] = ['computed', 'typed', 'steps', 'none', 'late'];

export function ProgressBar({ progress }: { progress: ModelTile['progress'] }) {
  const width = `${Math.round((progress.value ?? 0) * 100)}%`;
  return (
    <span className={`pbar pbar-${progress.basis}`} aria-hidden="true">
      {progress.value === null ? null : <span style={{ width }} />}
    </span>
  );
}

const holds = (model: ModelTile, lens: Lens | undefined): boolean => {
  if (lens === undefined) return true;
  return lens === 'late' ? model.tasksLate > 0 : model.progress.basis === lens;
};

type OverviewSearch = { loc?: string; q?: string };

function useOverviewSearch() {
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as OverviewSearch;
  const go = (part: OverviewSearch) =>
    void navigate({ to: '/can-bo/chuong-trinh', search: { ...search, ...part }, replace: true });
  return { search, go };
}

export function OverviewPage() {
  const t = useT(texts);
  const found = useOverview();
  const { search, go } = useOverviewSearch();
  return (
    <ProgrammeFrame
      bare
      search={{
        label: t('searchModels'),
        value: search.q ?? '',
        onChange: (q) => go({ q: q || undefined }),
        inputId: 'tim-mo-hinh',
      }}
    >
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isPending ? <SkeletonRows count={8} /> : null}
      {found.data ? <Overview data={found.data} /> : null}
    </ProgrammeFrame>
  );
}

function Overview({ data }: { data: Overview }) {
  const t = useT(texts);
  const { search, go } = useOverviewSearch();
  const lens = lenses.find((one) => one === search.loc);
  const words = plain(search.q ?? '')
    .split(/\s+/)
    .filter(Boolean);
  const shown = data.models.filter(
    (model) =>
      holds(model, lens) &&
      words.every((word) =>
        plain(`${model.number} ${model.short} ${model.title} ${model.lead?.name ?? ''}`).includes(word),
      ),
  );
  useKeys([
    ...lenses.map((one, index) => ({
      key: String(index + 1),
      words: t(`sum.${one}`),
      run: () => go({ loc: lens === one ? undefined : one }),
    })),
    { key: '/', words: t('searchModels'), run: () => document.getElementById('tim-mo-hinh')?.focus() },
  ]);
  return (
    <>
      <Strip models={data.models} lens={lens} onPick={(one) => go({ loc: one === lens ? undefined : one })} />
      <div className="prog-over">
        <div className="prog-groups">
          {data.demonstration ? <p className="prog-demo">{t('demo')}</p> : null}
          {shown.length === 0 ? <EmptyState title={t('nothing')}>{t('nothingText')}</EmptyState> : null}
          {data.groups.map((group) => (
            <Group
              key={group.group}
              group={group}
              models={shown.filter((one) => one.group === group.group)}
            />
          ))}
          <Legend />
        </div>
        <Aside data={data} />
      </div>
    </>
  );
}

function Strip(props: {
  models: readonly ModelTile[];
  lens: Lens | undefined;
  onPick: (lens: Lens) => void;
}) {
  const t = useT(texts);
  const valued = props.models.flatMap((model) =>
    model.progress.value === null ? [] : [model.progress.value],
  );
  const mean = valued.length === 0 ? 0 : valued.reduce((sum, one) => sum + one, 0) / valued.length;
  return (
    <div className="prog-strip">
      <div>
        <strong>{formatPercent(mean)}</strong>
        <small>
          {t('sum.progress')} ({t('models', { n: valued.length })})
        </small>
      </div>
      {lenses.map((lens) => (
        <button
          key={lens}
          type="button"
          className={`lens-${lens}`}
          aria-pressed={props.lens === lens}
          onClick={() => props.onPick(lens)}
        >
          <strong>{props.models.filter((model) => holds(model, lens)).length}</strong>
          <small>{t(`sum.${lens}`)}</small>
        </button>
      ))}
    </div>
  );
}

function Group({ group, models }: { group: Overview['groups'][number]; models: readonly ModelTile[] }) {
  const t = useT(texts);
  const { language } = useLanguage();
  if (models.length === 0) return null;
  const valued = models.flatMap((model) => (model.progress.value === null ? [] : [model.progress.value]));
  const mean = valued.length === 0 ? null : valued.reduce((sum, one) => sum + one, 0) / valued.length;
  return (
    <section className="prog-group">
      <div>
        <h2>
          <b>{group.group}</b>
          {language === 'en' ? group.nameEn : group.name}
        </h2>
        <small>
          {t('models', { n: models.length })}
          {mean === null ? '' : `, ${Math.round(mean * 100)}%`}
        </small>
      </div>
      <div className="prog-tiles">
        {models.map((model) => (
          <Tile key={model.number} model={model} />
        ))}
      </div>
    </section>
  );
}

function Tile({ model }: { model: ModelTile }) {
  const t = useT(texts);
  const { progress } = model;
  const figure = progress.value === null ? t('notRunning') : `${Math.round(progress.value * 100)}%`;
  const words = [
    `${model.number}. ${model.title}`,
    t(`state.${model.state}`),
    model.lead ? `${t('lead')}: ${model.lead.name}` : '',
    model.nextDue ? `${t('nextDue')}: ${formatDate(model.nextDue)}` : '',
  ];
  return (
    <Link
      to="/can-bo/chuong-trinh/mo-hinh/$so"
      params={{ so: String(model.number) }}
      className={`prog-tile${progress.value === null ? ' prog-tile-off' : ''}`}
      title={words.filter(Boolean).join('\n')}
    >
      <span>
        {model.number}
        <b>
          {model.tasksLate > 0 ? (
            <>
              <IconAlertTriangle className="i" aria-hidden="true" />
              <span className="sr">{t('legend.late')}</span>
            </>
          ) : null}
          {figure}
        </b>
      </span>
      <em>{model.short}</em>
      <ProgressBar progress={progress} />
    </Link>
  );
}

function Legend() {
  const t = useT(texts);
  const sample = { computed: 1, typed: 1, steps: 1, none: null } as const;
  return (
    <div className="prog-legend">
      {(['computed', 'typed', 'steps', 'none'] as const).map((basis) => (
        <span key={basis}>
          <ProgressBar progress={{ basis, value: sample[basis] }} />
          {t(`legend.${basis}`)}
        </span>
      ))}
      <span>
        <IconAlertTriangle className="i" aria-hidden="true" />
        {t('legend.late')}
      </span>
      <span className="grow" />
      <span>{t('legend.how')}</span>
    </div>
  );
}

const FEW = 5;

function RemindAll({ agencies }: { agencies: readonly string[] }) {
  const t = useT(texts);
  const toast = useToast();
  const textOf = useProblemText();
  const refresh = useRefresh();
  const write = useWrite(remindAgencies, {
    onSuccess: (answer) => {
      const without = answer.withoutOfficer;
      toast({
        text:
          t('reminded', { n: answer.reminded }) +
          (without.length > 0 ? ` ${t('remindedWithout', { names: without.join(', ') })}` : ''),
      });
      void refresh();
    },
    onError: (error) => toast({ text: textOf(error) }),
  });
  return (
    <button
      type="button"
      className="btn-link"
      disabled={write.isPending}
      onClick={() => write.mutate({ input: { body: { agencies: [...agencies] } } })}
    >
      {t('remindAll', { n: agencies.length })}
    </button>
  );
}

function AgencyLink({ agency }: { agency: { id: string; name: string } }) {
  return (
    <Link to="/can-bo/chuong-trinh/don-vi/$id" params={{ id: agency.id }}>
      {agency.name}
    </Link>
  );
}

function Aside({ data }: { data: Overview }) {
  const t = useT(texts);
  const { late, silent, can } = data;
  const few = useMemo(() => late.slice(0, FEW), [late]);
  return (
    <aside className="prog-aside" aria-label={t('lateTitle')}>
      <section>
        <div>
          <h2>{t('lateTitle')}</h2>
          {can.manage && late.length > 0 ? <RemindAll agencies={late.map((one) => one.agency.id)} /> : null}
        </div>
        {late.length === 0 ? <p className="mut">{t('lateNone')}</p> : null}
        <ul>
          {few.map((one) => (
            <li key={one.agency.id}>
              <div>
                <AgencyLink agency={one.agency} />
                <Late days={one.days} />
              </div>
              <small>
                {t('lateWhat', { n: one.tasks, models: one.models.join(', ') })}
                {one.successorOf ? `. ${t('successorOf', { name: one.successorOf })}` : ''}
              </small>
            </li>
          ))}
        </ul>
        {late.length > FEW ? <small className="mut">{t('more', { n: late.length - FEW })}</small> : null}
      </section>
      <section>
        <div>
          <h2>{t('silentTitle', { n: data.silentDays })}</h2>
          {can.manage && silent.length > 0 ? (
            <RemindAll agencies={silent.map((one) => one.agency.id)} />
          ) : null}
        </div>
        {silent.length === 0 ? <p className="mut">{t('silentNone')}</p> : null}
        <ul>
          {silent.slice(0, FEW).map((one) => (
            <li key={one.agency.id}>
              <div>
                <AgencyLink agency={one.agency} />
              </div>
              <small>
                {one.lastOn === null
                  ? t('silentNever')
                  : t('silentLast', { date: formatDate(one.lastOn), n: one.days ?? 0 })}
              </small>
            </li>
          ))}
        </ul>
        {silent.length > FEW ? <small className="mut">{t('more', { n: silent.length - FEW })}</small> : null}
      </section>
      <Link to="/can-bo/chuong-trinh/cho-quyet-dinh">
        {t('waitingLink', { n: data.extensionsAsked, m: data.handoversOffered })}
      </Link>
      {can.manage ? (
        <div>
          <ButtonLink kind="filled" to="/can-bo/bao-cao">
            {t('writeReport')}
          </ButtonLink>
        </div>
      ) : null}
    </aside>
  );
}
