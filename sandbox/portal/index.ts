import {
  type CourierSettings,
  createCourier,
  createStage,
  openSandbox,
  type Sandbox,
  type SandboxOptions,
} from '../kit/index.ts';
import { createFiler, type PortalApplicant } from './filing.ts';
import { gatewayRoutes } from './gateway.ts';
import { portalPages } from './pages.ts';
import { DEMONSTRATION_PROCEDURES } from './procedures.ts';
import { createRegistry, type Procedure } from './registry.ts';

export type { PortalApplicant } from './filing.ts';
export type { Procedure } from './registry.ts';

export interface PortalOptions extends SandboxOptions {
  username: string;
  password: string;
  dstcode: string;
  /** `madonvi` the province calls with. */
  unit: string;
  /** Our intake for dossiers filed at the portal, and the secret its body is signed with. */
  intake: string;
  intakeSecret: string;
  procedures?: readonly Procedure[];
  applicants: () => readonly PortalApplicant[];
  findApplicant: (number: string) => PortalApplicant | undefined;
  units: readonly { code: string; name: string }[];
  sessionMs?: number;
  courier?: CourierSettings;
}

/** Plays the national public-service portal: takes the sync calls, and lets a tester file a dossier there. */
export async function startPortal(options: PortalOptions): Promise<Sandbox> {
  const stage = createStage('portal', options);
  const registry = createRegistry(stage);
  const procedures = options.procedures ?? DEMONSTRATION_PROCEDURES;
  // A refusal of the content is final; anything else is tried again.
  const isFinal = (status: number) => (status >= 200 && status < 300) || [400, 409, 422].includes(status);
  const courier = createCourier(stage, { isFinal, ...options.courier });
  return openSandbox(stage, (url) => ({
    routes: [
      ...gatewayRoutes({
        stage,
        registry,
        procedures,
        username: options.username,
        password: options.password,
        dstcode: options.dstcode,
        unit: options.unit,
        sessionMs: options.sessionMs ?? 1_800_000,
      }),
      ...portalPages({
        registry,
        procedures,
        applicants: options.applicants,
        findApplicant: options.findApplicant,
        units: options.units,
        file: createFiler({
          stage,
          registry,
          courier,
          intake: options.intake,
          secret: options.intakeSecret,
          url,
        }),
      }),
    ],
    onClose: () => courier.close(),
  }));
}
