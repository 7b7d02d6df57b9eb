import type { Texts } from '#lib/contract';

export const texts: Texts = {
  errors: {
    'filing.draft_not_found': {
      vi: 'Không tìm thấy hồ sơ đang soạn này. Có thể bạn đã nộp hoặc đã xóa.',
      en: 'There is no such draft. It may have been filed or thrown away.',
    },
    'filing.changed_meanwhile': {
      vi: 'Hồ sơ này vừa được lưu từ thiết bị khác. Hãy tải lại để xem bản mới nhất rồi sửa tiếp.',
      en: 'This draft was saved on another device. Reload to see the latest, then go on.',
    },
    'filing.incomplete': {
      vi: 'Hồ sơ còn {count} mục chưa xong. Hãy hoàn thành các mục được đánh dấu rồi nộp.',
      en: '{count} entries are not finished. Complete the marked ones, then file.',
    },
    'filing.declaration_missing': {
      vi: 'Hãy đánh dấu cam đoan thông tin là đúng trước khi nộp.',
      en: 'Tick the declaration that the information is true before filing.',
    },
    'filing.assurance_too_low': {
      vi: 'Thủ tục này cần tài khoản VNeID mức 2. Hãy đăng nhập lại bằng tài khoản mức 2.',
      en: 'This procedure needs a VNeID account of level 2. Sign in again with one.',
    },
    'filing.not_representative': {
      vi: 'Bạn chưa được ghi nhận là người đại diện của người hoặc tổ chức này.',
      en: 'You are not registered as representing this person or organisation.',
    },
    'filing.procedure_not_open': {
      vi: 'Thủ tục này chưa nhận hồ sơ tại đây. Hãy nộp qua Cổng Dịch vụ công quốc gia hoặc tại Trung tâm Phục vụ hành chính công.',
      en: 'This procedure cannot be filed here yet. Use the national portal or a public administration centre.',
    },
    'filing.consent_not_asked': {
      vi: 'Hồ sơ này không cần hoặc không gửi được lời đề nghị đồng ý ở mục này.',
      en: 'No consent can be asked for here.',
    },
    'filing.no_agency': {
      vi: 'Chưa xác định được cơ quan giải quyết. Hãy chọn lại xã, phường trong hồ sơ.',
      en: 'The competent office is not known yet. Choose the commune in the form again.',
    },
  },
};
