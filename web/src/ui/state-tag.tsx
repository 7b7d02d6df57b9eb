import type { Icon } from '@tabler/icons-react';
import {
  IconAlertTriangle,
  IconCheck,
  IconCircleX,
  IconClock,
  IconInfoCircle,
  IconClockPause,
  IconSend,
} from './icons.ts';

export type Tone = 'leaf' | 'amber' | 'basalt' | 'river' | 'neutral';
export type StateIcon = 'done' | 'clock' | 'pause' | 'late' | 'refused' | 'info' | 'sent';

const icons: Record<StateIcon, Icon> = {
  done: IconCheck,
  clock: IconClock,
  pause: IconClockPause,
  late: IconAlertTriangle,
  refused: IconCircleX,
  info: IconInfoCircle,
  sent: IconSend,
};

/** A state is always colour, icon and word together. */
export function StateTag({ tone, icon, children }: { tone: Tone; icon: StateIcon; children: string }) {
  const Shape = icons[icon];
  return (
    <span className={`tag tag-${tone}`}>
      <Shape className="i" aria-hidden="true" />
      {children}
    </span>
  );
}
