import { staffNames } from '#modules/agency';
import type { Ctx } from '#platform/runtime';
import type { Section, SectionKey } from './contract.ts';
import { errors } from './errors.ts';
import { checkMay } from './make-report.ts';
import { type SectionRecord, getReportRecord, insertSection, listVersions } from './store.ts';

export async function presentSections(ctx: Ctx, sections: readonly SectionRecord[]): Promise<Section[]> {
  const names = await staffNames(
    ctx,
    sections.flatMap((section) => section.savedBy ?? []),
  );
  return sections.map(({ savedBy, savedAt, ...section }) => ({
    ...section,
    savedBy: savedBy === null ? null : (names.get(savedBy) ?? null),
    savedAt: savedAt.toISOString(),
  }));
}

async function presentNewest(ctx: Ctx, reportId: string, key: SectionKey): Promise<Section> {
  const [newest] = await presentSections(ctx, (await listVersions(ctx, reportId, key)).slice(0, 1));
  if (!newest) throw errors.error('not_found');
  return newest;
}

/**
 * Saves a part of a draft. Each part has its own version, so that two who write different parts do not meet; who saves
 * over another's text is refused with that text in hand. @throws report.section_changed
 */
export async function saveSection(
  ctx: Ctx,
  input: { id: string; key: SectionKey; text: string; version: number },
): Promise<Section> {
  const report = await getReportRecord(ctx, input.id);
  checkMay(ctx, 'edit', report.unitId);
  if (report.state !== 'draft') throw errors.error('not_in_this_state');
  const text = input.text.normalize('NFC');
  const newest = await presentNewest(ctx, input.id, input.key);
  if (newest.text === text) return newest;
  const isSaved =
    newest.version === input.version &&
    (await insertSection(ctx, input.id, { key: input.key, version: input.version + 1, text }));
  if (isSaved) return presentNewest(ctx, input.id, input.key);
  const theirs = await presentNewest(ctx, input.id, input.key);
  throw errors.error('section_changed', {
    by: theirs.savedBy ?? 'Đồng nghiệp',
    theirs: theirs.text,
    version: theirs.version,
    savedAt: theirs.savedAt,
  });
}
