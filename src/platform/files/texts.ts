import type { Texts } from '#lib/contract';

export const texts: Texts = {
  errors: {
    'files.not_found': { vi: 'Không tìm thấy tệp.', en: 'The file was not found.' },
    'files.empty': {
      vi: 'Tệp không có nội dung. Hãy chọn lại tệp.',
      en: 'The file is empty. Choose another file.',
    },
    'files.too_large': {
      vi: 'Tệp lớn hơn mức cho phép ({limit}). Hãy giảm dung lượng hoặc chia nhỏ rồi tải lại.',
      en: 'The file is larger than allowed ({limit}). Make it smaller and upload it again.',
    },
    'files.name_not_allowed': {
      vi: 'Tên tệp quá dài hoặc có ký tự không dùng được. Hãy đổi tên tệp rồi tải lại.',
      en: 'The file name is too long or has characters that cannot be used. Rename it and upload it again.',
    },
    'files.type_not_allowed': {
      vi: 'Loại tệp này không được nhận. Các loại được nhận: {allowed}.',
      en: 'This kind of file is not accepted. Accepted: {allowed}.',
    },
    'files.content_differs_from_name': {
      vi: 'Nội dung tệp không đúng với đuôi tên tệp. Hãy chọn đúng tệp cần nộp.',
      en: 'The content does not match the file name. Choose the right file.',
    },
    'files.unsafe_content': {
      vi: 'Tệp có nội dung không an toàn nên không được nhận. Hãy lưu lại dưới dạng PDF thông thường rồi tải lên.',
      en: 'The file has unsafe content and is not accepted. Save it as a plain PDF and upload it again.',
    },
    'files.storage_full': {
      vi: 'Kho lưu trữ đã đầy, tệp chưa được lưu. Thông tin khác của bạn vẫn còn; hãy thử lại sau.',
      en: 'The storage is full and the file was not saved. Nothing else was lost; try again later.',
    },
    'files.storage_unavailable': {
      vi: 'Chưa ghi được tệp vào kho lưu trữ. Hãy thử lại sau ít phút.',
      en: 'The file could not be stored. Try again in a few minutes.',
    },
    'files.damaged': {
      vi: 'Tệp đã lưu bị hỏng. Hệ thống đã ghi nhận để khôi phục từ bản sao lưu.',
      en: 'The stored file is damaged. It has been noted for recovery from the backup.',
    },
  },
};
