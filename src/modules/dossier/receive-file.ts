import type { Accepts, ServiceDefinition } from '#lib/service-definition';
import { ATTACHMENTS, type MediaType, type UploadPolicy, storeFile } from '#platform/files';
import type { UploadedFile } from '#platform/http';
import type { Ctx } from '#platform/runtime';
import { errors } from './errors.ts';

const MAX_FILES = 10;
const mediaTypes: Readonly<Record<Accepts['types'][number], MediaType>> = {
  pdf: 'application/pdf',
  jpeg: 'image/jpeg',
  png: 'image/png',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** What a component takes, as the file store understands it. */
function uploadPolicy(accepts: Accepts | undefined): UploadPolicy {
  if (!accepts) return ATTACHMENTS;
  return { allowed: accepts.types.map((type) => mediaTypes[type]), maxBytes: accepts.maxBytes };
}

export interface ReceivedFile {
  readonly id: string;
  readonly component_key: string;
  readonly file_id: string;
  readonly file_name: string;
  readonly media_type: string;
  readonly bytes: number;
  readonly pages: null;
  readonly uploaded_at: Date;
}

/**
 * Takes one uploaded file for a component, as its definition allows; the caller keeps the row that comes back.
 * Nothing is stored when the file is refused.
 * @throws attachment_refused when the component is full, component_unknown when the procedure has none of that key
 */
export async function receiveFile(
  ctx: Ctx,
  target: { definition: ServiceDefinition; component: string; held: number },
  { name, bytes }: UploadedFile,
): Promise<ReceivedFile> {
  const component = target.definition.components.find((item) => item.key === target.component);
  if (!component) throw errors.error('component_unknown');
  const limit = component.upload?.maxFiles ?? MAX_FILES;
  if (target.held >= limit) throw errors.error('attachment_refused', { reason: `≤ ${limit}` });
  const id = ctx.ids.next();
  const policy = uploadPolicy(component.upload);
  const stored = await storeFile(ctx, { bytes, name, policy, holder: 'attachment', holderId: id });
  return {
    id,
    component_key: component.key,
    file_id: stored.objectId,
    file_name: name,
    media_type: stored.mediaType,
    bytes: stored.size,
    pages: null,
    uploaded_at: ctx.clock.now(),
  };
}

/** The file as the citizen's form shows it. */
export function presentReceived(file: ReceivedFile) {
  return {
    id: file.id,
    fileName: file.file_name,
    mediaType: file.media_type,
    bytes: file.bytes,
    pages: file.pages,
    uploadedAt: file.uploaded_at.toISOString(),
  };
}
