import type { Texts } from '../../app/language.tsx';

export const texts = {
  title: { vi: 'Đăng nhập phòng làm việc', en: 'Sign in to the office' },
  lead: { vi: 'Dành cho cán bộ, công chức, viên chức của tỉnh.', en: 'For civil servants of the province.' },
  begin: { vi: 'Bắt đầu đăng nhập', en: 'Begin' },
  passkey: { vi: 'Dùng khoá truy cập', en: 'Use a passkey' },
  passkeyNote: {
    vi: 'Vân tay, khuôn mặt hoặc khoá cắm USB. Nhanh và khó bị lừa nhất.',
    en: 'Fingerprint, face or a security key. Fastest and safest.',
  },
  or: { vi: 'hoặc bằng mật khẩu', en: 'or by password' },
  loginName: { vi: 'Tên đăng nhập', en: 'Login name' },
  password: { vi: 'Mật khẩu', en: 'Password' },
  next: { vi: 'Tiếp tục', en: 'Continue' },
  vneid: { vi: 'Dùng VNeID', en: 'Use VNeID' },
  codeTitle: { vi: 'Nhập mã một lần', en: 'One-time code' },
  code: { vi: 'Mã 6 số trong ứng dụng xác thực', en: 'The 6 digits in your authenticator app' },
  signIn: { vi: 'Đăng nhập', en: 'Sign in' },
  passkeyFailed: {
    vi: 'Chưa dùng được khoá truy cập trên máy này. Hãy thử lại, hoặc đăng nhập bằng mật khẩu.',
    en: 'The passkey could not be used on this device. Try again, or sign in by password.',
  },
  lost: {
    vi: 'Mất khoá hoặc điện thoại? Báo quản trị của đơn vị để được cấp lại; cần hai người duyệt.',
    en: 'Lost your key or phone? Ask your administrator; two people must approve.',
  },
  again: { vi: 'Đăng nhập lại từ đầu', en: 'Start again' },
  'enrol.title': { vi: 'Thiết lập cách đăng nhập', en: 'Set up sign-in' },
  'enrol.for': { vi: 'Tài khoản {login}, {name}', en: 'Account {login}, {name}' },
  'enrol.passkey': { vi: 'Tạo khoá truy cập trên máy này', en: 'Create a passkey on this device' },
  'enrol.passkeyName': { vi: 'Tên để nhận ra máy này', en: 'A name for this device' },
  'enrol.password': { vi: 'Mật khẩu và ứng dụng xác thực', en: 'Password and authenticator app' },
  'enrol.totp': {
    vi: 'Quét mã này bằng ứng dụng xác thực, rồi nhập 6 số hiện ra.',
    en: 'Scan with an authenticator app, then type the 6 digits.',
  },
  'enrol.qr': { vi: 'Mã để thêm vào ứng dụng xác thực', en: 'Code for the authenticator app' },
  'enrol.newPassword': { vi: 'Mật khẩu mới', en: 'New password' },
  'enrol.newPasswordHint': {
    vi: 'Từ 12 ký tự; một câu dễ nhớ là tốt nhất.',
    en: 'At least 12 characters; a sentence is best.',
  },
  'enrol.save': { vi: 'Lưu', en: 'Save' },
  'enrol.done': { vi: 'Đã thiết lập xong. Bạn có thể đăng nhập.', en: 'Done. You can sign in now.' },
  'enrol.noTicket': {
    vi: 'Đường dẫn thiếu phiếu dùng một lần. Xin lại phiếu từ quản trị.',
    en: 'The one-time ticket is missing. Ask an administrator.',
  },
} satisfies Texts;
