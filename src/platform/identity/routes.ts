import { handle, type RawExchange } from '#platform/http';
import type { Ctx } from '#platform/runtime';
import { actFor } from './act-for.ts';
import { clearSessionCookie, type SignedIn } from './authenticate.ts';
import * as contract from './contract.ts';
import { requestRecovery } from './enrolment.ts';
import { errors } from './errors.ts';
import { presentMe, presentSession } from './present.ts';
import { endMyOtherSessions, endMySession, listMySessions } from './sessions.ts';
import { signOut } from './sign-out.ts';

function thisSession(ctx: Ctx, raw: RawExchange): SignedIn {
  const signedIn = ctx.ports.identity.sessionOf(raw.request);
  if (!signedIn) throw errors.error('session_unknown');
  return signedIn;
}

export const routes = [
  handle(contract.showMe, {
    action: 'identity.show-me',
    run: (ctx, _input, raw) => Promise.resolve(presentMe(ctx.ports.identity.sessionOf(raw.request))),
  }),
  handle(contract.listSessions, {
    action: 'identity.list-sessions',
    run: async (ctx, _input, raw) => {
      const { session } = thisSession(ctx, raw);
      const items = await listMySessions(ctx);
      return { items: items.map((item) => presentSession(item, session.id)) };
    },
  }),
  handle(contract.endSession, {
    action: 'identity.end-session',
    run: (ctx, { params }) => endMySession(ctx, params.id),
  }),
  handle(contract.endOtherSessions, {
    action: 'identity.end-other-sessions',
    run: async (ctx, _input, raw) => ({
      ended: await endMyOtherSessions(ctx, thisSession(ctx, raw).session.id),
    }),
  }),
  handle(contract.signOut, {
    action: 'identity.sign-out',
    run: async (ctx, _input, raw) => {
      const redirectTo = await signOut(ctx, thisSession(ctx, raw).session);
      clearSessionCookie(ctx.ports.identity, raw.reply);
      return { redirectTo };
    },
  }),
  handle(contract.actFor, {
    action: 'identity.act-for',
    run: async (ctx, { body }, raw) => {
      await actFor(ctx, thisSession(ctx, raw).session, body);
      return {};
    },
  }),
  handle(contract.requestRecovery, {
    action: 'identity.request-recovery',
    run: async (ctx, { params, body }) => ({ id: await requestRecovery(ctx, params.id, body.reason) }),
  }),
];
