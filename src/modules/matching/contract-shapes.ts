import { z } from 'zod';

/** What a column of a list may mean: the fields of lib/tabular, and `row_key`, the department's own key of a row. */
export const rowFields = [
  'row_key',
  'row_number',
  'full_name',
  'family_and_middle',
  'family_name',
  'middle_name',
  'given_name',
  'birth_date',
  'birth_day',
  'birth_month',
  'birth_year',
  'birth_year_male',
  'birth_year_female',
  'sex',
  'male_mark',
  'female_mark',
  'number',
  'old_number',
  'ethnicity',
  'address',
  'detail',
  'hamlet',
  'commune',
  'district',
  'province',
  'father',
  'mother',
  'head',
  'relation',
  'phone',
  'insurance_number',
  'note',
] as const;
export type RowField = (typeof rowFields)[number];

export const rowStates = [
  'new',
  'matched',
  'not_found',
  'to_judge',
  'second_look',
  'third_look',
  'needs_papers',
] as const;
export type RowState = (typeof rowStates)[number];

export const rowReasons = [
  'wrong_number',
  'cancelled_number',
  'deceased',
  'moved_away',
  'duplicate_in_list',
  'two_candidates',
  'weak_evidence',
] as const;

export const cursorQuery = {
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

/** A text cut where the other side differs. */
export const Segment = z.object({ text: z.string(), differs: z.boolean() });

export const ComparedField = z.object({
  field: z.string(),
  list: z.object({ segments: z.array(Segment), note: z.string().nullable() }),
  register: z.object({ segments: z.array(Segment), note: z.string().nullable() }),
  /** The level of agreement as the engine names it, and its words. */
  level: z.string().nullable(),
  levelText: z.string().nullable(),
  /** Bits for (+) or against (−); null: not compared. */
  weight: z.number().nullable(),
});

export const CandidateView = z.object({
  personId: z.uuid(),
  name: z.string(),
  state: z.enum(['alive', 'deceased', 'moved_away']),
  numberHint: z.string().nullable(),
  probability: z.number(),
  score: z.number(),
  fields: z.array(ComparedField),
});

export const RowView = z.object({
  id: z.uuid(),
  listId: z.uuid(),
  listTitle: z.string(),
  position: z.number().int(),
  name: z.string(),
  birth: z.string(),
  address: z.string(),
  numberHint: z.string().nullable(),
  communeCode: z.string().nullable(),
  state: z.enum(rowStates),
  settledBy: z.enum(['engine', 'people']).nullable(),
  probability: z.number().nullable(),
  reasons: z.array(z.enum(rowReasons)),
  candidates: z.number().int(),
  isChangedSince: z.boolean(),
  version: z.number().int(),
});
export type RowView = z.infer<typeof RowView>;
export type CandidateView = z.infer<typeof CandidateView>;
export type ComparedField = z.infer<typeof ComparedField>;
export type Segment = z.infer<typeof Segment>;
