import { handle } from '#platform/http';
import { system } from '#platform/runtime';
import * as contract from './contract.ts';
import { listDevices, revokeDevice } from './list-devices.ts';
import { openPairing, pairDevice } from './pair-device.ts';

export const routes = [
  handle(contract.listDevices, {
    action: 'devices.list',
    run: async (ctx) => ({ items: await listDevices(ctx) }),
  }),
  handle(contract.openPairing, {
    action: 'devices.open_pairing',
    run: async (ctx, { body }) => {
      const { code, expiresAt } = await openPairing(ctx, body);
      return { code, expiresAt: expiresAt.toISOString() };
    },
  }),
  handle(contract.pairDevice, {
    action: 'devices.pair',
    as: system,
    run: (ctx, { body }) => pairDevice(ctx, body.envelope),
  }),
  handle(contract.revokeDevice, {
    action: 'devices.revoke',
    run: (ctx, { params, body }) => revokeDevice(ctx, { id: params.id, reason: body.reason }),
  }),
  handle(contract.getDeviceBridge, {
    action: 'devices.bridge',
    run: (ctx) => Promise.resolve({ port: ctx.ports.deviceBridge.port }),
  }),
];
