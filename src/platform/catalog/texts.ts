import type { Texts } from '#lib/contract';

export const texts: Texts = {
  errors: {
    'catalog.faulty': {
      vi: 'Danh mục có {count} lỗi; lỗi đầu tiên: {first}',
      en: 'The catalogue has {count} fault(s); the first: {first}',
    },
    'catalog.not_found': {
      vi: 'Không có danh mục này.',
      en: 'There is no such sheet.',
    },
  },
};
