import { useNavigate, useSearch } from '@tanstack/react-router';
import { listDocuments } from '#contract/vault';
import { useRead } from '../../app/api.ts';
import { CitizenPage } from '../../app/citizen-shell.tsx';
import { usePick, useT } from '../../app/language.tsx';
import { PageError } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { texts as appTexts } from '../../app/texts.ts';
import { Button } from '../../ui/button.tsx';
import { LinkRow } from '../../ui/citizen-pieces.tsx';
import { formatDate } from '../../ui/format.ts';
import { IconFileText } from '../../ui/icons.ts';
import { EmptyState, SkeletonRows } from '../../ui/states.tsx';
import { texts } from './texts.ts';

/** My vault: every paper with its state, newest first. */
export function PapersPage() {
  const t = useT(texts);
  const app = useT(appTexts);
  const pick = usePick();
  const navigate = useNavigate();
  const { sau } = useSearch({ strict: false }) as { sau?: string };
  const owner = useSession().session?.actingFor?.id;
  const found = useRead(listDocuments, { query: { cursor: sau, limit: 50, owner } });
  return (
    <CitizenPage>
      <div className="stack-sm">
        <h1>{t('title')}</h1>
        <p className="cz-lead">{t('lead')}</p>
      </div>
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isPending ? <SkeletonRows count={4} /> : null}
      {found.data ? (
        <div className="card rows">
          {found.data.items.length === 0 ? <EmptyState title={t('none')}>{t('noneText')}</EmptyState> : null}
          {found.data.items.map((paper) => (
            <LinkRow
              key={paper.id}
              to="/giay-to/$id"
              params={{ id: paper.id }}
              icon={<IconFileText className="i" aria-hidden="true" />}
              heading={pick(paper.title)}
              note={[
                paper.isNew ? t('new') : null,
                paper.state === 'valid' ? null : t(`state.${paper.state}`),
                formatDate(paper.issuedOn),
                paper.issuer,
              ]
                .filter(Boolean)
                .join(' · ')}
            />
          ))}
        </div>
      ) : null}
      {found.data?.nextCursor ? (
        <Button
          onClick={() =>
            void navigate({ to: '/giay-to', search: { sau: found.data.nextCursor ?? undefined } })
          }
        >
          {app('action.more')}
        </Button>
      ) : null}
    </CitizenPage>
  );
}
