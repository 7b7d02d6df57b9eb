import type { Texts } from '#lib/contract';

export const texts: Texts = {
  errors: {
    'http.bad_request': {
      vi: 'Hệ thống không đọc được yêu cầu. Hãy tải lại trang rồi thử lại.',
      en: 'The request could not be read. Reload the page and try again.',
    },
    'http.invalid_input': {
      vi: 'Một số mục chưa đúng. Hãy xem các mục được đánh dấu và sửa lại; phần còn lại vẫn được giữ.',
      en: 'Some entries are not right. Correct the marked ones; the rest is kept.',
    },
    'http.not_found': {
      vi: 'Không tìm thấy nội dung bạn cần.',
      en: 'There is nothing here under that address.',
    },
    'http.too_large': { vi: 'Nội dung gửi lên quá lớn.', en: 'What was sent is too large.' },
    'http.unsupported_media_type': {
      vi: 'Hệ thống không nhận loại nội dung này.',
      en: 'This kind of content is not accepted.',
    },
    'http.too_many_requests': {
      vi: 'Bạn thao tác quá nhanh. Hãy đợi một phút rồi thử lại.',
      en: 'Too many requests. Wait a minute and try again.',
    },
    'http.idempotency_key_missing': {
      vi: 'Yêu cầu thiếu mã chống gửi trùng. Hãy tải lại trang rồi thử lại.',
      en: 'The request has no idempotency key. Reload the page and try again.',
    },
    'http.idempotency_key_reused': {
      vi: 'Mã chống gửi trùng đã dùng cho một yêu cầu khác. Hãy tải lại trang rồi thử lại.',
      en: 'The idempotency key belongs to another request. Reload the page and try again.',
    },
    'http.origin_refused': {
      vi: 'Yêu cầu đến từ một trang khác nên không được nhận.',
      en: 'The request came from another site and was refused.',
    },
    'http.unavailable': {
      vi: 'Hệ thống đang bận. Thông tin đã lưu vẫn còn; hãy thử lại sau ít phút.',
      en: 'The system is busy. What was saved is kept; try again in a few minutes.',
    },
    'http.internal': {
      vi: 'Có lỗi ngoài dự kiến. Thông tin đã lưu vẫn còn. Hãy thử lại; nếu vẫn lỗi, báo mã yêu cầu cho quản trị.',
      en: 'Something unexpected happened. What was saved is kept. Try again, or give the request id to support.',
    },
  },
};
