import { defineErrors } from '#platform/runtime';
import { errorCodes } from './contract.ts';

export const errors = defineErrors('operations', errorCodes);
