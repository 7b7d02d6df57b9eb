import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { listDifferences } from '#contract/programme';
import { type AnswerOf, useRead } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { PageError } from '../../app/problem.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { plain } from '../../ui/format.ts';
import { StateTag } from '../../ui/state-tag.tsx';
import { ProgrammeFrame } from './frame.tsx';
import { more } from './texts-more.ts';
import { texts } from './texts.ts';

type Answer = AnswerOf<typeof listDifferences>;
type Total = Answer['totals'][number];
type Difference = Answer['items'][number];

function useTotals(): Column<Total>[] {
  const t = useT(texts);
  const m = useT(more);
  const verdict = (row: Total) => m(row.stated === row.counted ? 'agrees' : 'differs');
  return [
    { id: 'name', name: m('topic'), text: (row) => row.name, show: (row) => row.name },
    {
      id: 'stated',
      name: m('stated'),
      end: true,
      text: (row) => String(row.stated),
      show: (row) => row.stated,
    },
    {
      id: 'counted',
      name: m('counted'),
      end: true,
      text: (row) => String(row.counted),
      show: (row) => row.counted,
    },
    {
      id: 'verdict',
      name: t('result'),
      text: verdict,
      show: (row) => (
        <StateTag
          tone={row.stated === row.counted ? 'leaf' : 'amber'}
          icon={row.stated === row.counted ? 'done' : 'late'}
        >
          {verdict(row)}
        </StateTag>
      ),
    },
    { id: 'place', name: m('where'), text: (row) => row.place, show: (row) => row.place },
  ];
}

function useDifferences(): Column<Difference>[] {
  const t = useT(texts);
  const m = useT(more);
  const topics: Record<string, string> = {
    count: m('topic.count'),
    deadline: m('topic.deadline'),
    lead: m('topic.lead'),
    supplier: m('topic.supplier'),
    name: m('topic.name'),
    numbering: m('topic.numbering'),
    text: m('topic.text'),
  };
  const topic = (row: Difference) => topics[row.topic] ?? row.topic;
  const says = (row: Difference) => row.says.map((say) => `${say.place}: ${say.value}`);
  return [
    { id: 'topic', name: m('topic'), text: topic, show: topic },
    {
      id: 'model',
      name: t('model'),
      text: (row) => String(row.model ?? ''),
      show: (row) =>
        row.model === null ? null : (
          <Link to="/can-bo/chuong-trinh/mo-hinh/$so" params={{ so: String(row.model) }}>
            {row.model}
          </Link>
        ),
    },
    {
      id: 'says',
      name: m('says'),
      text: (row) => says(row).join('; '),
      show: (row) => (
        <ul>
          {says(row).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ),
    },
    { id: 'used', name: m('usedCol'), text: (row) => row.used, show: (row) => row.used },
  ];
}

/** The handbook's own totals beside the count of its rows, and every place where the source contradicts itself. */
export function SourcePage() {
  const m = useT(more);
  const navigate = useNavigate();
  const { q } = useSearch({ strict: false }) as { q?: string };
  const found = useRead(listDifferences, {});
  const [totals, differences] = [useTotals(), useDifferences()];
  const words = plain(q ?? '');
  return (
    <ProgrammeFrame>
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      <div className="stack">
        <h2>{m('totalsOf')}</h2>
        <DataTable
          name="tong-cam-nang"
          caption={m('totalsOf')}
          columns={totals}
          rows={found.data?.totals.toSorted((a, b) =>
            a.place.localeCompare(b.place, 'vi', { numeric: true }),
          )}
          rowId={(row) => row.key}
        />
        <h2>{m('source')}</h2>
        <DataTable
          name="cho-khong-thong-nhat"
          caption={m('source')}
          columns={differences}
          rows={found.data?.items.filter((row) =>
            plain(
              `${row.model ?? ''} ${row.used} ${row.says.map((say) => `${say.place} ${say.value}`).join(' ')}`,
            ).includes(words),
          )}
          rowId={(row) => row.key}
          search={{
            value: q ?? '',
            onChange: (text) =>
              void navigate({
                to: '/can-bo/chuong-trinh/nguon',
                search: { q: text || undefined },
                replace: true,
              }),
          }}
        />
      </div>
    </ProgrammeFrame>
  );
}
