import { useNavigate, useSearch } from '@tanstack/react-router';
import * as population from '#contract/population-analysis';
import { type AnswerOf, useRead } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { OfficeHead } from '../../app/office-shell.tsx';
import { PageError } from '../../app/problem.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { PurposeGate } from '../access/purpose-gate.tsx';
import { unitName } from './show.ts';
import { texts } from './texts.ts';

type Search = { xa?: string; cc?: string; gt?: string; tuoi?: string; dt?: string; sau?: string };
type Person = AnswerOf<typeof population.listPeople>['items'][number];

/** The persons behind a figure of a commune, masked, under a declared purpose. */
export function PopulationPeoplePage() {
  const t = useT(texts);
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const go = (change: Search) =>
    void navigate({ to: '/can-bo/dan-cu/danh-sach', search: { ...search, ...change }, replace: true });
  return (
    <div className="opage-all">
      <OfficeHead title={t('list')} />
      <main id="noi-dung" className="oscroll" tabIndex={-1}>
        <div className="stack">
          <div className="crumbs">
            <ButtonLink to="/can-bo/dan-cu" search={{ xa: search.xa }}>
              {t('back')}
            </ButtonLink>
            <h2>{unitName(search.xa ?? '')}</h2>
          </div>
          <PurposeGate covers="person-search" basisId={search.cc} onBasis={(cc) => go({ cc })}>
            {(held) => <People basisId={held.id} search={search} go={go} />}
          </PurposeGate>
        </div>
      </main>
    </div>
  );
}

type PeopleProps = { basisId: string; search: Search; go: (change: Search) => void };

function People({ basisId, search, go }: PeopleProps) {
  const place = search.xa ?? '';
  const summary = useRead(population.getSummary, { query: { place } }, { enabled: place !== '' });
  const sex = search.gt === 'male' || search.gt === 'female' ? search.gt : undefined;
  const found = useRead(
    population.listPeople,
    { query: { place, sex, age: search.tuoi, ethnicity: search.dt, cursor: search.sau, limit: 50 } },
    { basisId, retry: false, enabled: place !== '' },
  );
  return (
    <>
      <Filters search={search} summary={summary.data} go={go} />
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      <Rows
        rows={found.data?.items}
        next={found.data?.nextCursor ?? null}
        onNext={(sau) => go({ sau })}
        onFirst={search.sau ? () => go({ sau: undefined }) : undefined}
      />
    </>
  );
}

type FiltersProps = Pick<PeopleProps, 'search' | 'go'> & { summary: population.Summary | undefined };

function Filters({ search, summary, go }: FiltersProps) {
  const t = useT(texts);
  const any = { value: '', label: t('all') };
  const sexes = [any, { value: 'male', label: t('male') }, { value: 'female', label: t('female') }];
  const ages = (summary?.ages ?? []).map((one) => ({ value: one.group, label: one.group }));
  const groups = (summary?.ethnicities ?? []).map((one) => ({ value: one.code, label: one.name }));
  const from = (change: Search) => go({ ...change, sau: undefined });
  return (
    <div className="pop-tools">
      <SelectField
        label={t('sex')}
        value={search.gt ?? ''}
        onChange={(gt) => from({ gt: gt || undefined })}
        options={sexes}
      />
      <SelectField
        label={t('age')}
        value={search.tuoi ?? ''}
        onChange={(tuoi) => from({ tuoi: tuoi || undefined })}
        options={[any, ...ages]}
      />
      <SelectField
        label={t('ethnicity')}
        value={search.dt ?? ''}
        onChange={(dt) => from({ dt: dt || undefined })}
        options={[any, ...groups]}
      />
    </div>
  );
}

type RowsProps = {
  rows: readonly Person[] | undefined;
  next: string | null;
  onNext: (cursor: string) => void;
  onFirst?: () => void;
};

function Rows({ rows, next, onNext, onFirst }: RowsProps) {
  const t = useT(texts);
  const columns: Column<Person>[] = [
    { id: 'name', name: t('name'), show: (row) => row.fullName },
    { id: 'born', name: t('born'), show: (row) => row.birthYear, end: true },
    { id: 'sex', name: t('sex'), show: (row) => (row.sex === 'female' ? t('female') : t('male')) },
    { id: 'number', name: t('number'), show: (row) => row.numberHint ?? '' },
  ];
  return (
    <DataTable
      name="dan-cu-danh-sach"
      caption={t('list')}
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      empty={<p className="pad">{t('none')}</p>}
      page={{
        hasNext: next !== null,
        hasPrevious: onFirst !== undefined,
        onNext: () => next && onNext(next),
        onPrevious: () => onFirst?.(),
      }}
    />
  );
}
