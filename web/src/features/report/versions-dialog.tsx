import * as report from '#contract/report';
import { useRead } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { PageError } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatDateTime } from '../../ui/format.ts';
import { SkeletonCard } from '../../ui/states.tsx';
import { texts } from './texts.ts';

type VersionsProps = {
  reportId: string;
  sectionKey: report.SectionKey;
  onClose: () => void;
  onTake: (text: string) => void;
};

/** Every text this part ever had; an earlier one can be taken again. */
export function VersionsDialog({ reportId, sectionKey, onClose, onTake }: VersionsProps) {
  const t = useT(texts);
  const found = useRead(report.listSectionVersions, { params: { id: reportId, section: sectionKey } });
  return (
    <Dialog open onClose={onClose} title={`${t('versions')}: ${t(`section.${sectionKey}`)}`}>
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {!found.data && !found.error ? <SkeletonCard lines={4} /> : null}
      <ol className="events">
        {found.data?.items.map((one) => (
          <li key={one.version}>
            <div className="field-hint">
              {one.savedBy ?? t('firstText')}, {formatDateTime(one.savedAt)}
            </div>
            <p>{one.text === '' ? '–' : one.text}</p>
            <Button kind="quiet" onClick={() => onTake(one.text)}>
              {t('restore')}
            </Button>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
