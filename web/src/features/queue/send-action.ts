import {
  apologise,
  approveResult,
  assignDossier,
  deliverResult,
  type Dossier,
  type OfficerAction,
  proposeResult,
  receiveDossier,
  refuseDossier,
  requestSupplement,
  sendBack,
  stopDossier,
  takeStep,
} from '#contract/dossier';
import { call } from '../../app/api.ts';

export type Answers = {
  reason?: string;
  legalGround?: string;
  note?: string;
  items?: { componentKey: string | null; text: string }[];
  assigneeId?: string | null;
  newDueAt?: string;
  way?: 'electronic' | 'counter' | 'postal';
};
type Sender = (dossier: Dossier, answers: Answers) => Promise<Dossier>;

const at = (dossier: Dossier) => ({ params: { id: dossier.id } });
const seen = (dossier: Dossier) => ({ version: dossier.version });
const step =
  (action: 'forward' | 'process' | 'consult' | 'sign' | 'number' | 'issue'): Sender =>
  (dossier, { note = '' }) =>
    call(takeStep, { ...at(dossier), body: { ...seen(dossier), action, note } });
const propose =
  (outcome: 'grant' | 'deny'): Sender =>
  (dossier, { note, reason }) =>
    call(proposeResult, { ...at(dossier), body: { ...seen(dossier), outcome, note: note ?? reason ?? '' } });
const grounds = ({ reason = '', legalGround = '' }: Answers) => ({ reason, legalGround });

const senders: Record<Exclude<OfficerAction, 'judge' | 'undo'>, Sender> = {
  receive: (dossier) => call(receiveDossier, { ...at(dossier), body: seen(dossier) }),
  refuse: (dossier, answers) =>
    call(refuseDossier, { ...at(dossier), body: { ...seen(dossier), ...grounds(answers) } }),
  requestSupplement: (dossier, answers) =>
    call(requestSupplement, {
      ...at(dossier),
      body: { ...seen(dossier), ...grounds(answers), items: answers.items ?? [] },
    }),
  forward: step('forward'),
  process: step('process'),
  consult: step('consult'),
  sign: step('sign'),
  number: step('number'),
  issue: step('issue'),
  proposeApproval: propose('grant'),
  proposeRefusal: propose('deny'),
  approve: (dossier) => call(approveResult, { ...at(dossier), body: seen(dossier) }),
  return: (dossier, { reason = '' }) =>
    call(sendBack, { ...at(dossier), body: { ...seen(dossier), note: reason } }),
  handOver: (dossier, { way = 'electronic', note = '' }) =>
    call(deliverResult, { ...at(dossier), body: { ...seen(dossier), way, note } }),
  stop: (dossier, answers) =>
    call(stopDossier, { ...at(dossier), body: { ...seen(dossier), ...grounds(answers) } }),
  assign: (dossier, { assigneeId = null, note = '' }) =>
    call(assignDossier, { ...at(dossier), body: { ...seen(dossier), assigneeId, note } }),
  apologise: (dossier, { reason = '', newDueAt = '' }) =>
    call(apologise, { ...at(dossier), body: { ...seen(dossier), reason, newDueAt } }),
};

/** Sends an act with the version the officer saw; a change by somebody else meanwhile is refused by the server. */
export function send(action: OfficerAction, dossier: Dossier, answers: Answers): Promise<Dossier> {
  if (action === 'judge' || action === 'undo') throw new Error(`${action} has its own way`);
  return senders[action](dossier, answers);
}
