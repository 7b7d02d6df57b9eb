import { z } from 'zod';
import { instrumentKinds, legalDay } from '#lib/catalog';
import { route } from '#lib/contract';

export const errorCodes = { not_found: 404 } as const;

export const Instrument = z.object({
  id: z.string(),
  number: z.string(),
  kind: z.enum(instrumentKinds),
  title: z.string(),
  issuer: z.string(),
  issuedOn: z.string().nullable(),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
  /** On the day asked for: in force, ended, not yet, or not known because the first day is not known. */
  state: z.enum(['inForce', 'ended', 'notYet', 'unknown']),
  governs: z.string(),
  verified: z.boolean(),
});

const Reference = z.object({ id: z.string(), number: z.string(), title: z.string() });

export const listInstruments = route({
  method: 'GET',
  path: '/instruments',
  summary: 'Find a legal instrument by number or words; its state today or on a day',
  access: 'public',
  query: z.object({
    search: z.string().trim().max(100).optional(),
    on: legalDay.optional(),
    state: Instrument.shape.state.optional(),
  }),
  response: z.object({ items: z.array(Instrument) }),
});

export const getInstrument = route({
  method: 'GET',
  path: '/instruments/{id}',
  summary: 'A legal instrument with what it amends and what replaced it',
  access: 'public',
  params: z.object({ id: z.string().max(60) }),
  query: z.object({ on: legalDay.optional() }),
  response: z.object({
    instrument: Instrument,
    amends: z.array(Reference),
    amendedBy: z.array(Reference),
    replacedBy: z.array(Reference),
    replaces: z.array(Reference),
  }),
});
