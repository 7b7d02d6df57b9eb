import type { Texts } from '#lib/contract';

export const texts: Texts = {
  errors: {
    'report.not_found': { vi: 'Không tìm thấy báo cáo này.', en: 'There is no such report.' },
    'report.not_your_unit': {
      vi: 'Bạn không được giao việc này đối với báo cáo của đơn vị.',
      en: 'You are not charged with this for the unit’s reports.',
    },
    'report.future_period': {
      vi: 'Kỳ báo cáo này chưa bắt đầu. Hãy chọn kỳ hiện tại hoặc kỳ trước.',
      en: 'This period has not begun. Choose the present one or an earlier one.',
    },
    'report.section_changed': {
      vi: '{by} vừa lưu phần này. Nội dung của bạn chưa mất: hãy so hai bản rồi chọn.',
      en: '{by} has just saved this part. Nothing of yours is lost: compare both texts and choose.',
    },
    'report.changed_meanwhile': {
      vi: 'Báo cáo vừa thay đổi. Hãy tải lại, xem lại rồi làm tiếp.',
      en: 'The report has just changed. Reload, look again and go on.',
    },
    'report.not_in_this_state': {
      vi: 'Báo cáo đang ở bước khác nên chưa làm được việc này. Hãy tải lại trang.',
      en: 'The report is at another step; this cannot be done now. Reload the page.',
    },
    'report.empty_report': {
      vi: 'Phần “Tình hình chung” còn trống. Hãy viết trước khi trình ký.',
      en: 'The part “General situation” is empty. Write it before presenting.',
    },
    'report.nobody_to_send': {
      vi: 'Nơi nhận không có hoặc là chính đơn vị gửi. Hãy chọn lại nơi nhận.',
      en: 'The receiver is missing or is the sender itself. Choose again.',
    },
    'report.already_received': {
      vi: 'Báo cáo này đã được xác nhận đã nhận.',
      en: 'The receipt of this report is confirmed already.',
    },
  },
};
