import type { Texts } from '#lib/contract';

export const texts: Texts = {
  errors: {
    'operations.not_found': {
      vi: 'Việc này không còn trong danh sách lỗi: có thể đã chạy lại xong. Hãy tải lại trang.',
      en: 'This job is no longer among the failed ones: it may have run since. Reload the page.',
    },
    'operations.still_running': {
      vi: 'Việc này vẫn đang được thử lại. Chỉ bỏ được khi đã hết số lần thử.',
      en: 'This job is still being tried. It can be given up only when no tries are left.',
    },
  },
};
