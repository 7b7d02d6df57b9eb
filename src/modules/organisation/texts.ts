import type { Texts } from '#lib/contract';

export const texts: Texts = {
  errors: {
    'organisation.not_found': {
      vi: 'Không tìm thấy tổ chức này trong sổ.',
      en: 'This organisation is not in the register.',
    },
    'organisation.already_registered': {
      vi: 'Đã có tổ chức đang dùng mã số này. Hãy tìm theo mã số trước khi nhập mới.',
      en: 'An organisation with this number is registered already. Search by the number first.',
    },
    'organisation.number_invalid': {
      vi: 'Mã số không đúng dạng: mã số thuế có 10 số (đơn vị phụ thuộc thêm 3 số), hộ kinh doanh dùng số định danh 12 số.',
      en: 'The number has the wrong form: a tax code has 10 digits (13 for dependent units), a household business uses the owner’s 12-digit number.',
    },
    'organisation.name_invalid': {
      vi: 'Tên tổ chức không đọc được. Hãy kiểm tra lại.',
      en: 'The name cannot be read. Check it.',
    },
    'organisation.changed_meanwhile': {
      vi: 'Tổ chức này vừa được người khác sửa. Hãy tải lại rồi làm tiếp.',
      en: 'Somebody changed this organisation meanwhile. Reload and go on.',
    },
    'organisation.dissolved': {
      vi: 'Tổ chức này đã chấm dứt hoạt động.',
      en: 'This organisation has ended.',
    },
    'organisation.already_represents': {
      vi: 'Người này đang là người đại diện của tổ chức trong khoảng thời gian đó.',
      en: 'This person represents the organisation in that time already.',
    },
    'organisation.end_in_past': {
      vi: 'Ngày kết thúc không được trước ngày bắt đầu.',
      en: 'The last day cannot lie before the first.',
    },
    'organisation.authorisation_not_yours': {
      vi: 'Bạn chỉ ủy quyền được cho phần của mình hoặc của tổ chức mà bạn đang là người đại diện theo pháp luật.',
      en: 'You may authorise only for yourself or an organisation whose legal representative you are.',
    },
    'organisation.holder_unknown': {
      vi: 'Không có người nào mang đúng số định danh và họ tên này. Hãy kiểm tra lại cả hai.',
      en: 'Nobody has this number and this name. Check both.',
    },
    'organisation.holder_is_grantor': {
      vi: 'Không thể tự ủy quyền cho chính mình.',
      en: 'You cannot authorise yourself.',
    },
    'organisation.period_invalid': {
      vi: 'Ngày hết hạn phải sau hôm nay và không quá 5 năm.',
      en: 'The last day must lie after today and within five years.',
    },
    'organisation.already_ended': {
      vi: 'Ủy quyền này đã chấm dứt.',
      en: 'This authorisation has ended already.',
    },
  },
};
