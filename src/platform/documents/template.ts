import { z } from 'zod';

/** A template is data: text with `{paths}`, `**bold**` and `_italic_`, in a handful of blocks. Nothing in it is executed. */
const text = z.string().min(1).max(2_000);
const path = z.string().regex(/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)*$/);
const day = z.iso.date();

const shared = { when: path.optional(), unless: path.optional() };

const headBlock = z.strictObject({
  head: z.strictObject({ number: text, symbolLabel: text.optional() }),
  ...shared,
});
const titleBlock = z.strictObject({
  title: text,
  subtitle: text.optional(),
  rule: z.boolean().default(false),
  ...shared,
});
const textBlock = z.strictObject({
  text,
  indent: z.boolean().default(false),
  align: z.enum(['left', 'justify', 'centre', 'right']).default('justify'),
  ...shared,
});
const listBlock = z.strictObject({
  list: path,
  item: text,
  indent: z.boolean().default(true),
  /** Each row as a paragraph, its first line indented. */
  isParagraph: z.boolean().default(false),
  ...shared,
});
const fieldsBlock = z.strictObject({
  fields: z
    .array(
      z.strictObject({ label: text, value: text, when: path.optional(), half: z.boolean().default(false) }),
    )
    .min(1),
  ...shared,
});
const tableBlock = z.strictObject({
  table: path,
  columns: z
    .array(
      z.strictObject({
        title: text,
        width: z.number().positive(),
        cell: text,
        align: z.enum(['left', 'centre', 'right']).default('left'),
      }),
    )
    .min(1)
    .max(8),
  ...shared,
});
const partySchema = z.strictObject({
  title: text,
  note: text.optional(),
  name: text,
  /** Key of the place where a signature's stamp goes. */
  stamp: z.string().optional(),
  /** Lines in a plain frame, for what was signed elsewhere. */
  box: z.array(text).optional(),
});
const signaturesBlock = z.strictObject({ signatures: z.array(partySchema).min(1).max(2), ...shared });
const closingBlock = z.strictObject({
  closing: z.strictObject({
    recipients: z.array(text).min(1),
    /** A list of the data with further recipients, shown before those of the template. */
    recipientsFrom: path.optional(),
    signature: partySchema,
  }),
  ...shared,
});
const gapBlock = z.strictObject({ gap: z.number().positive().max(200), ...shared });

export const blockSchema = z.union([
  headBlock,
  titleBlock,
  textBlock,
  listBlock,
  fieldsBlock,
  tableBlock,
  signaturesBlock,
  closingBlock,
  gapBlock,
]);
export type Block = z.infer<typeof blockSchema>;
export type Party = z.infer<typeof partySchema>;

export const templateSchema = z.strictObject({
  format: z.literal(1),
  id: z.string().regex(/^[a-z0-9-]+$/),
  version: z.int().positive(),
  validFrom: day,
  validTo: day.nullable(),
  name: z.strictObject({ vi: text, en: text }),
  source: text,
  verified: z.boolean(),
  /** Left of the foot: what form this is. */
  mark: text,
  bodySize: z.number().min(11).max(14).default(13),
  blocks: z.array(blockSchema).min(1),
  foot: z.strictObject({ qr: text, lines: z.array(text).max(4) }).optional(),
});
export type Template = z.infer<typeof templateSchema>;
