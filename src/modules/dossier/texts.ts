import type { Sentence, Texts } from '#lib/contract';

/** What the timeline says of each event. */
export const timelineSentences = {
  submitted: { vi: 'Hồ sơ đã được gửi', en: 'The dossier was filed' },
  received: {
    vi: 'Hồ sơ đã được tiếp nhận, hẹn trả kết quả ngày {day}',
    en: 'Received; the result is due on {day}',
  },
  refused: { vi: 'Hồ sơ không được tiếp nhận', en: 'The dossier was not accepted' },
  supplement_requested: { vi: 'Cơ quan đề nghị bổ sung hồ sơ', en: 'The office asks for supplements' },
  supplement_answered: { vi: 'Hồ sơ đã được bổ sung', en: 'Supplements were sent' },
  stepped: { vi: 'Hồ sơ chuyển sang bước tiếp theo', en: 'The dossier moved to the next step' },
  proposed: { vi: 'Cán bộ trình kết quả', en: 'The specialist proposed the result' },
  sent_back: { vi: 'Lãnh đạo chuyển lại để xử lý thêm', en: 'The leader sent it back for more work' },
  approved: { vi: 'Lãnh đạo đã phê duyệt', en: 'The leader approved' },
  signed: { vi: 'Lãnh đạo đã ký', en: 'The leader signed' },
  numbered: { vi: 'Đã vào sổ, số {number}', en: 'Registered under number {number}' },
  issued: { vi: 'Kết quả đã được ban hành, số {number}', en: 'The result was issued under number {number}' },
  handed_over: { vi: 'Kết quả đã được trả', en: 'The result was handed over' },
  assigned: { vi: 'Hồ sơ được giao cho người xử lý', en: 'The dossier was assigned' },
  judged: { vi: 'Một thành phần hồ sơ đã được xem xét', en: 'A component was judged' },
  apologised: {
    vi: 'Cơ quan xin lỗi vì chậm và hẹn lại ngày {day}',
    en: 'The office apologised for the delay; the new day is {day}',
  },
  withdrawn: { vi: 'Hồ sơ đã được rút', en: 'The dossier was withdrawn' },
  stopped: { vi: 'Hồ sơ dừng giải quyết', en: 'Handling was stopped' },
  appealed: { vi: 'Đã gửi kiến nghị, khiếu nại', en: 'A complaint was filed' },
  rated: { vi: 'Đã đánh giá mức độ hài lòng', en: 'Satisfaction was rated' },
  payment_asked: { vi: 'Chờ thanh toán {amount}', en: 'Waiting for a payment of {amount}' },
  payment_short: {
    vi: 'Ngân hàng báo có {amount}, chưa đủ lệ phí',
    en: 'The bank reported {amount}, which is less than the fee',
  },
  paid: { vi: 'Ngân hàng báo đã nhận {amount}', en: 'The bank reported {amount}' },
  refund_due: { vi: 'Khoản {amount} sẽ được hoàn lại', en: '{amount} will be returned' },
  refunded: { vi: 'Đã hoàn {amount}', en: '{amount} was returned' },
  synced: { vi: 'Đã đồng bộ với Cổng Dịch vụ công quốc gia', en: 'Synchronised with the national portal' },
  sync_failed: {
    vi: 'Chưa đồng bộ được với Cổng Dịch vụ công quốc gia',
    en: 'Synchronisation with the national portal failed',
  },
  undone: { vi: 'Thao tác vừa rồi được thu hồi', en: 'The last act was taken back' },
} satisfies Readonly<Record<string, Sentence>>;

export const texts: Texts = {
  errors: {
    'dossier.not_found': {
      vi: 'Không tìm thấy hồ sơ này trong phạm vi của bạn.',
      en: 'There is no such dossier within your reach.',
    },
    'dossier.changed_meanwhile': {
      vi: 'Có người vừa cập nhật hồ sơ này. Hãy xem lại nội dung mới rồi làm tiếp.',
      en: 'Somebody has just changed this dossier. Look at it again, then go on.',
    },
    'dossier.action_not_allowed': {
      vi: 'Ở bước hiện tại không làm được việc này. Hãy tải lại hồ sơ để xem các việc có thể làm.',
      en: 'This cannot be done at the present step. Reload the dossier to see what can.',
    },
    'dossier.payment_needed': {
      vi: 'Hồ sơ chưa nộp đủ lệ phí nên chưa tiếp nhận được.',
      en: 'The fee is not fully paid, so the dossier cannot be received yet.',
    },
    'dossier.nothing_to_pay': {
      vi: 'Hồ sơ này không còn khoản nào phải nộp.',
      en: 'Nothing is left to pay for this dossier.',
    },
    'dossier.already_asked': {
      vi: 'Hồ sơ đã được yêu cầu bổ sung đủ số lần cho phép. Hãy xử lý với những gì đã có.',
      en: 'Supplements have been asked for as often as allowed. Decide with what is there.',
    },
    'dossier.second_apology': {
      vi: 'Đã hẹn lại đủ số lần cho phép, không hẹn lại thêm được.',
      en: 'The result has been postponed as often as allowed.',
    },
    'dossier.nothing_to_undo': {
      vi: 'Không còn thao tác nào có thể thu hồi (chỉ thu hồi được việc bạn vừa làm, trong 10 phút).',
      en: 'There is nothing to take back (only your own last act, within ten minutes).',
    },
    'dossier.no_agency': {
      vi: 'Chưa xác định được cơ quan giải quyết ở địa bàn này. Hãy chọn lại xã, phường.',
      en: 'No competent office was found for this place. Choose the commune again.',
    },
    'dossier.component_unknown': {
      vi: 'Hồ sơ không có thành phần này.',
      en: 'The dossier has no such component.',
    },
    'dossier.attachment_refused': {
      vi: 'Tệp này không nhận được: {reason}. Hãy chọn tệp khác.',
      en: 'This file cannot be accepted: {reason}. Choose another one.',
    },
  },
};
