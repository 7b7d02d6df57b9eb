import type { Texts } from '#lib/contract';

export const texts: Texts = {
  errors: {
    'place.not_found': {
      vi: 'Không có đơn vị hành chính này vào ngày đã chọn.',
      en: 'There is no such administrative unit on that day.',
    },
  },
};
