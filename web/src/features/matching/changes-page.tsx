import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { handleMemberChange, listMemberChanges, type MemberChangeView } from '#contract/matching';
import { type ApiError, call, keyOf } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { PageError, useProblemText } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { CheckField } from '../../ui/field.tsx';
import { formatDate, formatNumber, formatShort } from '../../ui/format.ts';
import { type StateIcon, StateTag, type Tone } from '../../ui/state-tag.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useToast } from '../../ui/toast.tsx';
import { MatchingFrame } from './frame.tsx';
import { texts } from './texts.ts';

const looks: Record<MemberChangeView['kind'], { tone: Tone; icon: StateIcon }> = {
  died: { tone: 'basalt', icon: 'late' },
  moved_away: { tone: 'amber', icon: 'sent' },
  number_replaced: { tone: 'river', icon: 'info' },
  name_changed: { tone: 'river', icon: 'info' },
  residence_changed: { tone: 'neutral', icon: 'info' },
};

/** Living lists: what happened to persons on them since they were matched. */
export function MemberChangesPage() {
  const t = useT(texts);
  const navigate = useNavigate();
  const { chi } = useSearch({ strict: false }) as { chi?: 'tat-ca' };
  const query = { state: chi === 'tat-ca' ? undefined : ('new' as const), limit: 50 };
  const found = useInfiniteQuery({
    queryKey: keyOf(listMemberChanges, query),
    queryFn: ({ pageParam, signal }) =>
      call(listMemberChanges, { query: { ...query, cursor: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor,
  });
  const columns = useColumns();
  return (
    <MatchingFrame>
      {found.error ? (
        <PageError error={found.error as ApiError} onRetry={() => void found.refetch()} />
      ) : (
        <DataTable
          name="bien-dong"
          caption={t('chg.caption')}
          columns={columns}
          rows={found.data?.pages.flatMap((page) => page.items)}
          rowId={(row) => row.id}
          tools={
            <CheckField
              checked={chi !== 'tat-ca'}
              onChange={(on) =>
                void navigate({
                  to: '/can-bo/lam-sach/bien-dong',
                  search: { chi: on ? undefined : 'tat-ca' },
                  replace: true,
                })
              }
            >
              {t('chg.only')}
            </CheckField>
          }
          page={{
            hasNext: found.hasNextPage,
            hasPrevious: false,
            onNext: () => void found.fetchNextPage(),
            onPrevious: () => undefined,
          }}
          empty={<EmptyState title={t('chg.empty')}>{t('chg.emptyText')}</EmptyState>}
        />
      )}
    </MatchingFrame>
  );
}

function useColumns(): Column<MemberChangeView>[] {
  const t = useT(texts);
  const toast = useToast();
  const textOf = useProblemText();
  const queries = useQueryClient();
  const handle = async (row: MemberChangeView) => {
    try {
      await call(handleMemberChange, { params: { id: row.id }, body: { version: row.version } });
    } catch (error) {
      toast({ text: textOf(error) });
    }
    await queries.invalidateQueries({ queryKey: keyOf(listMemberChanges) });
  };
  return [
    {
      id: 'name',
      name: t('rows.name'),
      text: (row) => row.name,
      show: (row) => (
        <>
          <strong>{row.name}</strong>
          <br />
          <span className="mut">
            {row.listTitle}, {t('rows.position').toLowerCase()} {formatNumber(row.position)}
          </span>
        </>
      ),
    },
    {
      id: 'what',
      name: t('chg.what'),
      text: (row) => t(`chg.${row.kind}`),
      show: (row) => (
        <StateTag tone={looks[row.kind].tone} icon={looks[row.kind].icon}>
          {t(`chg.${row.kind}`)}
        </StateTag>
      ),
    },
    {
      id: 'on',
      name: t('chg.on'),
      show: (row) => formatDate(row.occurredOn) || formatShort(row.noticedAt),
      text: (row) => row.occurredOn ?? row.noticedAt,
    },
    {
      id: 'act',
      name: t('chg.state'),
      text: (row) => row.state,
      show: (row) =>
        row.state === 'handled' ? (
          t('chg.handled')
        ) : (
          <Button onClick={() => void handle(row)}>
            {t('chg.handle')}
            <span className="sr"> {row.name}</span>
          </Button>
        ),
    },
  ];
}
