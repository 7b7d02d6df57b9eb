import { getDefinition } from '#modules/procedure';
import { listStaffAt } from '#modules/agency';
import { type Handler, handle } from '#platform/http';
import { isAppError, type Ctx } from '#platform/runtime';
import { agencyAt, openCase } from './case-file.ts';
import * as contract from './contract.ts';
import { downloadCaseFile } from './download.ts';
import * as acts from './office-acts.ts';
import { approveAndSign, takeClerkStep } from './office-results.ts';
import { presentDossier, presentQueue } from './present.ts';
import { officeRoles } from './rules-actions.ts';
import { revealApplicantNumber } from './reveal-number.ts';
import { type Cursor, countBuckets, countOpenByAssignee, listQueueRows } from './store-queue.ts';

/** Opening a case is a look at the data of its persons: they see it on their own page. */
async function officeView(ctx: Ctx, id: string) {
  const file = await openCase(ctx, id);
  const { applicant_person_id: applicant, filer_person_id: filer } = file.row;
  ctx.looks.add(
    [applicant, filer].filter((personId) => personId !== null),
    'dossier',
  );
  return presentDossier(ctx, file);
}

async function after(ctx: Ctx, id: string, act: Promise<void>) {
  await act;
  return officeView(ctx, id);
}

function myAgencies(ctx: Ctx): string[] {
  return [...new Set(ctx.principal.terms.map((term) => term.agencyId))];
}

function parseCursor(text: string | undefined): Cursor | null {
  if (!text) return null;
  const at = text.lastIndexOf('|');
  return { value: text.slice(0, at) || null, id: text.slice(at + 1) };
}

const sortValue = { due: 'next_due_at', submitted: 'submitted_at', code: 'code' } as const;

async function definitionsOf(
  ctx: Ctx,
  rows: readonly { procedure_code: string; procedure_version: number }[],
) {
  const definitions = new Map<string, Awaited<ReturnType<typeof getDefinition>>>();
  for (const row of rows) {
    const key = `${row.procedure_code}@${row.procedure_version}`;
    if (!definitions.has(key))
      definitions.set(key, await getDefinition(ctx, row.procedure_code, row.procedure_version));
  }
  return definitions;
}

async function receiveEach(ctx: Ctx, item: { id: string; version: number }) {
  try {
    await acts.receive(ctx, item);
    return { id: item.id, ok: true, code: null };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { id: item.id, ok: false, code: error.code };
  }
}

const queueRoute = handle(contract.listQueue, {
  action: 'dossier.list-queue',
  run: async (ctx, { query }) => {
    const agencyIds = myAgencies(ctx);
    const assigneeId = query.mine === 'true' ? ctx.principal.id : null;
    const filter = {
      agencyIds,
      assigneeId,
      search: query.search ?? null,
      procedureCode: query.procedureCode ?? null,
      channel: query.channel ?? null,
    };
    const empty = agencyIds.length === 0;
    const rows = empty
      ? []
      : await listQueueRows(ctx, {
          ...filter,
          bucket: query.bucket,
          sort: query.sort,
          cursor: parseCursor(query.cursor),
          limit: query.limit + 1,
        });
    const page = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? page.at(-1) : undefined;
    const value = last?.[sortValue[query.sort]];
    return {
      items: await presentQueue(ctx, page, await definitionsOf(ctx, page)),
      nextCursor: last ? `${value instanceof Date ? value.toISOString() : (value ?? '')}|${last.id}` : null,
      counters: await countBuckets(ctx, agencyIds, assigneeId),
      countedAt: ctx.clock.now().toISOString(),
    };
  },
});

export const officerRoutes: readonly Handler[] = [
  queueRoute,
  handle(contract.getDossier, {
    action: 'dossier.read',
    run: (ctx, { params }) => officeView(ctx, params.id),
  }),
  handle(contract.receiveDossier, {
    action: 'dossier.receive',
    run: (ctx, { params, body }) => after(ctx, params.id, acts.receive(ctx, { id: params.id, ...body })),
  }),
  handle(contract.refuseDossier, {
    action: 'dossier.refuse',
    run: (ctx, { params, body }) => after(ctx, params.id, acts.refuse(ctx, { id: params.id, ...body })),
  }),
  handle(contract.requestSupplement, {
    action: 'dossier.request-supplement',
    run: (ctx, { params, body }) =>
      after(ctx, params.id, acts.requestSupplement(ctx, { id: params.id, ...body })),
  }),
  handle(contract.assignDossier, {
    action: 'dossier.assign',
    run: (ctx, { params, body }) => after(ctx, params.id, acts.assign(ctx, { id: params.id, ...body })),
  }),
  handle(contract.takeStep, {
    action: 'dossier.take-step',
    run: (ctx, { params, body }) => after(ctx, params.id, takeClerkStep(ctx, { id: params.id, ...body })),
  }),
  handle(contract.judgeComponent, {
    action: 'dossier.judge',
    run: (ctx, { params, body }) =>
      after(ctx, params.id, acts.judge(ctx, { id: params.id, component: params.component, ...body })),
  }),
  handle(contract.proposeResult, {
    action: 'dossier.propose',
    run: (ctx, { params, body }) => after(ctx, params.id, acts.propose(ctx, { id: params.id, ...body })),
  }),
  handle(contract.approveResult, {
    action: 'dossier.approve',
    run: (ctx, { params, body }) => after(ctx, params.id, approveAndSign(ctx, { id: params.id, ...body })),
  }),
  handle(contract.sendBack, {
    action: 'dossier.send-back',
    run: (ctx, { params, body }) => after(ctx, params.id, acts.sendBack(ctx, { id: params.id, ...body })),
  }),
  handle(contract.deliverResult, {
    action: 'dossier.hand-over',
    run: (ctx, { params, body }) => after(ctx, params.id, acts.handOver(ctx, { id: params.id, ...body })),
  }),
  handle(contract.apologise, {
    action: 'dossier.apologise',
    run: (ctx, { params, body }) => {
      const { version, reason, newDueAt } = body;
      return after(
        ctx,
        params.id,
        acts.apologise(ctx, { id: params.id, version, reason, newDueAt: new Date(newDueAt) }),
      );
    },
  }),
  handle(contract.stopDossier, {
    action: 'dossier.stop',
    run: (ctx, { params, body }) => after(ctx, params.id, acts.stop(ctx, { id: params.id, ...body })),
  }),
  handle(contract.undoLast, {
    action: 'dossier.undo',
    run: (ctx, { params, body }) => after(ctx, params.id, acts.undo(ctx, { id: params.id, ...body })),
  }),
  handle(contract.receiveMany, {
    action: 'dossier.receive-many',
    run: async (ctx, { body }) => {
      const results = [];
      for (const item of body.dossiers) results.push(await receiveEach(ctx, item));
      return { results };
    },
  }),
  handle(contract.revealNumber, {
    action: 'dossier.reveal-number',
    run: async (ctx, { params, body }) => ({
      number: await revealApplicantNumber(ctx, { id: params.id, reason: body.reason }),
    }),
  }),
  handle(contract.listColleagues, {
    action: 'dossier.list-colleagues',
    run: async (ctx, { params }) => {
      const file = await openCase(ctx, params.id);
      const current = file.definition.steps.find((step) => step.key === file.state.step);
      if (!current) return { items: [] };
      const agencyId = agencyAt(file.row, current.at);
      const role = officeRoles[current.role];
      const holders = await listStaffAt(ctx, { agencyId, role });
      const open = await countOpenByAssignee(
        ctx,
        holders.map((holder) => holder.id),
      );
      return {
        items: holders.map(({ id, name, title }) => ({ id, name, title, openDossiers: open.get(id) ?? 0 })),
      };
    },
  }),
  handle(contract.downloadDocument, {
    action: 'dossier.download',
    run: (ctx, { params }, raw) =>
      downloadCaseFile(ctx, { dossierId: params.id, documentId: params.documentId }, raw.reply),
  }),
];
