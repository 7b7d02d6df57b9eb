import { z } from 'zod';
import { route } from '#lib/contract';
import { challengeSteps, holderFindings } from '#lib/vision';

export const errorCodes = {
  not_found: 404,
  check_unfit: 409,
  session_over: 409,
  consent_missing: 422,
  frames_unreadable: 422,
  engine_unavailable: 503,
  nothing_to_decide: 409,
  reason_missing: 422,
  own_proposal: 403,
  threshold_unfounded: 422,
} as const;

const Id = z.object({ id: z.uuid() });
const states = ['open', 'matched', 'for_officer', 'officer_matched', 'officer_refused'] as const;

export const HolderCheckView = z.object({
  id: z.uuid(),
  identityCheckId: z.uuid(),
  state: z.enum(states),
  /** What the person is asked to do, in this order. */
  challenge: z.array(z.enum(challengeSteps)),
  expiresAt: z.iso.datetime({ offset: true }),
  attemptsLeft: z.number().int(),
  /** Cosine −1…1; null until compared. */
  score: z.number().nullable(),
  threshold: z.number().nullable(),
  model: z.string().nullable(),
  findings: z.array(z.enum(holderFindings)),
});

export const openHolderCheck = route({
  method: 'POST',
  path: '/identity-checks/{id}/holder-checks',
  summary: 'Begin to compare the person at the camera with the portrait of the chip just read',
  params: Id,
  body: z.object({}),
  response: HolderCheckView,
  status: 201,
});

/** A picture as JPEG, base64; at most 150 kB. */
const Picture = z.string().min(100).max(200_000);

export const compareFaces = route({
  method: 'POST',
  path: '/holder-checks/{id}/frames',
  summary: 'Hand in the pictures of the camera; compared in memory and forgotten',
  params: Id,
  body: z.object({
    /** The very reading that was judged, once more: the portrait is not kept between. */
    envelope: z.string().min(10).max(950_000),
    /** The person was told what is compared and agreed, or asked to be compared by eye. */
    consent: z.boolean(),
    frames: z
      .array(z.object({ step: z.enum(['rest', ...challengeSteps]), picture: Picture }))
      .min(1)
      .max(4),
  }),
  response: HolderCheckView,
});
export const decideHolder = route({
  method: 'POST',
  path: '/holder-checks/{id}/decision',
  summary: 'The officer compares by eye and decides; the machine refuses nobody',
  params: Id,
  body: z.object({ isHolder: z.boolean(), reason: z.string().trim().max(500) }),
  response: HolderCheckView,
});
export const getHolderCheck = route({
  method: 'GET',
  path: '/holder-checks/{id}',
  summary: 'A holder check that I opened',
  params: Id,
  response: HolderCheckView,
});

export const ThresholdView = z.object({
  id: z.uuid().nullable(),
  model: z.string(),
  value: z.number(),
  falseMatchRate: z.number(),
  falseNonMatchRate: z.number(),
  genuinePairs: z.number().int(),
  impostorPairs: z.number().int(),
  source: z.string(),
  state: z.enum(['shipped', 'proposed', 'in_force', 'replaced']),
  approvedAt: z.iso.datetime({ offset: true }).nullable(),
});
export const listThresholds = route({
  method: 'GET',
  path: '/face-thresholds',
  summary: 'Thresholds of the comparison of faces: shipped, proposed, in force',
  response: z.object({ items: z.array(ThresholdView) }),
});
export const proposeThreshold = route({
  method: 'POST',
  path: '/face-thresholds',
  summary: 'Propose a threshold measured on labelled pairs; a second person puts it in force',
  body: ThresholdView.pick({
    value: true,
    falseMatchRate: true,
    falseNonMatchRate: true,
    genuinePairs: true,
    impostorPairs: true,
    source: true,
  }),
  response: ThresholdView,
  status: 201,
});
export const approveThreshold = route({
  method: 'POST',
  path: '/face-thresholds/{id}/approval',
  summary: 'Put a proposed threshold in force; not by who proposed it',
  params: Id,
  body: z.object({}),
  response: ThresholdView,
});

export type HolderCheckView = z.infer<typeof HolderCheckView>;
export type ThresholdView = z.infer<typeof ThresholdView>;
