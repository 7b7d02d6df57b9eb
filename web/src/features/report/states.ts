import type { ReportState } from '#contract/report';
import type { StateIcon, Tone } from '../../ui/state-tag.tsx';

/** How each step of a report looks. */
export const stateLooks: Readonly<Record<ReportState, { tone: Tone; icon: StateIcon }>> = {
  draft: { tone: 'neutral', icon: 'info' },
  presented: { tone: 'amber', icon: 'clock' },
  signed: { tone: 'amber', icon: 'clock' },
  numbered: { tone: 'river', icon: 'clock' },
  sealed: { tone: 'river', icon: 'info' },
  sent: { tone: 'leaf', icon: 'sent' },
};
