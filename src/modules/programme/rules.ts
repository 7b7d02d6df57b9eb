import type { PlanDeadlineRow } from '#lib/catalog';
import type { ModelState, Progress, TaskState } from './contract-shapes.ts';

const msPerDay = 86_400_000;

/** Whole days from one legal day to another; negative when it lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / msPerDay);
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * msPerDay).toISOString().slice(0, 10);
}

export interface Dated {
  readonly state: TaskState;
  readonly dueOn: string | null;
}

const isClosed = (state: TaskState): boolean => state === 'done' || state === 'dropped';

/** Days by which an unfinished task is past its due date; null when it is not. The due date itself is not late. */
export function daysLate(task: Dated, today: string): number | null {
  if (isClosed(task.state) || task.dueOn === null || task.dueOn >= today) return null;
  return daysBetween(task.dueOn, today);
}

/** The date a task of a model runs to: the last one the plan's body gives, else its annex, else the handbook. */
export function planDue(deadlines: readonly Pick<PlanDeadlineRow, 'part' | 'on'>[]): string | null {
  for (const part of ['body', 'annex', 'handbook'] as const) {
    const days = deadlines.flatMap((row) => (row.part === part && row.on !== null ? [row.on] : []));
    if (days.length > 0) return days.toSorted().at(-1) ?? null;
  }
  return null;
}

/** Progress of a model: its indicators where they speak, else the share of steps ticked with evidence. */
export function progressOf(model: {
  readonly state: ModelState;
  readonly steps: number;
  readonly stepsDone: number;
  readonly indicators?: { readonly value: number; readonly isTyped: boolean } | undefined;
}): Progress {
  const { indicators } = model;
  if (indicators !== undefined && model.state !== 'not_started')
    return { basis: indicators.isTyped ? 'typed' : 'computed', value: clamp(indicators.value) };
  if (model.stepsDone > 0)
    return { basis: 'steps', value: clamp(model.stepsDone / Math.max(1, model.steps)) };
  return {
    basis: model.state === 'not_started' ? 'none' : 'steps',
    value: model.state === 'not_started' ? null : 0,
  };
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

export interface AssessmentFact {
  readonly passed: boolean;
  readonly assessedOn: string;
  readonly validTo: string | null;
}

/**
 * Why a model may not go into operation on a day; null when it may.
 * Kế hoạch phối hợp 132/2023: đánh giá an toàn thông tin trước khi vận hành chính thức
 */
export function operationRefusal(
  assessments: readonly AssessmentFact[],
  on: string,
): 'assessment_missing' | 'assessment_failed' | 'assessment_later' | 'assessment_lapsed' | null {
  const newest = assessments.toSorted((a, b) => (a.assessedOn < b.assessedOn ? 1 : -1));
  if (newest.length === 0) return 'assessment_missing';
  const before = newest.filter((one) => one.assessedOn <= on);
  const last = before[0];
  if (last === undefined) return 'assessment_later';
  if (!last.passed) return 'assessment_failed';
  return last.validTo !== null && last.validTo <= on ? 'assessment_lapsed' : null;
}

/** An agency that was not heard of for longer than the threshold; one never heard of counts from the beginning. */
export function isSilent(lastOn: string | null, today: string, silentDays: number): boolean {
  return lastOn === null || daysBetween(lastOn, today) > silentDays;
}

export const defaultSettings = { silent_days: 30, soon_days: 7 } as const;
export type SettingKey = keyof typeof defaultSettings;
