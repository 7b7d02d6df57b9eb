import { type Handler, handle } from '#platform/http';
import * as contract from './contract.ts';
import { answerCorrection, listCorrections, requestCorrection } from './corrections.ts';
import { judgeRow, undoBatch, undoJudgement } from './judge.ts';
import { judgeGroup, listGroups } from './judge-groups.ts';
import { listQueue, listRows } from './list-rows.ts';
import { lookUpPopulation } from './look-up.ts';
import { handleMemberChange, listMemberChanges } from './member-changes.ts';
import { getPair, revealNumbers } from './pair.ts';

export const queueRoutes: readonly Handler[] = [
  handle(contract.listQueue, {
    action: 'matching.list-queue',
    run: (ctx, { query }) => listQueue(ctx, query),
  }),
  handle(contract.listRows, {
    action: 'matching.list-rows',
    run: (ctx, { params, query }) => listRows(ctx, { listId: params.id, ...query }),
  }),
  handle(contract.getPair, {
    action: 'matching.read-pair',
    run: (ctx, { params }) => getPair(ctx, params.id),
  }),
  handle(contract.judgeRow, {
    action: 'matching.judge',
    run: (ctx, { params, body }) => judgeRow(ctx, { id: params.id, ...body }),
  }),
  handle(contract.undoJudgement, {
    action: 'matching.undo',
    run: (ctx, { params, body }) => undoJudgement(ctx, { id: params.id, ...body }),
  }),
  handle(contract.revealNumber, {
    action: 'matching.reveal-number',
    run: (ctx, { params, body }) => revealNumbers(ctx, { id: params.id, ...body }),
  }),
  handle(contract.listGroups, {
    action: 'matching.list-groups',
    run: (ctx, { params }) => listGroups(ctx, params.id),
  }),
  handle(contract.judgeGroup, {
    action: 'matching.judge-group',
    run: (ctx, { params, body }) => judgeGroup(ctx, { listId: params.id, ...body }),
  }),
  handle(contract.undoGroup, {
    action: 'matching.undo-group',
    run: async (ctx, { params, body }) => ({ undone: await undoBatch(ctx, { batchId: params.id, ...body }) }),
  }),
  handle(contract.requestCorrection, {
    action: 'matching.request-correction',
    run: (ctx, { params, body }) => requestCorrection(ctx, { rowId: params.id, ...body }),
  }),
  handle(contract.listCorrections, {
    action: 'matching.list-corrections',
    run: (ctx, { query }) => listCorrections(ctx, query),
  }),
  handle(contract.answerCorrection, {
    action: 'matching.answer-correction',
    run: (ctx, { params, body }) => answerCorrection(ctx, { id: params.id, ...body }),
  }),
  handle(contract.listMemberChanges, {
    action: 'matching.list-member-changes',
    run: (ctx, { query }) => listMemberChanges(ctx, query),
  }),
  handle(contract.handleMemberChange, {
    action: 'matching.handle-member-change',
    run: (ctx, { params, body }) => handleMemberChange(ctx, { id: params.id, ...body }),
  }),
  handle(contract.lookUpPopulation, {
    action: 'matching.look-up',
    mode: 'read',
    run: (ctx, { body }) => lookUpPopulation(ctx, body),
  }),
];
