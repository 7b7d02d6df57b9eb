import * as audit from '../../../../src/platform/audit/contract.ts';
import { useRead } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { PageError } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { formatNumber } from '../../ui/format.ts';
import { IconDownload } from '../../ui/icons.ts';
import { SkeletonCard } from '../../ui/states.tsx';
import { AdminFrame } from './admin-shell.tsx';
import { texts } from './texts.ts';

function keepNote(note: string, size: number) {
  const url = URL.createObjectURL(new Blob([note], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `checkpoint-${size}.txt`;
  link.click();
  URL.revokeObjectURL(url);
}

/** The last signed head of the audit log: whoever keeps it can later prove what was changed. */
export function AuditPage() {
  const t = useT(texts);
  const found = useRead(audit.getCheckpoint, {}, { refetchInterval: 30_000 });
  return (
    <AdminFrame>
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isPending ? <SkeletonCard lines={5} /> : null}
      {found.data ? (
        <section className="card pad stack">
          <h2>{t('audit.title')}</h2>
          <p>{t('audit.size', { n: formatNumber(found.data.size) })}</p>
          <pre className="note">{found.data.note}</pre>
          <p className="field-hint">{t('audit.why')}</p>
          <div>
            <Button
              icon={<IconDownload className="i" aria-hidden="true" />}
              onClick={() => keepNote(found.data.note, found.data.size)}
            >
              {t('audit.keep')}
            </Button>
          </div>
        </section>
      ) : null}
    </AdminFrame>
  );
}
