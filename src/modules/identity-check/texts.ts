import type { Texts } from '#lib/contract';

export const texts: Texts = {
  errors: {
    'identity-check.not_found': { vi: 'Không tìm thấy lượt kiểm tra này.', en: 'There is no such check.' },
    'identity-check.check_expired': {
      vi: 'Lượt kiểm tra đã quá 3 phút nên kết quả không được nhận. Hãy bắt đầu lượt mới và đọc lại thẻ.',
      en: 'The check is older than three minutes and takes no result. Start a new one and read the card again.',
    },
    'identity-check.nonce_spent': {
      vi: 'Lượt kiểm tra này đã có kết quả đọc chip. Hãy bắt đầu lượt mới.',
      en: 'This check already has a chip reading. Start a new one.',
    },
    'identity-check.session_wrong': {
      vi: 'Kết quả đọc thẻ thuộc một lượt kiểm tra khác nên không được nhận.',
      en: 'The reading belongs to another check and was refused.',
    },
    'identity-check.reader_elsewhere': {
      vi: 'Đầu đọc này được ghép nối cho cơ quan khác. Hãy dùng đầu đọc của quầy mình.',
      en: 'This reader is paired for another office. Use the one of your own desk.',
    },
    'identity-check.reading_malformed': {
      vi: 'Dữ liệu đọc từ thẻ không đúng quy cách. Hãy đặt lại thẻ và đọc lại; nếu vẫn lỗi, cập nhật phần mềm đầu đọc.',
      en: 'The reading is malformed. Put the card back and read again, or update the reader agent.',
    },
    'identity-check.qr_unreadable': { vi: '{sentence}', en: '{sentence}' },
    'identity-check.number_invalid': { vi: '{sentence}', en: '{sentence}' },
    'identity-check.not_answered': {
      vi: 'Lượt kiểm tra này chưa có kết quả. Hãy đọc thẻ trước.',
      en: 'This check has no result yet. Read the card first.',
    },
    'identity-check.card_refused': {
      vi: 'Thẻ đã bị từ chối ở lượt kiểm tra này nên không dùng để tiếp nhận được.',
      en: 'The card was refused in this check and cannot be relied on.',
    },
    'identity-check.evidence_too_low': {
      vi: 'Mức chứng cứ chưa đủ cho việc này. Hãy đọc chip của thẻ hoặc đối chiếu với cơ sở dữ liệu dân cư.',
      en: 'The evidence is not enough for this. Read the chip, or match the data with the population database.',
    },
    'identity-check.evidence_old': {
      vi: 'Lượt kiểm tra đã quá 30 phút. Hãy kiểm tra lại thẻ.',
      en: 'The check is older than thirty minutes. Check the card again.',
    },
    'identity-check.already_used': {
      vi: 'Lượt kiểm tra này đã gắn với một việc khác. Hãy kiểm tra lại thẻ cho việc này.',
      en: 'The check was used for another act. Check the card again for this one.',
    },
    'identity-check.other_person': {
      vi: 'Thẻ vừa kiểm tra là của người khác, không phải người của hồ sơ này.',
      en: 'The card that was checked belongs to somebody else than the person of this case.',
    },
  },
  labels: {
    'identity-check.finding.wrong_card_type': {
      vi: 'Đây không phải thẻ căn cước của Việt Nam. Hãy đặt đúng thẻ căn cước, hoặc chọn cách kiểm tra dành cho hộ chiếu.',
      en: 'This is not a Vietnamese identity card. Put in the identity card, or choose the way for passports.',
    },
    'identity-check.finding.cards_differ': {
      vi: 'Mã QR và chip mang hai số khác nhau: hai thẻ khác nhau, hoặc phôi thẻ bị ghép. Giữ thẻ và báo cán bộ có thẩm quyền.',
      en: 'QR code and chip name different numbers: two cards, or a forged body. Keep the card and call the officer in charge.',
    },
    'identity-check.finding.text_group_unsigned': {
      vi: 'Phần thông tin tiếng Việt không nằm trong chữ ký của chip. Nghi thẻ sao chép.',
      en: 'The Vietnamese text group is not covered by the chip’s signature. Suspected clone.',
    },
  },
};
