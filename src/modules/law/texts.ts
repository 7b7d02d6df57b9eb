import type { Texts } from '#lib/contract';

export const texts: Texts = {
  errors: {
    'law.not_found': {
      vi: 'Không có văn bản này trong danh mục.',
      en: 'There is no such instrument in the catalogue.',
    },
  },
};
