import { defineErrors } from '#lib/contract';
import { errorCodes } from './contract.ts';

export const errors = defineErrors('holder-check', errorCodes);
