import type { Texts } from '#lib/contract';

export const texts: Texts = {
  errors: {
    'civil-status.not_found': {
      vi: 'Không tìm thấy việc hộ tịch này trong sổ.',
      en: 'The entry was not found in the civil-status register.',
    },
    'civil-status.already_registered': {
      vi: 'Việc hộ tịch này đã được đăng ký.',
      en: 'This has been registered already.',
    },
    'civil-status.not_of_age': {
      vi: 'Chưa đủ tuổi kết hôn: nam từ đủ 20 tuổi, nữ từ đủ 18 tuổi.',
      en: 'Not of marriageable age: men from 20, women from 18.',
    },
    'civil-status.already_married': {
      vi: 'Một bên đang có vợ hoặc có chồng.',
      en: 'One of the two is married at present.',
    },
    'civil-status.same_sex': {
      vi: 'Giới tính của hai bên chưa đúng với quy định đăng ký kết hôn.',
      en: 'The sexes of the two do not meet the rule for registering a marriage.',
    },
    'civil-status.event_ahead': {
      vi: 'Ngày xảy ra sự kiện ở tương lai.',
      en: 'The day of the event lies ahead.',
    },
    'civil-status.cancelled': { vi: 'Việc hộ tịch này đã bị hủy bỏ.', en: 'This entry was cancelled.' },
  },
  labels: {
    'civil-status.kind.birth': { vi: 'Khai sinh', en: 'Birth' },
    'civil-status.kind.marriage': { vi: 'Kết hôn', en: 'Marriage' },
    'civil-status.kind.death': { vi: 'Khai tử', en: 'Death' },
    'civil-status.state.valid': { vi: 'Có hiệu lực', en: 'Valid' },
    'civil-status.state.cancelled': { vi: 'Đã hủy bỏ', en: 'Cancelled' },
  },
};
