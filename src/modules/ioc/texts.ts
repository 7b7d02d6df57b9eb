import type { Texts } from '#lib/contract';

export const texts: Texts = {
  errors: {
    'ioc.not_found': {
      vi: 'Không tìm thấy trang này của trung tâm điều hành.',
      en: 'This part of the operations centre was not found.',
    },
    'ioc.not_entitled': {
      vi: 'Bạn chưa được giao vai trò ở trung tâm điều hành. Hãy đề nghị quản trị viên giao vai trò.',
      en: 'You hold no role in the operations centre. Ask an administrator for one.',
    },
    'ioc.changed_meanwhile': {
      vi: 'Người khác vừa thay đổi. Hãy tải lại trang, xem thay đổi rồi làm lại.',
      en: 'Somebody changed this meanwhile. Reload, look at the change, then try again.',
    },
    'ioc.unknown_indicator': {
      vi: 'Bố cục nhắc tới chỉ số không có: {key}. Chưa lưu gì.',
      en: 'The layout names an indicator that does not exist: {key}. Nothing was saved.',
    },
    'ioc.not_for_displays': {
      vi: 'Bố cục này không dành cho màn hình treo tường. Hãy chọn bố cục khác.',
      en: 'This layout is not meant for wall screens. Choose another.',
    },
    'ioc.pairing_refused': {
      vi: 'Mã không đúng hoặc đã quá mười phút. Hãy lấy mã mới ở trang màn hình.',
      en: 'The code is wrong or older than ten minutes. Get a new one on the page of screens.',
    },
    'ioc.display_unknown': {
      vi: 'Màn hình này chưa ghép hoặc đã bị ngắt. Hãy ghép lại bằng mã mới.',
      en: 'This screen is not paired or was switched off. Pair it again with a new code.',
    },
    'ioc.boundaries_refused': {
      vi: 'Chưa nhập bản đồ. {detail}',
      en: 'The map was not imported. {detail}',
    },
    'ioc.already_resolved': {
      vi: 'Cảnh báo này đã đóng.',
      en: 'This alert is closed already.',
    },
  },
};
