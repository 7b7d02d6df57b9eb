import type { Texts } from '#lib/contract';

export const texts: Texts = {
  errors: {
    'devices.not_found': { vi: 'Không tìm thấy thiết bị này.', en: 'There is no such device.' },
    'devices.agency_not_yours': {
      vi: 'Bạn chỉ ghép nối được thiết bị đặt tại cơ quan mình.',
      en: 'You may pair devices of your own office only.',
    },
    'devices.pairing_refused': {
      vi: 'Mã ghép nối không đúng, đã dùng hoặc đã quá 10 phút. Hãy lấy mã mới rồi ghép nối lại.',
      en: 'The pairing code is wrong, used, or older than ten minutes. Take a new code and pair again.',
    },
    'devices.device_unknown': {
      vi: 'Thiết bị này chưa được ghép nối với hệ thống. Hãy ghép nối trước khi đọc thẻ.',
      en: 'This device is not paired. Pair it before reading cards.',
    },
    'devices.device_revoked': {
      vi: 'Thiết bị này đã bị thu hồi. Hãy dùng thiết bị khác hoặc liên hệ quản trị.',
      en: 'This device was revoked. Use another one or call the administrator.',
    },
    'devices.envelope_malformed': {
      vi: 'Kết quả của thiết bị không đúng quy cách nên không được nhận. Hãy cập nhật phần mềm đầu đọc.',
      en: 'The device’s result is malformed and was refused. Update the reader agent.',
    },
    'devices.envelope_unsigned': {
      vi: 'Kết quả không mang chữ ký đúng của thiết bị nên không được nhận.',
      en: 'The result does not bear the device’s signature and was refused.',
    },
    'devices.envelope_replayed': {
      vi: 'Kết quả này đã được gửi trước đó nên không được nhận lại. Hãy đọc thẻ lần nữa.',
      en: 'This result was handed in before and is not taken again. Read the card once more.',
    },
    'devices.envelope_stale': {
      vi: 'Đồng hồ của thiết bị lệch quá 10 phút, hoặc kết quả đã cũ. Hãy chỉnh giờ máy rồi đọc lại.',
      en: 'The device’s clock is off by more than ten minutes, or the result is old. Set the clock and read again.',
    },
  },
};
