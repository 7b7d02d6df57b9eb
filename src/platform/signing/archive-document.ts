import { addEvidence, timestampPdf } from '#lib/pades';
import { errors } from './errors.ts';
import { type Outside, translated } from './sign-document.ts';

/**
 * Puts certificates and revocation lists into a signed file and a document timestamp on top (PAdES-B-LTA), so that it can
 * be judged when the authorities are gone. Run it at least once the lists are newer than the signatures.
 * @throws signing.unavailable when no list can be had, signing.timestamp_unavailable, signing.document_unreadable
 */
export async function archiveDocument(ctx: Outside, pdf: Uint8Array): Promise<Uint8Array> {
  const { trust, timestamps } = ctx.ports;
  const { crls = [], ocsps = [] } = await trust.evidence();
  if (crls.length + ocsps.length === 0) throw errors.error('unavailable');
  return translated(async () => {
    const kept = await addEvidence(pdf, { certificates: await trust.intermediates(), crls, ocsps });
    return timestampPdf(kept, { at: ctx.clock.now(), timestamp: (digest) => timestamps.timestamp(digest) });
  });
}
