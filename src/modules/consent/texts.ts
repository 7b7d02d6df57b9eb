import type { Texts } from '#lib/contract';

export const texts: Texts = {
  errors: {
    'consent.not_found': { vi: 'Không tìm thấy nội dung đồng ý này.', en: 'There is no such consent.' },
    'consent.answer_not_valid': {
      vi: 'Câu trả lời xác nhận không hợp lệ nên không được ghi nhận.',
      en: 'The signed answer is not valid and was not recorded.',
    },
    'consent.not_reachable': {
      vi: 'Chưa gửi được yêu cầu xác nhận qua VNeID. Thông tin đã nhập vẫn được giữ; hãy thử lại hoặc tải lên văn bản đồng ý có chữ ký.',
      en: 'VNeID could not be reached. What you entered is kept; try again, or upload a signed consent.',
    },
    'consent.already_decided': { vi: 'Nội dung này đã được trả lời.', en: 'This has been answered already.' },
  },
};
