import type { Texts } from '#lib/contract';

export const texts: Texts = {
  errors: {
    'indicator.not_found': {
      vi: 'Không có chỉ số hoặc số liệu này.',
      en: 'There is no such indicator or figure.',
    },
    'indicator.not_typed': {
      vi: 'Chỉ số này do hệ thống tính từ dữ liệu, không nhập tay.',
      en: 'This indicator is computed from data; it is not typed.',
    },
    'indicator.wrong_period': {
      vi: 'Số liệu phải ứng với đúng một kỳ của chỉ số. Hãy chọn lại kỳ.',
      en: 'The figure must be for one period of the indicator. Choose the period again.',
    },
    'indicator.future_period': {
      vi: 'Kỳ này chưa bắt đầu nên chưa nhập số liệu được.',
      en: 'This period has not begun; it cannot have a figure yet.',
    },
    'indicator.denominator_needed': {
      vi: 'Chỉ số này là tỷ lệ: hãy nhập cả số đạt được và tổng số.',
      en: 'This indicator is a share: enter both the part and the whole.',
    },
    'indicator.denominator_zero': {
      vi: 'Tổng số phải lớn hơn 0 và không nhỏ hơn số đạt được.',
      en: 'The whole must be greater than zero and not smaller than the part.',
    },
    'indicator.already_entered': {
      vi: 'Kỳ này đã có số liệu của đơn vị. Hãy mở số đã nhập và chọn “Đính chính”.',
      en: 'The unit already has a figure for this period. Open it and choose “Correct”.',
    },
    'indicator.changed_meanwhile': {
      vi: 'Số liệu này vừa được người khác đính chính. Hãy tải lại rồi đính chính trên số mới.',
      en: 'Somebody has just corrected this figure. Reload and correct the new one.',
    },
    'indicator.second_person_needed': {
      vi: 'Người nhập không tự xác nhận được. Hãy nhờ một cán bộ khác của đơn vị xác nhận.',
      en: 'Who typed a figure cannot confirm it. Ask a colleague of the unit.',
    },
    'indicator.already_confirmed': {
      vi: 'Số liệu này đã được xác nhận.',
      en: 'This figure is confirmed already.',
    },
    'indicator.not_your_unit': {
      vi: 'Bạn không được giao nhập số liệu cho đơn vị này.',
      en: 'You are not charged with the figures of this unit.',
    },
    'indicator.definition_faulty': {
      vi: 'Định nghĩa chỉ số {key} chưa dùng được: {detail}',
      en: 'The definition of indicator {key} cannot be used: {detail}',
    },
    'indicator.period_too_long': {
      vi: 'Khoảng thời gian quá dài. Hãy chọn tối đa 800 ngày.',
      en: 'The span is too long. Choose at most 800 days.',
    },
  },
};
