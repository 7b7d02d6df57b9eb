import type { FastifyReply } from 'fastify';

export interface OutgoingFile {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly name: string;
}

/** RFC 6266 §4.3: an ASCII name for old programs, the real one in UTF-8 (RFC 8187). */
function disposition(name: string): string {
  const plain = name
    .normalize('NFD')
    .replaceAll(/[^\x20-\x7e]/g, '')
    .replaceAll(/["\\]/g, '_');
  return `attachment; filename="${plain || 'file'}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", '%27')}`;
}

/** Sends a file to be saved, never to be run or shown inside our pages. */
export async function sendFile(reply: FastifyReply, file: OutgoingFile): Promise<void> {
  await reply
    .header('content-type', file.mediaType)
    .header('content-disposition', disposition(file.name))
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .send(Buffer.from(file.bytes));
}
