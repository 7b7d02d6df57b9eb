import { useNavigate, useSearch } from '@tanstack/react-router';
import { listTasks, taskStates } from '#contract/programme';
import { useRead } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { useOverview } from './frame.tsx';
import { texts } from './texts.ts';
import { Pick } from './words.tsx';

export type TaskSearch = {
  q?: string;
  mh?: string;
  dv?: string;
  tt?: string;
  mo?: string;
  ngay?: string;
  theo?: string;
};
type State = (typeof taskStates)[number] | 'late' | 'soon';
const states: readonly State[] = ['late', 'soon', ...taskStates];
type Page = '/can-bo/chuong-trinh/viec' | '/can-bo/chuong-trinh/tien-do' | '/can-bo/chuong-trinh/lich';

export function useTaskSearch(to: Page) {
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as TaskSearch;
  const go = (part: TaskSearch) => void navigate({ to, search: { ...search, ...part }, replace: true });
  return { search, go };
}

/** Tasks as the address bar asks for them. */
export function useTasks(search: TaskSearch, more: { from?: string; to?: string } = {}) {
  return useRead(listTasks, {
    query: {
      search: search.q,
      model: search.mh,
      agency: search.dv,
      state: states.find((state) => state === search.tt),
      limit: 500,
      ...more,
    },
  });
}

/** Agencies that lead a model, are late or silent: those one looks for. */
function agenciesOf(data: ReturnType<typeof useOverview>['data']): Map<string, string> {
  const found = new Map<string, string>();
  for (const model of data?.models ?? []) if (model.lead) found.set(model.lead.id, model.lead.name);
  for (const { agency } of [...(data?.late ?? []), ...(data?.silent ?? [])])
    found.set(agency.id, agency.name);
  return found;
}

/** Search, model, agency and state; they stand in the address bar and stay from view to view. */
export function TaskFilter({ to }: { to: Page }) {
  const t = useT(texts);
  const { search, go } = useTaskSearch(to);
  const found = useOverview();
  const models = found.data?.models ?? [];
  const agencies = agenciesOf(found.data);
  return (
    <>
      <label className="osearch">
        <span className="sr">{t('searchTasks')}</span>
        <input
          id="tim-viec"
          type="search"
          placeholder={t('searchTasks')}
          value={search.q ?? ''}
          onChange={(event) => go({ q: event.target.value || undefined })}
        />
      </label>
      <Pick
        label={t('model')}
        value={search.mh ?? ''}
        onChange={(value) => go({ mh: value || undefined })}
        options={[
          { value: '', label: t('allModels') },
          ...models.map((one) => ({ value: String(one.number), label: `${one.number}. ${one.short}` })),
        ]}
      />
      <Pick
        label={t('agency')}
        value={search.dv ?? ''}
        onChange={(value) => go({ dv: value || undefined })}
        options={[
          { value: '', label: t('allAgencies') },
          ...[...agencies].map(([value, label]) => ({ value, label })),
        ]}
      />
      <Pick
        label={t('moveTo')}
        value={search.tt ?? ''}
        onChange={(value) => go({ tt: value || undefined })}
        options={[
          { value: '', label: t('allStates') },
          { value: 'late', label: t('onlyLate') },
          { value: 'soon', label: t('onlySoon') },
          ...taskStates.map((value) => ({ value, label: t(`task.${value}`) })),
        ]}
      />
    </>
  );
}
