import type { DossierSummary } from '#contract/dossier';
import type { Translate } from '../../app/language.tsx';
import type { FourSteps, StepLook } from '../../ui/case-steps.tsx';
import { formatDate, formatTime, legalDay } from '../../ui/format.ts';
import type { StateIcon, Tone } from '../../ui/state-tag.tsx';
import type { texts } from './texts.ts';

type Business = DossierSummary['states']['business'];
type Say = Translate<typeof texts>;

export const stateLooks: Record<Business, { tone: Tone; icon: StateIcon }> = {
  submitted: { tone: 'river', icon: 'sent' },
  received: { tone: 'river', icon: 'clock' },
  processing: { tone: 'river', icon: 'clock' },
  supplement: { tone: 'amber', icon: 'pause' },
  proposed: { tone: 'river', icon: 'clock' },
  approved: { tone: 'river', icon: 'clock' },
  signed: { tone: 'river', icon: 'clock' },
  issued: { tone: 'leaf', icon: 'done' },
  refused: { tone: 'basalt', icon: 'refused' },
  withdrawn: { tone: 'neutral', icon: 'info' },
  stopped: { tone: 'basalt', icon: 'refused' },
};

const currentLooks: Record<DossierSummary['steps']['current'], StepLook> = {
  none: 'todo',
  running: 'now',
  paused: 'held',
  finished: 'ok',
  ended: 'stopped',
};

/** The four-step line: done, the current one as it stands, the rest. */
export function stepLooks(steps: DossierSummary['steps']): FourSteps {
  if (steps.current === 'finished') return ['ok', 'ok', 'ok', 'ok'];
  const look = (at: number): StepLook => {
    if (at < steps.done) return 'done';
    return at === steps.done ? currentLooks[steps.current] : 'todo';
  };
  return [look(0), look(1), look(2), look(3)];
}

/** A citizen reads "processing" until a result exists; the office's inner steps are its own. */
export function citizenState(state: Business, t: Say): { tone: Tone; icon: StateIcon; text: string } {
  const inner = state === 'proposed' || state === 'approved' || state === 'signed';
  const key = inner ? 'processing' : state;
  const text = state === 'supplement' ? t('state.supplementYou') : t(`state.${key}`);
  return { ...stateLooks[key], text };
}

type Followed = Pick<DossierSummary, 'states' | 'dueAt' | 'decidingAgency'> &
  Partial<Pick<DossierSummary, 'timeLeft' | 'receivingAgency'>>;

function expected(dossier: Followed, t: Say, now: Date): string {
  if (dossier.timeLeft?.level === 'late') return t('next.late');
  if (!dossier.dueAt) return t('next.processing', { agency: dossier.decidingAgency.name });
  const time = formatTime(dossier.dueAt);
  if (legalDay(dossier.dueAt) === legalDay(now)) return t('next.dueToday', { time });
  return t('next.due', { day: formatDate(dossier.dueAt), time });
}

function beforeReception(dossier: Followed, t: Say): string {
  const { money } = dossier.states;
  if (money === 'due' || money === 'short') return t('next.pay');
  if (money === 'pending') return t('next.pending');
  const agency = (dossier.receivingAgency ?? dossier.decidingAgency).name;
  const by = dossier.timeLeft?.dueAt;
  return by
    ? t('next.submittedBy', { agency, when: `${formatTime(by)} ${formatDate(by)}` })
    : t('next.submitted', { agency });
}

/** One sentence: what happens next. */
export function nextSentence(dossier: Followed, t: Say, now: Date): string {
  const { business } = dossier.states;
  if (business === 'submitted') return beforeReception(dossier, t);
  if (business === 'supplement' || business === 'issued') return t(`next.${business}`);
  if (business === 'refused' || business === 'withdrawn' || business === 'stopped')
    return t(`next.${business}`);
  return expected(dossier, t, now);
}
