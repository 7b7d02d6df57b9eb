import type { Texts } from '../../app/language.tsx';

export const texts = {
  hello: { vi: 'Chào {who}', en: 'Hello {who}' },
  helloGuest: { vi: 'Bạn cần làm việc gì?', en: 'What do you need to do?' },
  guestLead: {
    vi: 'Nộp hồ sơ, nộp lệ phí và nhận kết quả trên điện thoại. Thông tin nhà nước đã có, bạn không phải khai lại.',
    en: 'File, pay and receive results on your phone. What the state already knows you need not type again.',
  },
  find: { vi: 'Bạn cần làm việc gì?', en: 'What do you need to do?' },
  'find.go': { vi: 'Tìm thủ tục', en: 'Find a procedure' },
  'life.birth': { vi: 'Sinh con', en: 'A child is born' },
  'life.move': { vi: 'Chuyển chỗ ở', en: 'Moving house' },
  'life.marry': { vi: 'Kết hôn', en: 'Getting married' },
  'life.id': { vi: 'Giấy tờ tuỳ thân', en: 'Identity papers' },
  'life.death': { vi: 'Người thân mất', en: 'A relative has died' },
  todo: { vi: 'Việc cần bạn làm', en: 'What needs you' },
  'todo.count': { vi: '{n} việc', en: '{n} tasks' },
  cases: { vi: 'Hồ sơ của tôi', en: 'My dossiers' },
  'cases.all': { vi: 'Tất cả {n}', en: 'All {n}' },
  'cases.none': { vi: 'Bạn chưa có hồ sơ nào', en: 'You have no dossiers yet' },
  'cases.noneText': {
    vi: 'Tìm việc bạn cần làm ở ô trên; chúng tôi điền sẵn những gì đã biết.',
    en: 'Search above for what you need; we fill in what is known.',
  },
  papers: { vi: 'Giấy tờ của tôi', en: 'My papers' },
  'papers.all': { vi: 'Kho giấy tờ', en: 'All papers' },
  'papers.none': {
    vi: 'Kết quả hồ sơ của bạn sẽ nằm ở đây.',
    en: 'Results of your dossiers will be kept here.',
  },
  looks: { vi: 'Ai đã xem dữ liệu của tôi', en: 'Who looked at my data' },
  'looks.count': { vi: '{n} lượt xem trong 30 ngày qua', en: '{n} looks in the past 30 days' },
  'looks.emergency': { vi: 'Xem khẩn cấp', en: 'Emergency access' },
  'looks.all': { vi: 'Xem tất cả', en: 'See all' },
  'looks.none': {
    vi: 'Chưa có cơ quan nào xem dữ liệu của bạn trong 30 ngày qua.',
    en: 'No office looked at your data in the past 30 days.',
  },
  help: {
    vi: 'Cần người giúp? Gọi 1022, hoặc đến Trung tâm Phục vụ hành chính công gần bạn.',
    en: 'Need a person? Call 1022, or visit the nearest public administration centre.',
  },
  verify: { vi: 'Xác minh giấy tờ', en: 'Verify a document' },
  verifyNote: { vi: 'Quét mã QR hoặc tải tệp lên', en: 'Scan a QR code or upload the file' },
  track: { vi: 'Tra cứu hồ sơ', en: 'Track a dossier' },
  trackNote: { vi: 'Bằng mã trên giấy hẹn', en: 'By the code on the receipt' },
  signInVneid: { vi: 'Đăng nhập bằng VNeID', en: 'Sign in with VNeID' },
} satisfies Texts;
