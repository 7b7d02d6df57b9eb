export { type GatewayOptions, httpGateway, type NationalGateway } from './gateway.ts';
export { nationalPortal } from './module.ts';
