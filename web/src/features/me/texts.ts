import type { Texts } from '../../app/language.tsx';

export const texts = {
  title: { vi: 'Tôi', en: 'Me' },
  account: { vi: 'Tài khoản', en: 'Account' },
  accountNote: { vi: 'Đăng nhập bằng VNeID', en: 'Signed in with VNeID' },
  notices: { vi: 'Thông báo', en: 'Notices' },
  noticesNone: { vi: 'Chưa có thông báo nào', en: 'No notices yet' },
  noticesNoneText: {
    vi: 'Khi hồ sơ có thay đổi, chúng tôi báo ở đây.',
    en: 'Changes of your dossiers appear here.',
  },
  markRead: { vi: 'Đánh dấu đã đọc hết', en: 'Mark all as read' },
  unread: { vi: 'chưa đọc', en: 'unread' },
  payments: { vi: 'Khoản đã nộp', en: 'Payments' },
  paymentsNone: { vi: 'Bạn chưa nộp khoản nào', en: 'No payments yet' },
  paymentsNoneText: {
    vi: 'Phí, lệ phí bạn nộp và biên lai nằm ở đây.',
    en: 'Fees you pay and their receipts appear here.',
  },
  'pay.open': { vi: 'Chưa nộp', en: 'Not paid' },
  'pay.short': { vi: 'Còn thiếu', en: 'Short' },
  'pay.paid': { vi: 'Đã nộp', en: 'Paid' },
  'pay.cancelled': { vi: 'Đã huỷ', en: 'Cancelled' },
  'pay.refunded': { vi: 'Đã hoàn', en: 'Refunded' },
  looks: { vi: 'Ai đã xem dữ liệu của tôi', en: 'Who looked at my data' },
  'looks.case': { vi: 'Để giải quyết hồ sơ của bạn', en: 'To process your dossier' },
  'looks.refused': { vi: 'Muốn xem nhưng không được phép', en: 'Tried to look and was refused' },
  'looks.service': { vi: 'Kiểm tra khi bạn dùng dịch vụ', en: 'Checked while you used a service' },
  'looks.system': { vi: 'Hệ thống của tỉnh', en: "The province's system" },
  looksLead: {
    vi: 'Mỗi lần cơ quan nhà nước mở dữ liệu của bạn đều được ghi lại: nơi nào, để làm gì, lúc nào.',
    en: 'Every time an office opens your data it is recorded: who, why and when.',
  },
  looksNone: { vi: 'Chưa có cơ quan nào xem dữ liệu của bạn', en: 'No office has looked at your data' },
  looksAsk: {
    vi: 'Thấy lượt xem bạn không hiểu? Gọi 1022 và đọc ngày giờ của lượt đó.',
    en: 'A look you do not understand? Call 1022 and name its time.',
  },
  settings: { vi: 'Cài đặt', en: 'Settings' },
  signIn: { vi: 'Đăng nhập', en: 'Sign in' },
  signInLead: {
    vi: 'Đăng nhập bằng tài khoản định danh điện tử VNeID. Bạn không cần tạo mật khẩu mới.',
    en: 'Sign in with your VNeID electronic identity. No new password is needed.',
  },
  signInVneid: { vi: 'Đăng nhập bằng VNeID', en: 'Sign in with VNeID' },
  signInOfficer: { vi: 'Bạn là cán bộ, công chức?', en: 'Are you a civil servant?' },
  signInOfficerGo: { vi: 'Vào phòng làm việc', en: 'Go to the office' },
  signInWhy: {
    vi: 'Chúng tôi nhận từ VNeID: họ tên, ngày sinh, số định danh, nơi thường trú, mức định danh.',
    en: 'From VNeID we receive: name, date of birth, personal number, permanent residence, level of identification.',
  },
  verify: { vi: 'Xác minh giấy tờ', en: 'Verify a document' },
} satisfies Texts;
