import type { JWK } from 'jose';
import { createCourier, createStage, openSandbox, type Sandbox, type SandboxOptions } from '../kit/index.ts';
import type { Levels } from './claims.ts';
import { createConfirmations } from './confirmations.ts';
import { createAccounts, type People } from './people.ts';
import { phoneRoutes } from './phone.ts';
import { createProvider, createSigningKey, type VneidClient } from './provider.ts';
import { signInRoutes } from './sign-in.ts';

export type { AccountLevel, AuthLevel, People, VneidOrganisation, VneidPerson } from './people.ts';
export type { VneidClient } from './provider.ts';

export interface VneidOptions extends SandboxOptions {
  people: People;
  clients: readonly VneidClient[];
  /** RSA private key as JWK; a fresh one by default. */
  signingKey?: JWK;
  confirmationLifetimeMs?: number;
}

/** Plays VNeID: an OpenID Connect provider with a person picker, and the phone that confirms. */
export async function startVneid(options: VneidOptions): Promise<Sandbox> {
  const stage = createStage('vneid', options);
  const accounts = createAccounts(options.people);
  accounts.featured();
  accounts.organisations();
  const signingKey = options.signingKey ?? (await createSigningKey(stage.surroundings.uuid()));
  const levels = new Map<string, Levels>();
  const { clients } = options;
  return openSandbox(stage, (issuer) => {
    const provider = createProvider({ stage, issuer, clients, accounts, levels, signingKey });
    const courier = createCourier(stage);
    const confirmations = createConfirmations({
      stage,
      issuer,
      clients,
      accounts,
      signingKey,
      courier,
      lifetimeMs: options.confirmationLifetimeMs ?? 300_000,
    });
    return {
      routes: [
        ...signInRoutes({ provider, accounts, clients, levels }),
        ...confirmations.routes,
        ...phoneRoutes({ accounts, confirmations }),
      ],
      fallback: provider.callback(),
      fallbackMeetsFaults: (path) => ['/oauth2/token', '/oauth2/userinfo', '/oauth2/jwks'].includes(path),
      fallbackWrong: falsify,
      onClose: () => courier.close(),
    };
  });
}

/** What a lying provider would say: another subject, a token whose signature no longer fits. */
function falsify(path: string, body: string): string | undefined {
  if (path === '/oauth2/userinfo')
    return body.replace(/"sub":"[^"]+"/, '"sub":"00000000-0000-8000-a000-000000000000"');
  if (path === '/oauth2/token') return body.replace(/("id_token":"[^"]+\.)[^".]+"/, '$1AAAA"');
  return undefined;
}
