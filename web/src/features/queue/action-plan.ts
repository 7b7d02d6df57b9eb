import type { Dossier, OfficerAction } from '#contract/dossier';

export type AskFor = 'nothing' | 'reason' | 'supplement' | 'note' | 'assignee' | 'apology' | 'delivery';
export type Plan = { action: OfficerAction; key: string; asks: AskFor; refusing?: boolean };

/** Every act of an officer: its key, and what must be asked before. In order of precedence for the one filled button. */
export const plans: readonly Plan[] = [
  { action: 'receive', key: 't', asks: 'nothing' },
  { action: 'process', key: 'p', asks: 'nothing' },
  { action: 'approve', key: 'd', asks: 'nothing' },
  { action: 'proposeApproval', key: 'y', asks: 'note' },
  { action: 'sign', key: 's', asks: 'nothing' },
  { action: 'number', key: 'n', asks: 'nothing' },
  { action: 'issue', key: 'i', asks: 'nothing' },
  { action: 'handOver', key: 'h', asks: 'delivery' },
  { action: 'requestSupplement', key: 'b', asks: 'supplement' },
  { action: 'forward', key: 'c', asks: 'nothing' },
  { action: 'consult', key: 'v', asks: 'note' },
  { action: 'assign', key: 'g', asks: 'assignee' },
  { action: 'return', key: 'l', asks: 'reason' },
  { action: 'apologise', key: 'a', asks: 'apology' },
  { action: 'proposeRefusal', key: 'u', asks: 'reason', refusing: true },
  { action: 'stop', key: 'q', asks: 'reason', refusing: true },
  { action: 'refuse', key: 'r', asks: 'reason', refusing: true },
];

/** Acts that carry a case onward; only one of these may be the filled button. */
const onward = new Set<OfficerAction>([
  'receive',
  'process',
  'approve',
  'proposeApproval',
  'sign',
  'number',
  'issue',
  'handOver',
  'forward',
]);

export function offered(actions: Dossier['actions']): {
  main: Plan | undefined;
  others: Plan[];
  refusing: Plan[];
} {
  const found = plans.filter((plan) => actions.includes(plan.action));
  const main = found.find((plan) => onward.has(plan.action));
  return {
    main,
    others: found.filter((plan) => plan !== main && !plan.refusing),
    refusing: found.filter((plan) => plan.refusing),
  };
}
