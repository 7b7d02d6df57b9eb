import * as basis from '../../../../src/platform/basis/contract.ts';
import { useRead } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { PageError } from '../../app/problem.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatDateTime } from '../../ui/format.ts';
import { SkeletonCard } from '../../ui/states.tsx';
import { texts } from './texts.ts';

const words: Readonly<Record<string, 'uses.person' | 'uses.search' | 'uses.residence'>> = {
  'person.read': 'uses.person',
  'person.search': 'uses.search',
  'residence.read': 'uses.residence',
};

/** What was read on a basis, from the audit log. */
export function UsesDialog({ basisId, onClose }: { basisId: string | undefined; onClose: () => void }) {
  const t = useT(texts);
  return (
    <Dialog open={basisId !== undefined} onClose={onClose} title={t('act.uses')}>
      {basisId ? <Uses basisId={basisId} /> : null}
    </Dialog>
  );
}

function Uses({ basisId }: { basisId: string }) {
  const t = useT(texts);
  const found = useRead(basis.getBasis, { params: { id: basisId } });
  if (found.error) return <PageError error={found.error} />;
  if (!found.data) return <SkeletonCard lines={3} />;
  if (found.data.uses.length === 0) return <p>{t('uses.none')}</p>;
  return (
    <ul className="rows">
      {found.data.uses.map((use) => (
        <li key={`${use.at}${use.action}`} className="pad-sm">
          <strong>
            {words[use.action]
              ? t(words[use.action] ?? 'uses.person')
              : t('uses.other', { action: use.action })}
          </strong>
          <br />
          <span className="mut">
            {formatDateTime(use.at)}, {t('uses.line', { n: use.persons })}
          </span>
        </li>
      ))}
    </ul>
  );
}
