import { handle, readUpload, sendFile } from '#platform/http';
import * as contract from './contract-work.ts';
import { addComment, raiseObstacle, resolveObstacle } from './discuss.ts';
import { askExtension, decideExtension, listExtensions, withdrawExtension } from './extensions.ts';
import { taskPage } from './get-task.ts';
import { answerHandover, openHandovers } from './handovers.ts';
import { addMeeting, listAllMeetings } from './meetings.ts';
import {
  addEvidence,
  addEvidenceFile,
  openEvidence,
  tickStep,
  untickStep,
  withdrawEvidence,
} from './steps.ts';
import { addTask, changeTask, listTasks, setTaskState } from './tasks.ts';

export const workRoutes = [
  handle(contract.listTasks, {
    action: 'programme.list_tasks',
    run: (ctx, { query }) => listTasks(ctx, query),
  }),
  handle(contract.getTask, {
    action: 'programme.read_task',
    run: (ctx, { params }) => taskPage(ctx, params.id),
  }),
  handle(contract.addTask, {
    action: 'programme.add_task',
    run: async (ctx, { body }) => ({ id: await addTask(ctx, body) }),
  }),
  handle(contract.changeTask, {
    action: 'programme.change_task',
    run: async (ctx, { params, body: { version, ...fields } }) => ({
      task: await changeTask(ctx, { id: params.id, version, fields }),
    }),
  }),
  handle(contract.setTaskState, {
    action: 'programme.move_task',
    run: async (ctx, { params, body }) => ({ task: await setTaskState(ctx, { id: params.id, ...body }) }),
  }),
  handle(contract.askExtension, {
    action: 'programme.ask_extension',
    run: async (ctx, { params, body }) => ({ id: await askExtension(ctx, { taskId: params.id, ...body }) }),
  }),
  handle(contract.listExtensions, {
    action: 'programme.list_extensions',
    run: async (ctx, { query }) => ({ items: await listExtensions(ctx, query.state) }),
  }),
  handle(contract.decideExtension, {
    action: 'programme.decide_extension',
    run: (ctx, { params, body }) => decideExtension(ctx, { id: params.id, ...body }),
  }),
  handle(contract.withdrawExtension, {
    action: 'programme.withdraw_extension',
    run: (ctx, { params }) => withdrawExtension(ctx, params.id),
  }),
  handle(contract.tickStep, {
    action: 'programme.tick_step',
    run: async (ctx, { params, body }) => ({ step: await tickStep(ctx, { id: params.id, ...body }) }),
  }),
  handle(contract.untickStep, {
    action: 'programme.untick_step',
    run: async (ctx, { params, body }) => ({ step: await untickStep(ctx, { id: params.id, ...body }) }),
  }),
  handle(contract.addEvidence, {
    action: 'programme.add_evidence',
    run: async (ctx, { params, body }) => ({ id: await addEvidence(ctx, params, body) }),
  }),
  handle(contract.addEvidenceFile, {
    action: 'programme.add_evidence_file',
    run: async (ctx, { params }, { request }) => ({
      id: await addEvidenceFile(ctx, params, await readUpload(request)),
    }),
  }),
  handle(contract.withdrawEvidence, {
    action: 'programme.withdraw_evidence',
    run: async (ctx, { params }) => {
      await withdrawEvidence(ctx, params.id);
      return { id: params.id };
    },
  }),
  handle(contract.downloadEvidence, {
    action: 'programme.download_evidence',
    run: async (ctx, { params }, { reply }) => sendFile(reply, await openEvidence(ctx, params.id)),
  }),
  handle(contract.raiseObstacle, {
    action: 'programme.raise_obstacle',
    run: async (ctx, { body }) => ({ id: await raiseObstacle(ctx, body) }),
  }),
  handle(contract.resolveObstacle, {
    action: 'programme.resolve_obstacle',
    run: async (ctx, { params, body }) => {
      await resolveObstacle(ctx, { id: params.id, ...body });
      return { id: params.id };
    },
  }),
  handle(contract.addComment, {
    action: 'programme.comment',
    run: async (ctx, { body }) => ({ id: await addComment(ctx, body) }),
  }),
  handle(contract.listMeetings, { action: 'programme.list_meetings', run: (ctx) => listAllMeetings(ctx) }),
  handle(contract.addMeeting, {
    action: 'programme.add_meeting',
    run: async (ctx, { body }) => ({ id: await addMeeting(ctx, body) }),
  }),
  handle(contract.listHandovers, { action: 'programme.list_handovers', run: (ctx) => openHandovers(ctx) }),
  handle(contract.answerHandover, {
    action: 'programme.answer_handover',
    run: (ctx, { params, body }) => answerHandover(ctx, { id: params.id, ...body }),
  }),
];
