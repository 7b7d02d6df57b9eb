import type pg from 'pg';

/**
 * owner: owns every schema and table, cannot log in, is itself subject to row-level security.
 * definer: owns the few SECURITY DEFINER functions, passes row-level security, cannot log in.
 * app: what the server logs in as; owns nothing.
 * jobs: owns the job queue's schema; the worker's own connection.
 */
export const roles = {
  owner: 'serepok_owner',
  definer: 'serepok_definer',
  app: 'serepok_app',
  jobs: 'serepok_jobs',
} as const;

const attributes: Record<string, string> = {
  [roles.owner]: 'NOLOGIN',
  [roles.definer]: 'NOLOGIN BYPASSRLS',
  [roles.app]: 'LOGIN',
  [roles.jobs]: 'LOGIN',
};

/** Creates the roles a server needs; harmless when they exist or when two servers start at once. */
export async function ensureRoles(admin: pg.ClientBase): Promise<void> {
  for (const [role, options] of Object.entries(attributes)) {
    await admin.query(
      `DO $$ BEGIN CREATE ROLE ${role} ${options}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`,
    );
  }
  // Migrations run as the owner and hand functions over to the two other roles.
  await admin.query(`grant ${roles.definer}, ${roles.jobs} to ${roles.owner}`);
}
