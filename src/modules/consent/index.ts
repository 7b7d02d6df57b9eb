export type { ConfirmationAnswer, ConfirmationQuestion, ConfirmationService } from './confirmations.ts';
export { askConsent, listConsents, type NewConsent, withdrawConsent } from './consents.ts';
export { consent } from './module.ts';
export { type VneidOptions, vneidConfirmations } from './vneid-confirmations.ts';
