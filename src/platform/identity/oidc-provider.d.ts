// oidc-provider 9.13 ships without types; this names only what this house calls.
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  export interface Payload {
    [key: string]: unknown;
    grantId?: string;
    uid?: string;
    userCode?: string;
    consumed?: unknown;
    exp?: number;
    accountId?: string;
  }

  export interface Adapter {
    upsert(id: string, payload: Payload, expiresIn: number): Promise<void>;
    find(id: string): Promise<Payload | undefined>;
    findByUserCode(userCode: string): Promise<Payload | undefined>;
    findByUid(uid: string): Promise<Payload | undefined>;
    consume(id: string): Promise<void>;
    destroy(id: string): Promise<void>;
    revokeByGrantId(grantId: string): Promise<void>;
  }

  export interface Account {
    accountId: string;
    claims(use: string, scope: string): Promise<Record<string, unknown>>;
  }

  export interface Client {
    clientId: string;
    clientName?: string;
    redirectUris: string[];
    backchannelLogoutUri?: string;
    backchannelLogout(accountId: string, sid: string | undefined): Promise<void>;
  }

  export interface OidcContext {
    oidc: {
      session?: { uid?: string; accountId?: string; acr?: string; amr?: string[] };
      client?: Client;
      params?: Record<string, unknown>;
      result?: { consent?: { grantId?: string }; login?: Record<string, unknown> };
      route?: string;
    };
    type: string;
    body: unknown;
    status: number;
    redirect(url: string): void;
  }

  export interface TokenLike {
    grantId?: string;
    sessionUid?: string;
    accountId?: string;
    acr?: string;
  }

  export interface InteractionDetails {
    uid: string;
    jti: string;
    returnTo: string;
    grantId?: string;
    params: Record<string, unknown>;
    prompt: { name: string; reasons: string[]; details: Record<string, unknown> };
    session?: { accountId: string; uid: string };
    lastSubmission?: Record<string, unknown>;
  }

  export interface Grant {
    accountId: string;
    clientId: string;
    addOIDCScope(scope: string): void;
    rejectOIDCClaims(claims: string[]): void;
    save(): Promise<string>;
  }

  export interface SessionModel {
    uid: string;
    accountId?: string;
    authorizations?: Record<string, { sid?: string; grantId?: string }>;
    destroy(): Promise<void>;
  }

  export type Configuration = Record<string, unknown>;

  class Check {
    static readonly REQUEST_PROMPT: true;
    static readonly NO_NEED_TO_PROMPT: false;
    constructor(reason: string, description: string, check: (ctx: OidcContext) => boolean | Promise<boolean>);
  }

  export interface Prompt {
    name: string;
    checks: { add(check: Check): void };
  }

  export interface Policy extends Array<Prompt> {
    get(name: string): Prompt | undefined;
    remove(name: string): void;
  }

  export const errors: { InvalidGrant: new (description: string) => Error };

  export const interactionPolicy: { Check: typeof Check; base(): Policy };

  export default class Provider {
    constructor(issuer: string, configuration: Configuration);
    readonly issuer: string;
    proxy: boolean;
    Grant: {
      new (parts: { accountId: string; clientId: string }): Grant;
      find(id: string): Promise<Grant | undefined>;
    };
    Session: { findByUid(uid: string): Promise<SessionModel | undefined> };
    Client: { find(id: string): Promise<Client | undefined> };
    callback(): (req: IncomingMessage, res: ServerResponse) => Promise<void>;
    on(event: string, listener: (...values: unknown[]) => void): this;
    interactionDetails(req: IncomingMessage, res: ServerResponse): Promise<InteractionDetails>;
    interactionResult(
      ...call: [
        req: IncomingMessage,
        res: ServerResponse,
        result: Record<string, unknown>,
        options?: { mergeWithLastSubmission?: boolean },
      ]
    ): Promise<string>;
  }
}
