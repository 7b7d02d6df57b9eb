import type { Icon } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useT } from '../app/language.tsx';
import { texts } from '../app/texts.ts';
import { Button } from './button.tsx';
import { IconAlertTriangle, IconInbox, IconWifiOff } from './icons.ts';

type EmptyStateProps = { title: string; children?: ReactNode; action?: ReactNode; icon?: Icon };

/** Nothing here yet: says so and how to begin. */
export function EmptyState({ title, children, action, icon: Shape = IconInbox }: EmptyStateProps) {
  return (
    <div className="empty">
      <Shape className="i" aria-hidden="true" />
      <strong>{title}</strong>
      {children ? <p>{children}</p> : null}
      {action}
    </div>
  );
}

type ErrorStateProps = { title?: string; text: string; reference?: string; onRetry?: () => void };

/** What happened, what was kept, what to do. */
export function ErrorState({ title, text, reference, onRetry }: ErrorStateProps) {
  const t = useT(texts);
  return (
    <div className="empty" role="alert">
      <IconAlertTriangle className="i" aria-hidden="true" />
      <strong>{title ?? t('error.title')}</strong>
      <p>{text}</p>
      {reference ? <p className="mut">{t('error.reference', { id: reference })}</p> : null}
      {onRetry ? <Button onClick={onRetry}>{t('state.retry')}</Button> : null}
    </div>
  );
}

function Bar({ width, height }: { width: string; height: number }) {
  return <span className="skel" style={{ width, height }} />;
}

const widths = ['72%', '48%', '60%', '54%', '66%', '42%'];

/** Stands in for a list while it loads; shown at once, so that no page is blank. */
export function SkeletonRows({ count = 4, label }: { count?: number; label?: string }) {
  const t = useT(texts);
  return (
    <output className="card rows" aria-label={label ?? t('state.loading')}>
      {Array.from({ length: count }, (_, index) => `row-${index}`).map((row, index) => (
        <div key={row} className="stack-sm skel-row">
          <Bar width={widths[index % widths.length] ?? '60%'} height={16} />
          <Bar width="34%" height={12} />
        </div>
      ))}
    </output>
  );
}

export function SkeletonCard({ lines = 3 }: { lines?: number }) {
  const t = useT(texts);
  return (
    <output className="card stack-sm skel-row" aria-label={t('state.loading')}>
      {Array.from({ length: lines }, (_, index) => `line-${index}`).map((line, index) => (
        <Bar key={line} width={widths[(index + 2) % widths.length] ?? '50%'} height={index === 0 ? 20 : 14} />
      ))}
    </output>
  );
}

export function useOnline(): boolean {
  const [online, setOnline] = useState(() => navigator.onLine);
  useEffect(() => {
    const on = () => setOnline(true);
    const off = () => setOnline(false);
    window.addEventListener('online', on);
    window.addEventListener('offline', off);
    return () => {
      window.removeEventListener('online', on);
      window.removeEventListener('offline', off);
    };
  }, []);
  return online;
}

/** Offline is shown, and how much waits to be sent. */
export function OfflineLine({ waiting = 0, forced = false }: { waiting?: number; forced?: boolean }) {
  const t = useT(texts);
  const online = useOnline();
  if (online && !forced) return null;
  return (
    <output className="offline">
      <IconWifiOff className="i" aria-hidden="true" />
      <span>
        {t('state.offline')}
        {waiting > 0 ? ` ${t('state.waiting', { n: waiting })}.` : ''}
      </span>
    </output>
  );
}
