import { listStaffAt } from '#modules/agency';
import { sendNotice } from '#platform/notify';
import type { Ctx } from '#platform/runtime';
import type { ReportRecord } from './store.ts';

export interface Word {
  readonly template: string;
  readonly roles: readonly string[];
  /** Default: the unit whose report it is. */
  readonly agencyId?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly link?: string;
}

/** Tells those who hold a role at the unit; the same word of the same version is told once. */
export async function tell(
  ctx: Ctx,
  report: Pick<ReportRecord, 'id' | 'unitId' | 'title' | 'version'>,
  word: Word,
): Promise<void> {
  const agencyId = word.agencyId ?? report.unitId;
  const told = new Set<string>();
  for (const role of word.roles) {
    for (const holder of await listStaffAt(ctx, { agencyId, role })) {
      if (told.has(holder.id) || holder.id === ctx.principal.id) continue;
      told.add(holder.id);
      await sendNotice(ctx, {
        to: { staffId: holder.id },
        template: word.template,
        params: { title: report.title, ...word.params },
        about: `report:${report.id}`,
        link: word.link ?? `/can-bo/bao-cao/${report.id}`,
        dedupeKey: `${word.template}:${report.id}:${report.version}:${holder.id}`,
      });
    }
  }
}
