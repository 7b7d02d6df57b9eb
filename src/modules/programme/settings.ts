import { errors as accessErrors } from '#platform/access';
import type { Ctx } from '#platform/runtime';
import { settingKeys } from './contract-plan.ts';
import type { HistoryEntry } from './contract-shapes.ts';
import { demandOfficer, isSecretary } from './may.ts';
import { presentHistory, today } from './present.ts';
import { record } from './record.ts';
import { defaultSettings, type SettingKey } from './rules.ts';
import { readEvents } from './store-office.ts';
import { readSettings, upsertSetting } from './store-plan.ts';

export async function listSettings(ctx: Ctx) {
  demandOfficer(ctx);
  const rows = await readSettings(ctx, today(ctx));
  return {
    canSet: isSecretary(ctx),
    items: settingKeys.map((key) => {
      const row = rows.find((one) => one.key === key);
      return { key, value: row?.value ?? defaultSettings[key], validFrom: row?.validFrom ?? null };
    }),
  };
}

export async function setSetting(ctx: Ctx, input: { key: SettingKey; value: number }) {
  if (!isSecretary(ctx)) throw accessErrors.error('forbidden');
  const before = (await listSettings(ctx)).items.find((item) => item.key === input.key)?.value;
  await upsertSetting(ctx, { ...input, validFrom: today(ctx) });
  await record(ctx, {
    type: 'programme.setting_set',
    streamId: ctx.ids.next(),
    before: { [input.key]: before },
    after: { [input.key]: input.value },
  });
  return input;
}

export async function listHistory(
  ctx: Ctx,
  question: {
    model?: number | undefined;
    task?: string | undefined;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<{ items: HistoryEntry[]; nextCursor: string | null }> {
  demandOfficer(ctx);
  const rows = await readEvents(ctx, {
    handbook: question.model,
    taskId: question.task,
    before: question.cursor,
    limit: question.limit + 1,
  });
  const page = rows.slice(0, question.limit);
  return {
    items: await presentHistory(ctx, page),
    nextCursor: rows.length > question.limit ? (page.at(-1)?.id ?? null) : null,
  };
}
