import type { Texts } from '#lib/contract';

export const texts: Texts = {
  errors: {
    'money.not_found': { vi: 'Không tìm thấy khoản tiền này.', en: 'This payment was not found.' },
    'money.no_account': { vi: 'Chưa có tài khoản để hạch toán.', en: 'There is no account to book to.' },
    'money.unbalanced': { vi: 'Bút toán không cân.', en: 'The transfer does not balance.' },
    'money.insufficient': { vi: 'Tài khoản không đủ số dư.', en: 'The account does not hold enough.' },
    'money.key_reused': {
      vi: 'Yêu cầu này đã được thực hiện với nội dung khác.',
      en: 'This request was already carried out with another content.',
    },
    'money.transfer_state': {
      vi: 'Bút toán không còn ở trạng thái thực hiện được.',
      en: 'The transfer is no longer in a state that allows this.',
    },
    'money.already_paid': {
      vi: 'Khoản này đã nộp đủ, không phải nộp nữa.',
      en: 'This has been paid in full.',
    },
    'money.not_payable': {
      vi: 'Khoản này đã hủy hoặc quá hạn thanh toán. Hãy mở lại hồ sơ để lấy mã mới.',
      en: 'This was cancelled or has expired. Open the case again for a new code.',
    },
    'money.not_refundable': {
      vi: 'Không có khoản đã nộp nào để hoàn.',
      en: 'There is no payment that could be refunded.',
    },
    'money.amount_too_large': {
      vi: 'Số tiền vượt mức chuyển khoản một lần. Hãy nộp tại quầy hoặc chia thành nhiều lần.',
      en: 'The amount is above the limit of one transfer. Pay at the counter or in parts.',
    },
    'money.signature_refused': {
      vi: 'Chữ ký của thông báo không đúng.',
      en: 'The signature of the notice is wrong.',
    },
    'money.notice_settled': {
      vi: 'Khoản báo có này đã được xử lý.',
      en: 'This credit has already been dealt with.',
    },
    'money.bank_unavailable': {
      vi: 'Chưa kết nối được với ngân hàng. Hệ thống sẽ tự thử lại.',
      en: 'The bank cannot be reached. The system will try again.',
    },
  },
  labels: {
    'money.state.open': { vi: 'Chưa nộp', en: 'Unpaid' },
    'money.state.short': { vi: 'Nộp thiếu', en: 'Paid short' },
    'money.state.paid': { vi: 'Đã nộp', en: 'Paid' },
    'money.state.cancelled': { vi: 'Đã hủy', en: 'Cancelled' },
    'money.state.refunded': { vi: 'Đã hoàn', en: 'Refunded' },
    'money.reason.no_code': { vi: 'Nội dung chuyển khoản không có mã', en: 'No code in the description' },
    'money.reason.code_not_issued': { vi: 'Mã không phải do hệ thống cấp', en: 'The code was never issued' },
    'money.reason.other_account': { vi: 'Chuyển vào tài khoản khác', en: 'Sent to another account' },
    'money.reason.cancelled': { vi: 'Khoản phải nộp đã hủy', en: 'What was owed is cancelled' },
    'money.reason.late': { vi: 'Chuyển sau khi mã hết hạn', en: 'Sent after the code expired' },
    'money.reason.ambiguous': {
      vi: 'Khớp nhiều khoản, cần người xem',
      en: 'Fits several, somebody must look',
    },
    'money.reason.no_account': { vi: 'Tài khoản không thuộc hệ thống', en: 'Not an account of ours' },
  },
};
