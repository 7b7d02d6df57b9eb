import type { Texts } from '#lib/contract';

export const texts: Texts = {
  errors: {
    'vault.not_found': {
      vi: 'Không tìm thấy giấy tờ này trong kho của bạn.',
      en: 'There is no such paper in your vault.',
    },
    'vault.revoked': {
      vi: 'Giấy tờ này đã bị thu hồi nên không tải được nữa.',
      en: 'This paper was revoked and can no longer be downloaded.',
    },
    'vault.unreadable': {
      vi: 'Không đọc được tệp này. Hãy chọn tệp PDF gốc, không phải ảnh chụp.',
      en: 'This file cannot be read. Choose the original PDF, not a photo.',
    },
    'vault.too_large': { vi: 'Tệp quá lớn để kiểm tra.', en: 'The file is too large to be checked.' },
  },
};
