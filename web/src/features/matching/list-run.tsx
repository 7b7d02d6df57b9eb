import { useQueryClient } from '@tanstack/react-query';
import {
  getList,
  type ListDetail,
  listExports,
  requestExport,
  requestReestimation,
  requestRun,
  type RunView,
} from '#contract/matching';
import { keyOf, useRead, useWrite } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { useProblemText } from '../../app/problem.tsx';
import { Button, ButtonAnchor, ButtonLink } from '../../ui/button.tsx';
import { formatDateTime, formatNumber } from '../../ui/format.ts';
import { IconArrowsLeftRight, IconDownload } from '../../ui/icons.ts';
import { Notice } from '../../ui/notice.tsx';
import { useToast } from '../../ui/toast.tsx';
import { waitsOf } from './lists-page.tsx';
import { texts } from './texts.ts';

const small = (share: number | null): string =>
  share === null ? '' : `${(share * 100).toFixed(3).replace('.', ',')}%`;

function Progress({ run }: { run: RunView }) {
  const t = useT(texts);
  if (run.state === 'finished') {
    return (
      <p>
        {t('run.done', {
          when: formatDateTime(run.finishedAt),
          engine: run.engine ?? '',
          rate: small(run.estimatedFalseMatchRate),
        })}
      </p>
    );
  }
  const isBegun = run.state === 'linking';
  return (
    <div className="stack-sm" aria-live="polite">
      <p>
        {isBegun
          ? t('run.running', { done: formatNumber(run.done), total: formatNumber(run.total) })
          : t('run.waking')}
      </p>
      <progress
        aria-label={t('state.matching')}
        max={Math.max(1, run.total)}
        {...(isBegun ? { value: run.done } : {})}
      />
    </div>
  );
}

/** Orders the match, shows how far it is, leads to what waits for people. */
export function RunBox({ list }: { list: ListDetail }) {
  const t = useT(texts);
  const toast = useToast();
  const textOf = useProblemText();
  const queries = useQueryClient();
  const again = () => void queries.invalidateQueries({ queryKey: keyOf(getList) });
  const run = useWrite(requestRun, { onSuccess: again });
  const learn = useWrite(requestReestimation, {
    onSuccess: (learnt) => {
      toast({ text: t('run.learnt', { n: learnt.pairs }) });
      again();
    },
  });
  const input = { params: { id: list.id }, body: { version: list.version } };
  const isBusy = list.state === 'importing' || list.state === 'matching';
  const error = run.error ?? learn.error;
  const isFirst = list.run === null;
  return (
    <section className="card">
      <div className="box-head">
        <h3>{t('run.title')}</h3>
      </div>
      <div className="pad stack">
        {error ? (
          <Notice tone="basalt" live="alert">
            {textOf(error)}
          </Notice>
        ) : null}
        {list.run ? <Progress run={list.run} /> : <p>{t('run.sentence')}</p>}
        <div className="row wrap">
          {waitsOf(list) > 0 ? (
            <ButtonLink
              kind={isFirst ? 'outline' : 'filled'}
              to="/can-bo/lam-sach"
              search={{ ds: list.id }}
              icon={<IconArrowsLeftRight className="i" aria-hidden="true" />}
            >
              {t('run.toQueue')}
            </ButtonLink>
          ) : null}
          {isBusy ? null : (
            <Button
              kind={isFirst ? 'filled' : 'outline'}
              busy={run.isPending}
              onClick={() => run.mutate({ input })}
            >
              {t(isFirst ? 'run.go' : 'run.again')}
            </Button>
          )}
          {!isBusy && list.tally.byPeople > 0 ? (
            <Button kind="quiet" busy={learn.isPending} onClick={() => learn.mutate({ input })}>
              {t('run.learn')}
            </Button>
          ) : null}
        </div>
      </div>
    </section>
  );
}

/** The cleaned list in the department's own form. */
export function ExportBox({ list }: { list: ListDetail }) {
  const t = useT(texts);
  const textOf = useProblemText();
  const queries = useQueryClient();
  const found = useRead(listExports, { params: { id: list.id } }, { refetchInterval: 4000, staleTime: 1000 });
  const write = useWrite(requestExport, {
    onSuccess: () => void queries.invalidateQueries({ queryKey: keyOf(listExports) }),
  });
  const order = (format: 'xlsx' | 'csv') =>
    write.mutate({ input: { params: { id: list.id }, body: { format } } });
  return (
    <section className="card">
      <div className="box-head">
        <h3>{t('export.title')}</h3>
      </div>
      <div className="pad stack">
        <p>{t('export.sentence')}</p>
        {write.error ? (
          <Notice tone="basalt" live="alert">
            {textOf(write.error)}
          </Notice>
        ) : null}
        <div className="row wrap">
          <Button busy={write.isPending} onClick={() => order('xlsx')}>
            {t('export.xlsx')}
          </Button>
          <Button busy={write.isPending} onClick={() => order('csv')}>
            {t('export.csv')}
          </Button>
        </div>
        <ul className="stack-sm">
          {(found.data?.items ?? []).map((one) => (
            <li key={one.id} className="row wrap">
              {one.state === 'ready' ? (
                <ButtonAnchor
                  href={`/api/v1/matching/exports/${one.id}/content`}
                  icon={<IconDownload className="i" aria-hidden="true" />}
                >
                  {t('export.get', { name: one.fileName ?? '' })}
                </ButtonAnchor>
              ) : (
                <span>{t('export.wait')}</span>
              )}
              <span className="mut">{formatDateTime(one.requestedAt)}</span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
