/** Types that can be recognised by content. A receiver names those it takes. */
export const MEDIA_TYPES = {
  'application/pdf': ['pdf'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'image/heic': ['heic', 'heif'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/xml': ['xml'],
  'application/json': ['json'],
  'text/csv': ['csv'],
} as const;

export type MediaType = keyof typeof MEDIA_TYPES;

export interface UploadPolicy {
  readonly allowed: readonly MediaType[];
  readonly maxBytes: number;
}

/** What a citizen may attach to a dossier. */
export const ATTACHMENTS: UploadPolicy = {
  allowed: [
    'application/pdf',
    'image/jpeg',
    'image/png',
    'image/webp',
    'image/heic',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ],
  maxBytes: 20 * 1024 * 1024,
};

/** What the house itself writes: results, reports, exchanged messages. */
export const OWN_OUTPUT: UploadPolicy = {
  allowed: Object.keys(MEDIA_TYPES) as MediaType[],
  maxBytes: 64 * 1024 * 1024,
};

const LONGEST_NAME = 255;
// control, format and bidirectional characters, separators of paths, and what other systems reserve
const FORBIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}/\\:*?"<>|]/u;

/** The name as shown to people, NFC; undefined when it may not be used. It never becomes part of a path. */
export function cleanName(name: string): string | undefined {
  if (name.length > LONGEST_NAME * 4) return undefined;
  const clean = name.normalize('NFC').trim();
  if (clean === '' || /^\.+$/.test(clean) || FORBIDDEN.test(clean)) return undefined;
  return new TextEncoder().encode(clean).length <= LONGEST_NAME ? clean : undefined;
}

export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
}

export function mayBeNamed(type: MediaType, name: string): boolean {
  return (MEDIA_TYPES[type] as readonly string[]).includes(extensionOf(name));
}

export function formatMegabytes(bytes: number): string {
  return `${Math.floor((bytes / 1024 / 1024) * 10) / 10} MB`.replace('.', ',');
}

export function describeTypes(types: readonly MediaType[]): string {
  return types.map((type) => MEDIA_TYPES[type][0].toUpperCase()).join(', ');
}
