import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { IconAlertTriangle, IconCircleCheck, IconClock, IconInfoCircle } from './icons.ts';

type NoticeTone = 'river' | 'amber' | 'basalt' | 'leaf';
const icons: Record<NoticeTone, Icon> = {
  river: IconInfoCircle,
  amber: IconClock,
  basalt: IconAlertTriangle,
  leaf: IconCircleCheck,
};

type NoticeProps = {
  tone?: NoticeTone;
  title?: string;
  children?: ReactNode;
  /** 'status' is read when it appears, 'alert' interrupts. */
  live?: 'status' | 'alert';
};

export function Notice({ tone = 'river', title, children, live }: NoticeProps) {
  const Shape = icons[tone];
  return (
    <div className={`notice notice-${tone}`} role={live}>
      <Shape className="i" aria-hidden="true" />
      <div className="grow">
        {title ? <strong>{title}</strong> : null}
        {children}
      </div>
    </div>
  );
}
