import { definePolicy } from '#platform/access';

/** Neither table tells whose a file is: the rooms that hold references do, under their own policies. */
export const policy = definePolicy({
  module: 'files',
  resources: {},
  rules: [],
  open: {
    'files.object': ['select', 'insert', 'update', 'delete'],
    'files.reference': ['select', 'insert', 'delete'],
  },
});
