import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { Clock } from './clock.ts';
import type { Ids } from './ids.ts';
import type { Principal } from './principal.ts';
import type { Random } from './random.ts';

/** Outside systems and platform services. The room that owns a port adds it here by declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Ports {}

/** Writes to the operators' log: never personal data. */
export interface Logger {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}

export interface NewEvent {
  /** `<module>.<what happened>`, e.g. `dossier.submitted`; declared in the module's manifest. */
  readonly type: string;
  readonly streamId: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Persons whom the event is about; they see it on their own page. */
  readonly subjects?: readonly string[];
}

export interface EventSink {
  /** Adds the event to the transaction with its audit entry and its deliveries; returns the event's id. */
  emit(event: NewEvent): Promise<string>;
}

export interface LookSink {
  /** Tells the runner that persons' data were read; the audit entry is written when the act commits. */
  add(personIds: readonly string[], what: string): void;
}

/** All that a use case may touch. It lives as long as one transaction. */
export interface Ctx {
  readonly principal: Principal;
  /** The basis (id) on which personal data are read in this transaction. */
  readonly basisId: string | null;
  /** The name of the act, e.g. `dossier.receive`; goes to the audit log. */
  readonly action: string;
  readonly requestId: string;
  readonly language: 'vi' | 'en';
  readonly db: Kysely<Database>;
  /** Sends a write and waits for nothing: what is asked later sees it, and when it fails the act fails with its error. */
  later(query: Compilable | CompiledQuery): void;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly events: EventSink;
  readonly looks: LookSink;
  readonly log: Logger;
  readonly ports: Ports;
  /** Sets the basis for the rest of the transaction; used by platform/access alone. */
  useBasis(basisId: string): Promise<void>;
}

/** Tables by `schema.table`; each room adds its own by declaration merging in its `tables.ts`. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Database {}
