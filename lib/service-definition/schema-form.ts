import { z } from 'zod';
import { condition, path } from './condition.ts';
import { bilingual, key, register, slug, when } from './parts.ts';

export const fieldTypes = [
  'text',
  'longText',
  'date',
  'choice',
  'multiChoice',
  'yesNo',
  'place',
  'address',
  'person',
  'people',
  'number',
  'money',
  'phone',
  'email',
  'identifier',
  'file',
  'consent',
] as const;

const choice = z.strictObject({
  value: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
  label: bilingual,
  hint: bilingual.optional(),
});

const fieldRule = z.strictObject({ check: condition, message: bilingual });

/** Where a value comes from before anyone types: a register and the path of the value in its answer. */
export const prefill = z.strictObject({
  register,
  path: z.string().regex(/^[a-z][A-Za-z0-9]*(?:\.[a-z][A-Za-z0-9]*)*$/),
});

export const field = z.strictObject({
  key,
  type: z.enum(fieldTypes),
  label: bilingual,
  hint: bilingual.optional(),
  error: bilingual.optional(),
  required: condition,
  when,
  prefill: prefill.optional(),
  editable: z.boolean().optional(),
  choices: z.array(choice).min(1).optional(),
  format: z.enum(['personalNumber', 'oldIdNumber', 'anyIdNumber', 'civilStatusNumber']).optional(),
  placeLevel: z.enum(['province', 'commune']).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().int().min(1).optional(),
  rules: z.array(fieldRule).optional(),
});
export type Field = z.infer<typeof field>;

/** One question, one page. */
export const page = z.strictObject({
  key,
  title: bilingual,
  hint: bilingual.optional(),
  when,
  fields: z.array(field).min(1),
});
export type Page = z.infer<typeof page>;

export const accepts = z.strictObject({
  types: z.array(z.enum(['pdf', 'jpeg', 'png', 'docx', 'xlsx'])).min(1),
  maxFiles: z.number().int().min(1),
  maxBytes: z.number().int().min(1),
});
export type Accepts = z.infer<typeof accepts>;

export const component = z.strictObject({
  key,
  name: bilingual,
  hint: bilingual.optional(),
  formCode: z.string().min(1).optional(),
  officialCode: z.string().min(1).optional(),
  originals: z.number().int().min(0),
  copies: z.number().int().min(0),
  kind: z.enum(['form', 'data', 'upload', 'consent']),
  when,
  optional: z.boolean().optional(),
  dataSource: z
    .strictObject({ register, claim: key, mayWait: z.boolean().optional(), confirms: bilingual })
    .optional(),
  upload: accepts.optional(),
  uploadHint: bilingual.optional(),
  consent: z
    .strictObject({ of: path, text: bilingual, ways: z.array(z.enum(['vneid', 'signature'])).min(1) })
    .optional(),
  law: z.array(slug).optional(),
});
export type Component = z.infer<typeof component>;
