import type { ReactNode } from 'react';
import type { Summary } from '#contract/population-analysis';
import { ButtonLink } from '../../ui/button.tsx';
import { useT } from '../../app/language.tsx';
import { useSession } from '../../app/session.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { formatDateTime, formatNumber } from '../../ui/format.ts';
import { Pyramid } from '../../ui/pyramid.tsx';
import { shareOf } from './show.ts';
import { texts } from './texts.ts';

/** All that is known of a place: figures, map, pyramid, ethnic groups, hamlets. */
export function PlaceFigures({ summary, children }: { summary: Summary; children: ReactNode }) {
  const t = useT(texts);
  const { snapshot } = summary;
  return (
    <div className="stack">
      <Figures summary={summary} />
      <p className="field-hint">
        {t('source', { at: formatDateTime(snapshot.takenAt) })} {t('hiddenNote', { n: snapshot.least - 1 })}
        {snapshot.unplaced > 0 ? ` ${t('unplaced', { n: formatNumber(snapshot.unplaced) })}` : ''}
      </p>
      {children}
      <div className="pop-grid pop-grid-two">
        <PyramidBox summary={summary} />
        <Ethnicities summary={summary} />
      </div>
      {summary.hamlets.length > 0 ? <Hamlets summary={summary} /> : null}
      {summary.place === '*' ? null : <ListLink place={summary.place} />}
    </div>
  );
}

function Figures({ summary }: { summary: Summary }) {
  const t = useT(texts);
  const { persons, households, areaKm2 } = summary;
  const women = summary.sexes.find((one) => one.sex === 'female')?.count;
  const group = (name: string) => summary.broad.find((one) => one.group === name)?.count;
  const ratio = (value: number | null, by: number | null, digits: number) =>
    value === null || !by ? null : (value / by).toFixed(digits).replace('.', ',');
  const lines: [string, string | null, string | null][] = [
    [t('persons'), persons === null ? null : formatNumber(persons), null],
    [t('households'), households === null ? null : formatNumber(households), null],
    [t('size'), ratio(persons, households, 1), null],
    [t('density'), persons === null || !areaKm2 ? null : formatNumber(Math.round(persons / areaKm2)), null],
    [t('female'), shareOf(women, persons), women ? formatNumber(women) : null],
    [t('children'), shareOf(group('0-14'), persons), numberOf(group('0-14'))],
    [t('older'), shareOf(group('60+'), persons), numberOf(group('60+'))],
  ];
  return (
    <dl className="card pop-figures">
      {lines.map(([name, value, note]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="num">
            {value ?? t('hidden')}
            {value !== null && note ? <small>{note}</small> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const numberOf = (value: number | null | undefined) =>
  value === null || value === undefined ? null : formatNumber(value);

function PyramidBox({ summary }: { summary: Summary }) {
  const t = useT(texts);
  const { persons } = summary;
  const part = (name: string) =>
    shareOf(summary.broad.find((one) => one.group === name)?.count, persons) ?? t('hidden');
  const withheld = summary.place !== '*' && summary.snapshot.withheld.includes('age');
  return (
    <section className="card pad stack">
      <h3>{t('pyramid')}</h3>
      <p>
        {withheld
          ? t('pyramidWithheld')
          : t('pyramidSentence', {
              name: summary.name || t('province'),
              children: part('0-14'),
              older: part('60+'),
            })}
      </p>
      {withheld ? null : (
        <Pyramid
          caption={t('pyramid')}
          words={{ group: t('age'), left: t('male'), right: t('female'), hidden: t('hidden') }}
          rows={summary.ages.map((one) => ({ group: one.group, left: one.male, right: one.female }))}
        />
      )}
    </section>
  );
}

type Ethnicity = Summary['ethnicities'][number];

function Ethnicities({ summary }: { summary: Summary }) {
  const t = useT(texts);
  const { persons } = summary;
  const columns: Column<Ethnicity>[] = [
    { id: 'name', name: t('group'), show: (row) => row.name, text: (row) => row.name },
    {
      id: 'count',
      name: t('count'),
      show: (row) => numberOf(row.count) ?? t('hidden'),
      text: (row) => String(row.count ?? ''),
      end: true,
    },
    {
      id: 'share',
      name: t('share'),
      show: (row) => <ShareCell count={row.count} persons={persons} />,
      text: (row) => shareOf(row.count, persons) ?? '',
      end: true,
    },
  ];
  return (
    <section className="card pad stack">
      <h3>{t('group')}</h3>
      <DataTable
        name="dan-toc"
        caption={t('group')}
        columns={columns}
        rows={summary.ethnicities}
        rowId={(row) => row.code}
      />
    </section>
  );
}

function ShareCell({ count, persons }: { count: number | null; persons: number | null }) {
  const share = shareOf(count, persons);
  if (!share || !count || !persons) return share;
  return (
    <span className="sharecell">
      <span className="sharebar" style={{ width: `${(count / persons) * 100}px` }} aria-hidden="true" />
      {share}
    </span>
  );
}

type Hamlet = Summary['hamlets'][number];

function Hamlets({ summary }: { summary: Summary }) {
  const t = useT(texts);
  const columns: Column<Hamlet>[] = [
    {
      id: 'name',
      name: t('hamlets'),
      show: (row) => (row.name === '-' ? t('noHamlet') : row.name),
      text: (row) => row.name,
    },
    {
      id: 'persons',
      name: t('persons'),
      show: (row) => numberOf(row.persons) ?? t('hidden'),
      text: (row) => String(row.persons ?? ''),
      end: true,
    },
    {
      id: 'households',
      name: t('households'),
      show: (row) => numberOf(row.households) ?? (row.name === '-' ? '' : t('hidden')),
      text: (row) => String(row.households ?? ''),
      end: true,
    },
  ];
  return (
    <section className="card pad stack">
      <h3>{t('hamlets')}</h3>
      <p className="field-hint">{t('hamletsNote')}</p>
      <DataTable
        name="thon"
        caption={t('hamlets')}
        columns={columns}
        rows={summary.hamlets}
        rowId={(row) => row.name}
      />
    </section>
  );
}

function ListLink({ place }: { place: string }) {
  const t = useT(texts);
  const { session } = useSession();
  if (!session?.roles.includes('population-analyst')) return null;
  return (
    <section className="card pad stack no-print">
      <h3>{t('list')}</h3>
      <p>{t('listHow')}</p>
      <div>
        <ButtonLink to="/can-bo/dan-cu/danh-sach" search={{ xa: place }}>
          {t('listGo')}
        </ButtonLink>
      </div>
    </section>
  );
}
