import { outcomesFor } from '#lib/service-definition';
import { type CaseFile, handOver, openCase } from '#modules/dossier';
import { placeNames } from '#modules/place';
import { registerTemporaryResidence } from '#modules/residence';
import type { Ctx } from '#platform/runtime';

type Effect = (ctx: Ctx, file: CaseFile) => Promise<void>;

// Luật Cư trú 68/2020/QH14 Đ.27 k.2: at most two years; the case's own definition pins the form's limit
const TEMPORARY_RESIDENCE_MONTHS = 24;

const registerTemporary: Effect = async (ctx, file) => {
  const { form } = file.context;
  const dwelling = form['dwelling'] as { place?: string; line?: string } | undefined;
  const personId = file.row.applicant_person_id;
  if (!personId || !dwelling?.place || typeof form['from'] !== 'string' || typeof form['to'] !== 'string')
    return;
  const name = (await placeNames(ctx, [dwelling.place], file.context.day)).get(dwelling.place) ?? '';
  await registerTemporaryResidence(ctx, {
    personId,
    householdId: null,
    relation: 'tenant',
    placeCode: dwelling.place,
    address: [dwelling.line, name].filter(Boolean).join(', '),
    from: form['from'],
    to: form['to'],
    maxMonths: TEMPORARY_RESIDENCE_MONTHS,
    source: `dossier:${file.row.id}`,
  });
};

/** What an issued result changes in a register, by `<register>.<record>` of the definition. */
const effects: Readonly<Record<string, Effect>> = { 'residence.temporary-residence': registerTemporary };

/** Applies the effects of an issued result, and hands an electronic result over by itself. */
export async function followIssue(ctx: Ctx, dossierId: string): Promise<void> {
  const file = await openCase(ctx, dossierId);
  for (const outcome of outcomesFor(file.definition, file.context)) {
    for (const { register, record } of outcome.effects) await effects[`${register}.${record}`]?.(ctx, file);
  }
  const wanted = file.context.form['delivery'];
  const isElectronic = wanted === undefined || wanted === 'vault' || wanted === 'email';
  if (isElectronic && file.state.delivery === 'ready')
    await handOver(ctx, { id: dossierId, way: 'electronic', note: '' });
}
