import { Link } from '@tanstack/react-router';
import { listIndicators } from '#contract/indicator';
import { type AnswerOf, useRead } from '../../app/api.ts';
import { usePick, useT } from '../../app/language.tsx';
import { formatNumber } from '../../ui/format.ts';
import { SkeletonCard } from '../../ui/states.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { texts } from './texts.ts';
import { Box } from './words.tsx';

type Row = AnswerOf<typeof listIndicators>['items'][number];

function figureWords(row: Row, none: string): string {
  const { value } = row.figure;
  if (value === null) return none;
  const shown = Number.isInteger(value) ? formatNumber(value) : value.toFixed(1).replace('.', ',');
  return row.unit.kind === 'percent' ? `${shown}%` : `${shown} ${row.unit.name.vi}`;
}

/** The figures a model is measured by, each with its mark: computed from operation, or typed. */
export function ModelIndicators({ model }: { model: number }) {
  const t = useT(texts);
  const pick = usePick();
  const found = useRead(listIndicators, { query: { model } });
  return (
    <Box title={t('indicators')}>
      {found.isPending ? <SkeletonCard lines={3} /> : null}
      {found.data?.items.length === 0 ? <p className="pad mut">{t('indicatorsNone')}</p> : null}
      <dl className="prog-facts">
        {(found.data?.items ?? []).map((row) => (
          <div key={row.key}>
            <dt>
              <Link to="/can-bo/chi-so/$ma" params={{ ma: row.key }}>
                {pick(row.title)}
              </Link>
            </dt>
            <dd className="cluster">
              <strong>{figureWords(row, t('noFigure'))}</strong>
              {row.figure.target === null ? null : (
                <span className="mut">{t('target', { text: formatNumber(row.figure.target) })}</span>
              )}
              <StateTag tone={row.kind === 'computed' ? 'river' : 'neutral'} icon="info">
                {t(row.kind === 'computed' ? 'computedTag' : 'typedTag')}
              </StateTag>
            </dd>
          </div>
        ))}
      </dl>
    </Box>
  );
}
