import type { ClaimAnswer, Component, ServiceContext, ServiceDefinition } from '#lib/service-definition';
import type { Ctx } from '#platform/runtime';

export interface Named {
  readonly vi: string;
  readonly en: string;
}

/** About whom a register is asked, and on which account. */
export interface Question {
  readonly applicant: { readonly personId: string | null; readonly organisationId: string | null };
  readonly filer: { readonly personId: string | null };
  /** What the filing says so far; claims compare the register with it. */
  readonly context: ServiceContext;
  readonly procedureCode: string;
  /** `dossier:<id>` or `draft:<id>`: what the question is asked for. */
  readonly caseRef: string;
}

export type RegisterAnswer =
  | { readonly state: 'known'; readonly values: Readonly<Record<string, unknown>>; readonly at: Date }
  | { readonly state: 'absent' }
  /** `values`: what our own registers know meanwhile; it directs the case and is never shown as the register's word. */
  | { readonly state: 'unavailable'; readonly values?: Readonly<Record<string, unknown>> };

export type ClaimResult = ClaimAnswer & { readonly statement?: Named };

export type RegisterReader = (ctx: Ctx, question: Question) => Promise<RegisterAnswer>;
export type ClaimReader = (ctx: Ctx, question: Question) => Promise<ClaimResult>;

/** The registers connected today; src/app/compose.ts fills it from the modules and connectors that own them. */
export interface EvidenceSources {
  readonly names: Readonly<Record<string, Named>>;
  readonly registers: Readonly<Record<string, RegisterReader>>;
  /** By `<register>.<claim>`. */
  readonly claims: Readonly<Record<string, ClaimReader>>;
}

declare module '#platform/runtime' {
  interface Ports {
    evidence: EvidenceSources;
  }
}

/** A register's name for people; an unknown one is called by its key. */
export function registerName(ctx: Ctx, register: string): Named {
  return ctx.ports.evidence.names[register] ?? { vi: register, en: register };
}

/** Asks one register; a register that is not connected or fails is `unavailable`, never an error. */
export async function readRegister(ctx: Ctx, register: string, question: Question): Promise<RegisterAnswer> {
  const reader = ctx.ports.evidence.registers[register];
  if (!reader) return { state: 'unavailable' };
  try {
    return await reader(ctx, question);
  } catch (error) {
    ctx.log.warn({ register, err: String(error) }, 'register did not answer');
    return { state: 'unavailable' };
  }
}

function claimsOf(definition: ServiceDefinition): NonNullable<Component['dataSource']>[] {
  return definition.components.flatMap((component) => (component.dataSource ? [component.dataSource] : []));
}

/**
 * Asks for every claim the definition names, each once. What was confirmed before and is still known need not be
 * asked again: give it in `known`.
 */
export async function proveClaims(
  ctx: Ctx,
  definition: ServiceDefinition,
  asked: { question: Question; known?: Readonly<Record<string, ClaimResult>> },
): Promise<Record<string, ClaimResult>> {
  const results: Record<string, ClaimResult> = { ...asked.known };
  for (const { register, claim } of claimsOf(definition)) {
    if (results[claim]?.state === 'confirmed') continue;
    results[claim] = await proveClaim(ctx, `${register}.${claim}`, asked.question);
  }
  return results;
}

async function proveClaim(ctx: Ctx, key: string, question: Question): Promise<ClaimResult> {
  const reader = ctx.ports.evidence.claims[key];
  if (!reader) return { state: 'unavailable' };
  try {
    return await reader(ctx, question);
  } catch (error) {
    ctx.log.warn({ claim: key, err: String(error) }, 'register did not answer');
    return { state: 'unavailable' };
  }
}
