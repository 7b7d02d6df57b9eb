import { ETHNIC_GROUPS } from '#lib/synthetic-population';
import { OTHER } from './rules.ts';

const names = new Map(ETHNIC_GROUPS.map((group) => [group.code, group.name]));

/** Name of an ethnic group by its two-digit code (QĐ 121-TCTK/PPCĐ 1979). */
export function ethnicityName(code: string): string {
  if (code === OTHER) return 'Dân tộc khác';
  return names.get(code) ?? code;
}
