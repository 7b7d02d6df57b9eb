import { handle } from '#platform/http';
import { system } from '#platform/runtime';
import * as contract from './contract.ts';
import { errors } from './errors.ts';
import { takeDossier } from './take-dossier.ts';

export const routes = [
  handle(contract.takeDossier, {
    action: 'national-portal.take',
    as: system,
    run: async (ctx, { body }, raw) => {
      const signature = raw.request.headers['x-signature'];
      const { rawBody } = raw.request;
      const isSigned =
        typeof signature === 'string' &&
        rawBody !== undefined &&
        ctx.ports.nationalGateway.isGenuine(rawBody, signature);
      if (!isSigned) throw errors.error('signature_refused');
      await takeDossier(ctx, body);
      return { MaHoSo: body.MaHoSo, error_code: 0 as const };
    },
  }),
];
