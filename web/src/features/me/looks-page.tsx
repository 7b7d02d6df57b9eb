import { CitizenPage } from '../../app/citizen-shell.tsx';
import { useT } from '../../app/language.tsx';
import { PageError } from '../../app/problem.tsx';
import { texts as appTexts } from '../../app/texts.ts';
import { Button } from '../../ui/button.tsx';
import { IconEye } from '../../ui/icons.ts';
import { EmptyState, SkeletonRows } from '../../ui/states.tsx';
import { LookRow } from '../home/home-view.tsx';
import { useLooks } from './looks.ts';
import { texts } from './texts.ts';

/** Each look at my data: which office, why, when. */
export function LooksPage() {
  const t = useT(texts);
  const app = useT(appTexts);
  const { items, found } = useLooks(50);
  return (
    <CitizenPage>
      <div className="stack-sm">
        <h1>{t('looks')}</h1>
        <p className="cz-lead">{t('looksLead')}</p>
      </div>
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isPending ? <SkeletonRows count={4} /> : null}
      {found.data ? (
        <div className="card">
          {items.length === 0 ? (
            <EmptyState icon={IconEye} title={t('looksNone')} />
          ) : (
            <ul className="rows">
              {items.map((look) => (
                <LookRow key={look.id} look={look} />
              ))}
            </ul>
          )}
        </div>
      ) : null}
      {found.hasNextPage ? (
        <Button busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {app('action.more')}
        </Button>
      ) : null}
      <p className="cz-help">{t('looksAsk')}</p>
    </CitizenPage>
  );
}
