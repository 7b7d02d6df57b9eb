import type { Stamp } from '#lib/pades';
import { type DocumentData, type RenderedDocument, renderDocument } from '#platform/documents';
import { type Ctx, legalDay } from '#platform/runtime';
import { signDocument } from '#platform/signing';

export interface PaperOrder {
  readonly templateId: string;
  readonly data: DocumentData;
  /** Whose key seals it: `agency:<id>`. */
  readonly holder: string;
  /** What the visible mark says. */
  readonly signer: { readonly organisation: string; readonly name: string };
}

const stampTime = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  dateStyle: 'short',
  timeStyle: 'medium',
});

async function stampOf(ctx: Ctx, rendered: RenderedDocument, order: PaperOrder): Promise<Stamp | undefined> {
  const [place] = rendered.stamps;
  if (!place) return undefined;
  return {
    page: place.page,
    rect: place.rect,
    typeface: await ctx.ports.stationery.typeface(),
    lines: [
      { text: `Ký bởi: ${order.signer.organisation}`, style: 'bold' },
      { text: `Ngày ký: ${stampTime.format(ctx.clock.now())}` },
    ],
  };
}

/**
 * Renders a paper and seals it (PAdES-B-T) with the agency's key. Asks outside systems: only from a job, and before
 * anything is locked. @throws signing.unavailable and the like; the job tries again
 */
export async function makePaper(ctx: Ctx, order: PaperOrder): Promise<Uint8Array> {
  const { stationery } = ctx.ports;
  const day = legalDay(ctx.clock.now());
  const known = stationery.templates.ids().includes(order.templateId) ? order.templateId : 'official-result';
  const rendered = await renderDocument({
    template: stationery.templates.find(known, day),
    data: order.data,
    typeface: await stationery.typeface(),
    createdAt: ctx.clock.now(),
    isDemonstration: stationery.isDemonstration,
  });
  const stamp = await stampOf(ctx, rendered, order);
  const signed = await signDocument(ctx, {
    pdf: rendered.pdf,
    holder: order.holder,
    name: order.signer.organisation,
    ...(stamp ? { stamp } : {}),
  });
  return signed.pdf;
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Twelve letters and digits that cannot be taken for each other (Crockford), 60 bits of chance. */
export function newVerificationCode(ctx: Ctx): string {
  return [...ctx.random.bytes(12)].map((byte) => alphabet[byte % 32]).join('');
}

/** As printed: 7KQM-2X9D-4HTP */
export function readableCode(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? code;
}
