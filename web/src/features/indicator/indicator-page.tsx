import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import * as indicator from '#contract/indicator';
import { useRead } from '../../app/api.ts';
import { usePick, useT } from '../../app/language.tsx';
import { useNow } from '../../app/now.ts';
import { OfficeHead } from '../../app/office-shell.tsx';
import { PageError } from '../../app/problem.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { formatDate, formatDateTime, legalDay } from '../../ui/format.ts';
import { SkeletonCard } from '../../ui/states.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { TrendBars } from '../../ui/trend-bars.tsx';
import { FigureCell, KindTag, TargetCell } from './figure-text.tsx';
import { Makeup } from './makeup.tsx';
import { Places, Units } from './places.tsx';
import { amountText, periodName } from './show.ts';
import { texts } from './texts.ts';
import { TypedFigures } from './typed.tsx';

type Row = indicator.IndicatorRow;
type Search = { ngay?: string; biet?: string; xa?: string };
const isDay = (text: string | undefined): text is string => /^\d{4}-\d{2}-\d{2}$/.test(text ?? '');

/** One indicator: its figure, what it means, how it went, by commune, what it is made of, what was typed. */
export function IndicatorPage() {
  const t = useT(texts);
  const { ma } = useParams({ strict: false }) as { ma: string };
  const search = useSearch({ strict: false }) as Search;
  const today = legalDay(useNow());
  const on = isDay(search.ngay) ? search.ngay : today;
  const asKnownOn = isDay(search.biet) ? search.biet : undefined;
  const found = useRead(indicator.getIndicator, { params: { key: ma }, query: { on, asKnownOn } });
  const row = found.data;
  return (
    <div className="opage-all">
      <OfficeHead title={t('title')} />
      <main id="noi-dung" className="oscroll" tabIndex={-1}>
        <div className="stack">
          <div>
            <ButtonLink kind="quiet" to="/can-bo/chi-so">
              {t('back')}
            </ButtonLink>
          </div>
          {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
          {row ? <Shown row={row} on={on} asKnownOn={asKnownOn} search={search} /> : null}
          {!row && !found.error ? <SkeletonCard lines={6} /> : null}
        </div>
      </main>
    </div>
  );
}

type ShownProps = { row: Row; on: string; asKnownOn: string | undefined; search: Search };

function Shown({ row, on, asKnownOn, search }: ShownProps) {
  const navigate = useNavigate();
  const go = (part: Search) =>
    void navigate({
      to: '/can-bo/chi-so/$ma',
      params: { ma: row.key },
      search: { ...search, ...part },
      replace: true,
    });
  return (
    <>
      <Head row={row} />
      <Moment on={on} known={search.biet ?? ''} go={go} />
      <Trend row={row} on={on} asKnownOn={asKnownOn} />
      {row.byPlace ? (
        <Places
          row={row}
          on={on}
          asKnownOn={asKnownOn}
          picked={search.xa ?? null}
          onPick={(xa) => go({ xa: xa ?? undefined })}
        />
      ) : null}
      {row.byUnit ? <Units row={row} on={on} asKnownOn={asKnownOn} /> : null}
      <Makeup row={row} place={search.xa} />
      {row.kind === 'typed' ? <TypedFigures row={row} /> : null}
      <Definition row={row} />
    </>
  );
}

function Head({ row }: { row: Row }) {
  const t = useT(texts);
  const pick = usePick();
  const { from, to } = row.figure.period;
  return (
    <section className="card pad stack-sm">
      <h2>{pick(row.title)}</h2>
      <p>{pick(row.about)}</p>
      <dl className="pairs">
        <div>
          <dt>{from === to ? formatDate(to) : `${formatDate(from)} – ${formatDate(to)}`}</dt>
          <dd>
            <FigureCell figure={row.figure} kind={row.unit.kind} />
          </dd>
        </div>
        <div>
          <dt>{t('col.previous')}</dt>
          <dd>
            <FigureCell figure={row.previous} kind={row.unit.kind} />
          </dd>
        </div>
        <div>
          <dt>{t('col.target')}</dt>
          <dd>
            <TargetCell row={row} />
          </dd>
        </div>
        <div>
          <dt>{t('col.kind')}</dt>
          <dd>
            <KindTag row={row} />
          </dd>
        </div>
      </dl>
      {row.figure.computedAt ? (
        <p className="field-hint">{t('computedAt', { at: formatDateTime(row.figure.computedAt) })}</p>
      ) : null}
    </section>
  );
}

/** The day asked, and how the figures were known on another. */
function Moment({ on, known, go }: { on: string; known: string; go: (part: Search) => void }) {
  const t = useT(texts);
  return (
    <div className="pop-tools">
      <DateField label={t('asOf')} value={on} onChange={(ngay) => isDay(ngay) && go({ ngay })} />
      <DateField
        label={t('known')}
        hint={t('knownHint')}
        optional
        value={known}
        onChange={(biet) => go({ biet: isDay(biet) ? biet : undefined })}
      />
    </div>
  );
}

const spans: Readonly<Record<Row['period'], number>> = {
  day: 13,
  instant: 13,
  week: 83,
  month: 365,
  quarter: 730,
};

function Trend({ row, on, asKnownOn }: Omit<ShownProps, 'search'>) {
  const t = useT(texts);
  const from = new Date(Date.parse(on) - spans[row.period] * 86_400_000).toISOString().slice(0, 10);
  const found = useRead(indicator.readSeries, {
    params: { key: row.key },
    query: { from, to: on, asKnownOn },
  });
  if (found.error) return <PageError error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <section className="card pad stack-sm">
      <h3>{t('trend')}</h3>
      <p className="field-hint">{t('trendNote')}</p>
      {found.data ? (
        <TrendBars
          label={t('trend')}
          points={found.data.items.map((figure) => ({
            id: figure.period.from,
            name: periodName(figure),
            value: figure.value,
            text: figure.value === null ? '–' : amountText(figure.value, row.unit.kind),
            isPartial: figure.state === 'partial',
          }))}
        />
      ) : (
        <SkeletonCard lines={4} />
      )}
    </section>
  );
}

function Definition({ row }: { row: Row }) {
  const t = useT(texts);
  const pick = usePick();
  const today = row.owner.today.map((heir) => pick(heir)).join(', ');
  const lines: [string, string | null][] = [
    [
      t('col.owner'),
      `${row.owner.name}${today && today !== row.owner.name ? `, ${t('ownerToday', { names: today })}` : ''}`,
    ],
    [t('period'), t(`period.${row.period}`)],
    [t('numerator'), row.numerator],
    [t('denominator'), row.denominator],
    [t('source'), row.source],
  ];
  return (
    <section className="card pad stack-sm">
      <h3>{t('definition')}</h3>
      <dl className="pairs">
        {lines.map(([name, value]) =>
          value ? (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
      <p className="field-hint">
        {t('version', { n: row.version })}{' '}
        {row.verified ? null : (
          <StateTag tone="amber" icon="info">
            {t('unverified')}
          </StateTag>
        )}
      </p>
    </section>
  );
}
