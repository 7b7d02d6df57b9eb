import { createHash } from 'node:crypto';
import { importJWK, type JWK, SignJWT } from 'jose';
import { z } from 'zod';
import {
  type Answer,
  type Asked,
  type Courier,
  json,
  readJson,
  Refusal,
  type Route,
  sameSecret,
  type Stage,
} from '../kit/index.ts';
import { acrOf } from './claims.ts';
import type { Account, Accounts, AuthLevel } from './people.ts';
import type { VneidClient } from './provider.ts';

export type Decision = 'approved' | 'refused';

/** One question put to a person's phone by a system. */
export interface Confirmation {
  id: string;
  client: VneidClient;
  account: Account;
  purpose: 'step_up' | 'consent';
  text: string;
  reference: string;
  minAuthLevel: AuthLevel;
  callback?: string;
  askedAt: Date;
  expiresAt: Date;
  decision?: Decision;
  /** The signed answer once there is one. */
  answer?: string;
}

export interface ConfirmationParts {
  stage: Stage;
  issuer: string;
  clients: readonly VneidClient[];
  accounts: Accounts;
  signingKey: JWK;
  courier: Courier;
  lifetimeMs: number;
}

export interface Confirmations {
  routes: Route[];
  ofAccount: (techId: string) => Confirmation[];
  waiting: () => Confirmation[];
  decide: (
    id: string,
    techId: string,
    choice: { decision: Decision; authLevel: AuthLevel },
  ) => Promise<boolean>;
  stateOf: (confirmation: Confirmation) => Decision | 'pending' | 'expired';
}

export function createConfirmations(parts: ConfirmationParts): Confirmations {
  const all = new Map<string, Confirmation>();
  const { now, uuid } = parts.stage.surroundings;

  function stateOf(confirmation: Confirmation): Decision | 'pending' | 'expired' {
    if (confirmation.decision) return confirmation.decision;
    return confirmation.expiresAt.getTime() > now().getTime() ? 'pending' : 'expired';
  }

  function present(confirmation: Confirmation): Record<string, unknown> {
    return {
      confirmationId: confirmation.id,
      status: stateOf(confirmation),
      expiresAt: confirmation.expiresAt.toISOString(),
      answer: confirmation.answer,
    };
  }

  async function sign(confirmation: Confirmation, authLevel: AuthLevel): Promise<string> {
    const key = await importJWK(parts.signingKey, 'RS256');
    return new SignJWT({
      confirmation_id: confirmation.id,
      purpose: confirmation.purpose,
      reference: confirmation.reference,
      text_sha256: textDigest(confirmation.text),
      decision: confirmation.decision,
      acr: acrOf(authLevel),
      SoDinhDanh: confirmation.account.person.number,
    })
      .setProtectedHeader({ alg: 'RS256', kid: parts.signingKey.kid, typ: 'vneid-confirmation+jwt' })
      .setIssuer(parts.issuer)
      .setAudience(confirmation.client.clientId)
      .setSubject(confirmation.account.techId)
      .setJti(uuid())
      .setIssuedAt(now())
      .setExpirationTime(new Date(now().getTime() + 600_000))
      .sign(key);
  }

  async function decide(
    id: string,
    techId: string,
    choice: { decision: Decision; authLevel: AuthLevel },
  ): Promise<boolean> {
    const confirmation = all.get(id);
    if (!confirmation || confirmation.account.techId !== techId || stateOf(confirmation) !== 'pending')
      return false;
    if (choice.decision === 'approved' && choice.authLevel < confirmation.minAuthLevel) return false;
    confirmation.decision = choice.decision;
    confirmation.answer = await sign(confirmation, choice.authLevel);
    if (confirmation.callback) {
      void parts.courier.deliver({
        url: confirmation.callback,
        secret: confirmation.client.clientSecret,
        body: JSON.stringify({ confirmationId: id, answer: confirmation.answer }),
      });
    }
    return true;
  }

  return {
    routes: apiRoutes({ ...parts, all, present }),
    decide,
    stateOf,
    ofAccount: (techId) => [...all.values()].filter(({ account }) => account.techId === techId).reverse(),
    waiting: () => [...all.values()].filter((confirmation) => stateOf(confirmation) === 'pending'),
  };
}

interface Desk extends ConfirmationParts {
  all: Map<string, Confirmation>;
  present: (confirmation: Confirmation) => Record<string, unknown>;
}

function apiRoutes(desk: Desk): Route[] {
  return [
    { method: 'POST', path: '/api/confirmations', handle: (asked) => ask(desk, asked) },
    {
      method: 'GET',
      path: '/api/confirmations/:id',
      handle: (asked) => {
        const client = demandClient(desk.clients, asked);
        const confirmation = desk.all.get(asked.params.id ?? '');
        if (!confirmation || confirmation.client !== client) throw new Refusal(404, 'no_such_confirmation');
        return json(desk.present(confirmation));
      },
    },
  ];
}

function ask(desk: Desk, asked: Asked): Answer {
  const client = demandClient(desk.clients, asked);
  const { data: order, error } = orderShape.safeParse(readJson(asked));
  if (!order) throw new Refusal(400, `bad_${error.issues[0]?.path.join('.') || 'body'}`);
  const account = desk.accounts.ofNumber(order.subject);
  if (!account) throw new Refusal(404, 'no_such_account');
  if (order.callback && !mayCall(client, order.callback)) throw new Refusal(400, 'callback_not_registered');
  const twin = [...desk.all.values()].find(
    (known) => known.client === client && order.reference !== '' && known.reference === order.reference,
  );
  if (twin) return json(desk.present(twin));
  const { subject: _subject, ...question } = order;
  const askedAt = desk.stage.surroundings.now();
  const confirmation: Confirmation = {
    ...question,
    id: desk.stage.surroundings.uuid(),
    client,
    account,
    askedAt,
    expiresAt: new Date(askedAt.getTime() + desk.lifetimeMs),
  };
  desk.all.set(confirmation.id, confirmation);
  return json(desk.present(confirmation), 201);
}

const orderShape = z.object({
  subject: z.string().regex(/^\d{12}$/),
  text: z.string().min(1).max(1000),
  purpose: z.enum(['step_up', 'consent']).default('consent'),
  reference: z.string().max(200).default(''),
  minAuthLevel: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]).default(2),
  callback: z.string().optional(),
});

export function textDigest(text: string): string {
  return createHash('sha256').update(text.normalize('NFC')).digest('hex');
}

function demandClient(clients: readonly VneidClient[], asked: Asked): VneidClient {
  const [, encoded] = /^Basic (.+)$/.exec(asked.headers.authorization ?? '') ?? [];
  const [id, ...rest] = Buffer.from(encoded ?? '', 'base64')
    .toString('utf8')
    .split(':');
  const client = clients.find(({ clientId }) => clientId === id);
  if (!client || !sameSecret(rest.join(':'), client.clientSecret)) throw new Refusal(401, 'unknown_client');
  return client;
}

// The answer goes only where the client is registered: no request to arbitrary addresses.
function mayCall(client: VneidClient, callback: string): boolean {
  const target = URL.parse(callback);
  return target !== null && client.redirectUris.some((uri) => new URL(uri).origin === target.origin);
}
