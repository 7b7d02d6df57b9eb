import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type AnswerOf, call, keyOf, useWrite } from '../../app/api.ts';
import { CitizenPage } from '../../app/citizen-shell.tsx';
import { useT } from '../../app/language.tsx';
import * as notify from '../../../../src/platform/notify/contract.ts';
import { PageError } from '../../app/problem.tsx';
import { texts as appTexts } from '../../app/texts.ts';
import { Button } from '../../ui/button.tsx';
import { formatDateTime } from '../../ui/format.ts';
import { IconBell } from '../../ui/icons.ts';
import { EmptyState, SkeletonRows } from '../../ui/states.tsx';
import { ownPath } from './own-path.ts';
import { texts } from './texts.ts';

type Notice = AnswerOf<typeof notify.listNotices>['items'][number];

/** My notices, newest first; opening one marks it as read. */
export function NoticesPage() {
  const t = useT(texts);
  const app = useT(appTexts);
  const queries = useQueryClient();
  const found = useInfiniteQuery({
    queryKey: [...keyOf(notify.listNotices), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      call(notify.listNotices, { query: { before: pageParam } }, { signal }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const refresh = () => void queries.invalidateQueries({ queryKey: keyOf(notify.listNotices) });
  const readAll = useWrite(notify.markAllRead, { onSuccess: refresh });
  const readOne = useWrite(notify.markRead, { onSuccess: refresh });
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  const unread = found.data?.pages[0]?.unread ?? 0;
  return (
    <CitizenPage>
      <div className="sec-head">
        <h1>{t('notices')}</h1>
        {unread > 0 ? (
          <Button kind="quiet" busy={readAll.isPending} onClick={() => readAll.mutate({ input: {} })}>
            {t('markRead')}
          </Button>
        ) : null}
      </div>
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isPending ? <SkeletonRows count={4} /> : null}
      {found.data ? (
        <ul className="card rows">
          {items.length === 0 ? (
            <li>
              <EmptyState icon={IconBell} title={t('noticesNone')}>
                {t('noticesNoneText')}
              </EmptyState>
            </li>
          ) : null}
          {items.map((notice) => (
            <NoticeRow
              key={notice.id}
              notice={notice}
              onOpen={() => {
                if (!notice.readAt) readOne.mutate({ input: { params: { id: notice.id } } });
              }}
            />
          ))}
        </ul>
      ) : null}
      {found.hasNextPage ? (
        <Button busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {app('action.more')}
        </Button>
      ) : null}
    </CitizenPage>
  );
}

function NoticeRow({ notice, onOpen }: { notice: Notice; onOpen: () => void }) {
  const t = useT(texts);
  const content = (
    <>
      <span className={notice.readAt ? 'dot dot-read' : 'dot'} aria-hidden="true" />
      <span className="grow">
        <strong>
          {notice.title}
          {notice.readAt ? null : <span className="sr"> ({t('unread')})</span>}
        </strong>
        <small>{notice.body}</small>
        <small>{formatDateTime(notice.createdAt)}</small>
      </span>
    </>
  );
  return (
    <li>
      {notice.link ? (
        <Link className="linkrow" to={ownPath(notice.link)} onClick={onOpen}>
          {content}
        </Link>
      ) : (
        <button type="button" className="linkrow linkrow-button" onClick={onOpen}>
          {content}
        </button>
      )}
    </li>
  );
}
