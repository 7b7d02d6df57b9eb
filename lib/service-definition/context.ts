import type { Channel } from './parts.ts';

/** What a register said about one claim. `absent`: it knows no such thing; `unavailable`: it did not answer. */
export type ClaimAnswer = {
  state: 'confirmed' | 'absent' | 'conflict' | 'unavailable';
  value?: unknown;
  at?: string;
};

/**
 * What conditions, fees and components are computed from. `form`: answers by field key; `data`: register answers by
 * claim; `day`: the legal day on which the dossier is filed, which fixes the version of everything dated.
 */
export type ServiceContext = {
  day: string;
  channel: Channel;
  applicant: { kind: 'person' | 'organisation'; birthDate?: string; [name: string]: unknown };
  filer: { relation: 'self' | 'parent' | 'guardian' | 'director' | 'authorised'; [name: string]: unknown };
  form: Record<string, unknown>;
  data: Record<string, ClaimAnswer>;
};
