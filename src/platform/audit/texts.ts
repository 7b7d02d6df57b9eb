import type { Texts } from '#lib/contract';

export const texts: Texts = {
  errors: {
    'audit.not_found': { vi: 'Không tìm thấy nội dung bạn cần.', en: 'Nothing was found.' },
    'audit.other_log': {
      vi: 'Khóa ký nhật ký không thuộc nhật ký này ({origin}). Hãy kiểm tra lại cấu hình khóa.',
      en: 'The signing key does not belong to this log ({origin}). Check the key’s configuration.',
    },
    'audit.inconsistent': {
      vi: 'Nhật ký kiểm toán không còn khớp với lần ký trước ({signed} bản ghi); đã dừng ký. Hãy chạy “audit verify”.',
      en: 'The audit log no longer fits its last signature ({signed} entries); signing stopped. Run “audit verify”.',
    },
  },
};
