import type { Texts } from '#lib/contract';

export const texts: Texts = {
  errors: {
    'basis.not_found': {
      vi: 'Không tìm thấy căn cứ này, hoặc căn cứ không phải của bạn.',
      en: 'This basis was not found, or it is not yours.',
    },
    'basis.purpose_not_yours': {
      vi: 'Vai trò của bạn không được khai mục đích này. Hãy chọn mục đích khác trong danh sách.',
      en: 'Your role may not declare this purpose. Choose another from the list.',
    },
    'basis.too_many_subjects': {
      vi: 'Căn cứ này cho xem nhiều nhất {most} người. Hãy đóng lại và khai căn cứ mới nếu còn cần.',
      en: 'This basis covers {most} persons at most. Close it and declare a new one if you need more.',
    },
    'basis.subject_missing': {
      vi: 'Hãy nêu ít nhất một người cần xem.',
      en: 'Name at least one person.',
    },
    'basis.already_decided': {
      vi: 'Đề nghị này đã được quyết định hoặc đã đóng. Hãy tải lại trang.',
      en: 'This request was decided or closed already. Reload the page.',
    },
    'basis.own_request': {
      vi: 'Bạn không được duyệt đề nghị của chính mình; phải là một người khác.',
      en: 'You may not decide on your own request; it takes another person.',
    },
    'basis.expired': {
      vi: 'Đề nghị đã quá hạn chờ duyệt. Hãy gửi đề nghị mới nếu còn cần.',
      en: 'The request waited too long. Send a new one if it is still needed.',
    },
  },
};
