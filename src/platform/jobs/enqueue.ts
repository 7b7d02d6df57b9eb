import { sql } from 'kysely';
import type { Ctx } from '#platform/runtime';

export interface NewJob {
  /** `<module>.<verb>` as declared in the module's manifest. */
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Jobs of one queue run one after another. */
  readonly queue?: string;
  readonly runAt?: Date;
  /** A second job with the same key replaces the first while that waits. */
  readonly key?: string;
  readonly maxAttempts?: number;
}

/** Adds jobs in this transaction: they exist if and only if it commits. */
export async function enqueue(ctx: Pick<Ctx, 'db'>, jobs: readonly NewJob[]): Promise<void> {
  if (jobs.length === 0) return;
  await sql`select jobs.enqueue(${JSON.stringify(jobs)}::jsonb)`.execute(ctx.db);
}
