import { useMutation, useQueryClient } from '@tanstack/react-query';
import * as ioc from '#contract/ioc';
import { type AnswerOf, type ApiError, call, keyOf, useRead, useWrite } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { PageError, useProblemText } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { formatDateTime, formatNumber } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { ProvinceMap } from '../../ui/province-map.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { texts } from './texts.ts';
import { useMapShapes } from './wall-page.tsx';

const plainScale = { breaks: [], format: String };

/** Which map is drawn: hexagons, or boundaries the province supplied. */
export function MapSection() {
  const t = useT(texts);
  const problem = useProblemText();
  const queries = useQueryClient();
  const shapes = useMapShapes();
  const list = useRead(ioc.listBoundaries, {});
  const refresh = () => {
    for (const contract of [ioc.listBoundaries, ioc.getShapes])
      void queries.invalidateQueries({ queryKey: keyOf(contract) });
  };
  const upload = useMutation<AnswerOf<typeof ioc.importBoundaries>, ApiError, File>({
    mutationFn: (file) => {
      const body = new FormData();
      body.append('file', file);
      return call(ioc.importBoundaries, { body } as never);
    },
    onSuccess: refresh,
  });
  const choose = useWrite(ioc.chooseMap, { onSuccess: refresh });
  const inUse = list.data?.items.find((one) => one.isInUse);
  return (
    <>
      <section className="card pad stack">
        <h2>{t('import')}</h2>
        <p>{inUse ? t('mapOfficial', { name: inUse.name }) : t('mapNow')}</p>
        <Field label={t('import')} hint={t('importHint')}>
          {(ids) => (
            <input
              {...ids}
              type="file"
              accept=".geojson,.topojson,.json,application/geo+json,application/json"
              disabled={upload.isPending}
              onChange={(event) => {
                const [file] = event.target.files ?? [];
                if (file) upload.mutate(file);
                event.target.value = '';
              }}
            />
          )}
        </Field>
        {upload.error ? <Notice tone="basalt">{problem(upload.error)}</Notice> : null}
        {upload.data ? (
          <Notice tone="leaf">
            {t('imported', {
              kept: formatNumber(upload.data.pointsKept),
              read: formatNumber(upload.data.pointsRead),
            })}
          </Notice>
        ) : null}
        {list.error ? <PageError error={list.error} onRetry={() => void list.refetch()} /> : null}
        <Boundaries
          items={list.data?.items ?? []}
          onUse={(id) => choose.mutate({ input: { body: { boundaryId: id } } })}
        />
        {inUse ? (
          <div>
            <Button onClick={() => choose.mutate({ input: { body: { boundaryId: null } } })}>
              {t('useSchematic')}
            </Button>
          </div>
        ) : null}
      </section>
      <section className="card pad">
        <ProvinceMap
          title={t('centre.map')}
          legend={t('centre.map')}
          values={[]}
          scale={plainScale}
          shapes={shapes}
          list="none"
        />
      </section>
    </>
  );
}

type Boundary = AnswerOf<typeof ioc.listBoundaries>['items'][number];

function Boundaries({ items, onUse }: { items: readonly Boundary[]; onUse: (id: string) => void }) {
  const t = useT(texts);
  return (
    <ul className="rows">
      {items.map((one) => (
        <li key={one.id} className="row pad-sm">
          <span className="grow">
            {one.name} <span className="mut">{formatDateTime(one.importedAt)}</span>
          </span>
          {one.isInUse ? (
            <StateTag tone="leaf" icon="done">
              {t('inUse')}
            </StateTag>
          ) : (
            <Button onClick={() => onUse(one.id)}>{t('use')}</Button>
          )}
        </li>
      ))}
    </ul>
  );
}
