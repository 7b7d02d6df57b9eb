import type { LinkageRecord } from '#lib/linkage';
import type { Ctx } from '#platform/runtime';
import type { RowFields } from './rules-row.ts';

/** The name under which numbers of lists are sealed: a number as typed, whatever it is. */
export const LIST_NUMBER = 'list_number';

export function openNumber(ctx: Ctx, sealed: Buffer | null): string {
  return sealed ? ctx.ports.identifierCipher.open(LIST_NUMBER, sealed) : '';
}

const known = (text: string): string | undefined => (text === '' ? undefined : text);

/** A row as the engine compares it. */
export function linkageRecord(
  ctx: Ctx,
  row: {
    readonly id: string;
    readonly fields: RowFields;
    readonly number_sealed: Buffer | null;
  },
): LinkageRecord {
  const { fields } = row;
  return {
    key: row.id,
    values: {
      name: known(fields.fullName),
      birth: known(fields.birth),
      sex: known(fields.sex),
      number: known(openNumber(ctx, row.number_sealed)),
      place: known(fields.communes.join('|')),
      address: known(fields.address),
      father: known(fields.father),
      mother: known(fields.mother),
      ethnicity: known(fields.ethnicity),
    },
  };
}
