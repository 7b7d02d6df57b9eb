import type { Texts } from '#lib/contract';

export const texts: Texts = {
  errors: {
    'access.forbidden': {
      vi: 'Tài khoản của bạn chưa được giao quyền làm việc này. Hãy liên hệ quản trị của đơn vị.',
      en: 'Your account has no right to do this. Ask your unit’s administrator.',
    },
    'access.not_signed_in': { vi: 'Bạn cần đăng nhập để tiếp tục.', en: 'Sign in to continue.' },
    'access.not_found': { vi: 'Không tìm thấy nội dung bạn cần.', en: 'Nothing was found.' },
    'access.basis_missing': {
      vi: 'Cần nêu căn cứ (hồ sơ đang xử lý hoặc mục đích) trước khi xem dữ liệu cá nhân.',
      en: 'State the basis (an open case or a purpose) before reading personal data.',
    },
    'access.basis_closed': {
      vi: 'Căn cứ này đã đóng, không dùng để xem dữ liệu được nữa.',
      en: 'This basis is closed and can no longer be used.',
    },
    'access.second_person_needed': {
      vi: 'Việc xem khẩn cấp phải có người thứ hai đồng ý.',
      en: 'Emergency access needs the consent of a second person.',
    },
    'access.not_covered': {
      vi: 'Mục đích bạn đã khai không bao gồm dữ liệu này. Hãy khai mục đích phù hợp với việc đang làm.',
      en: 'The purpose you declared does not cover these data. Declare the one that fits your work.',
    },
    'access.assurance_too_low': {
      vi: 'Việc này cần xác thực ở mức cao hơn. Hãy xác nhận lại trên VNeID.',
      en: 'This needs a stronger sign-in. Confirm again in VNeID.',
    },
  },
};
