import { defineErrors } from '#platform/runtime';
import { errorCodes } from './contract-shapes.ts';

export const errors = defineErrors('programme', errorCodes);
