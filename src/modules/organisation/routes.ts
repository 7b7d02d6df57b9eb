import { errors as accessErrors, mayEver } from '#platform/access';
import { handle } from '#platform/http';
import type { Ctx } from '#platform/runtime';
import { authorise, endAuthorisation, listAuthorisations } from './authorise.ts';
import { changeOrganisation, dissolveOrganisation } from './change-organisation.ts';
import * as contract from './contract.ts';
import { errors } from './errors.ts';
import { getOrganisation, searchOrganisations } from './get-organisation.ts';
import { listMandates } from './mandates.ts';
import { policy } from './policy.ts';
import { registerOrganisation } from './register-organisation.ts';
import { endRepresentative, nameRepresentative } from './represent.ts';

function ownPerson(ctx: Ctx): string {
  const { personId, kind } = ctx.principal;
  if (kind !== 'citizen' || personId === null) throw accessErrors.error('forbidden');
  return personId;
}

function requireStaff(ctx: Ctx): void {
  if (ctx.principal.kind !== 'staff') throw accessErrors.error('forbidden');
}

function requireRegistrar(ctx: Ctx): void {
  if (!mayEver(policy, 'organisation', { principal: ctx.principal, action: 'change' }))
    throw accessErrors.error('forbidden');
}

export const routes = [
  handle(contract.listMyMandates, {
    action: 'organisation.list-mandates',
    run: async (ctx) => ({ items: await listMandates(ctx, ownPerson(ctx)) }),
  }),
  handle(contract.listMyAuthorisations, {
    action: 'organisation.list-authorisations',
    run: async (ctx) => ({ items: await listAuthorisations(ctx) }),
  }),
  handle(contract.authorise, {
    action: 'organisation.authorise',
    run: (ctx, { body }) => authorise(ctx, body),
  }),
  handle(contract.endAuthorisation, {
    action: 'organisation.end-authorisation',
    run: (ctx, { params, body }) => endAuthorisation(ctx, params.id, body.reason),
  }),
  handle(contract.getMyOrganisation, {
    action: 'organisation.read-own',
    run: (ctx, { params }) => {
      if (!ctx.principal.organisations.includes(params.id)) throw errors.error('not_found');
      return getOrganisation(ctx, params.id);
    },
  }),
  handle(contract.searchOrganisations, {
    action: 'organisation.search',
    run: async (ctx, { query }) => {
      requireStaff(ctx);
      return { items: await searchOrganisations(ctx, query.search) };
    },
  }),
  handle(contract.getOrganisation, {
    action: 'organisation.read',
    run: (ctx, { params }) => {
      requireStaff(ctx);
      return getOrganisation(ctx, params.id);
    },
  }),
  handle(contract.registerOrganisation, {
    action: 'organisation.register',
    run: async (ctx, { body }) => {
      requireRegistrar(ctx);
      return { id: await registerOrganisation(ctx, body) };
    },
  }),
  handle(contract.changeOrganisation, {
    action: 'organisation.change',
    run: async (ctx, { params, body }) => {
      requireRegistrar(ctx);
      await changeOrganisation(ctx, params.id, body);
      return getOrganisation(ctx, params.id);
    },
  }),
  handle(contract.nameRepresentative, {
    action: 'organisation.name-representative',
    run: async (ctx, { params, body }) => {
      requireRegistrar(ctx);
      return { id: await nameRepresentative(ctx, { ...body, organisationId: params.id }) };
    },
  }),
  handle(contract.endRepresentative, {
    action: 'organisation.end-representative',
    run: (ctx, { params, body }) => {
      requireRegistrar(ctx);
      return endRepresentative(ctx, params.id, body);
    },
  }),
  handle(contract.dissolveOrganisation, {
    action: 'organisation.dissolve',
    run: async (ctx, { params, body }) => {
      requireRegistrar(ctx);
      await dissolveOrganisation(ctx, params.id, body);
      return getOrganisation(ctx, params.id);
    },
  }),
];
