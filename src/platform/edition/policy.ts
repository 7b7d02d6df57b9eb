import { definePolicy } from '#platform/access';

/** Triggers write the editions; everybody may read them. */
export const policy = definePolicy({
  module: 'edition',
  resources: {},
  rules: [],
  open: { 'edition.edition': ['select'] },
});
