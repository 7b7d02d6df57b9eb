import type { Texts } from '#lib/contract';

export const texts: Texts = {
  errors: {
    'notify.no_template': { vi: 'Chưa có mẫu thông báo {code}.', en: 'There is no template {code}.' },
    'notify.missing_param': { vi: 'Mẫu thông báo thiếu nội dung {name}.', en: 'The notice lacks {name}.' },
    'notify.personal_number': {
      vi: 'Thông báo không được chứa số định danh cá nhân.',
      en: 'A notice must not hold a personal number.',
    },
    'notify.not_found': { vi: 'Không tìm thấy thông báo này.', en: 'This notice was not found.' },
  },
  labels: {
    'notify.state.waiting': { vi: 'Chờ gửi', en: 'Waiting' },
    'notify.state.sending': { vi: 'Đang gửi', en: 'Sending' },
    'notify.state.sent': { vi: 'Đã gửi', en: 'Sent' },
    'notify.state.failed': { vi: 'Không gửi được', en: 'Failed' },
    'notify.state.unknown': { vi: 'Đã gửi, chưa rõ kết quả', en: 'Sent, fate unknown' },
    'notify.channel.email': { vi: 'Thư điện tử', en: 'E-mail' },
    'notify.channel.sms': { vi: 'Tin nhắn', en: 'Text message' },
    'notify.channel.push': { vi: 'Thông báo đẩy', en: 'Push' },
  },
};
