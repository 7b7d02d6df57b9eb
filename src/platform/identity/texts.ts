import type { Texts } from '#lib/contract';

export const texts: Texts = {
  errors: {
    'identity.sign_in_expired': {
      vi: 'Lượt đăng nhập đã hết hạn. Hãy bắt đầu đăng nhập lại.',
      en: 'This sign-in has expired. Please start again.',
    },
    'identity.sign_in_refused': {
      vi: 'Chưa đăng nhập được: VNeID không xác nhận lượt đăng nhập này. Hãy thử lại.',
      en: 'Not signed in: VNeID did not confirm this sign-in. Please try again.',
    },
    'identity.vneid_unavailable': {
      vi: 'Chưa kết nối được VNeID. Hãy thử lại sau ít phút; hồ sơ đang soạn của bạn không bị mất.',
      en: 'VNeID cannot be reached. Please try again in a few minutes; your drafts are kept.',
    },
    'identity.not_registered': {
      vi: 'Thông tin từ VNeID chưa khớp với dữ liệu dân cư của tỉnh. Hãy liên hệ Trung tâm Phục vụ hành chính công nơi bạn ở.',
      en: 'What VNeID says does not match the register. Please contact your public administration centre.',
    },
    'identity.deceased': {
      vi: 'Người này đã được đăng ký khai tử nên không đăng nhập được. Nếu có nhầm lẫn, hãy liên hệ Công an xã, phường.',
      en: 'This person is registered as deceased and cannot sign in. If that is a mistake, contact the commune police.',
    },
    'identity.not_your_account': {
      vi: 'Người vừa xác thực không phải là người đang đăng nhập.',
      en: 'The person who confirmed is not the one signed in.',
    },
    'identity.level_too_low': {
      vi: 'Việc này cần xác thực ở mức {level} trở lên. Hãy xác thực lại bằng VNeID.',
      en: 'This needs authentication at level {level} or higher. Please confirm again with VNeID.',
    },
    'identity.wrong_credentials': {
      vi: 'Tên đăng nhập, mật khẩu hoặc mã không đúng.',
      en: 'Login name, password or code is not right.',
    },
    'identity.locked': {
      vi: 'Đã sai nhiều lần. Hãy đợi {minutes} phút rồi thử lại.',
      en: 'Too many wrong attempts. Please wait {minutes} minutes.',
    },
    'identity.second_factor_missing': {
      vi: 'Tài khoản chưa có ứng dụng xác thực. Hãy nhờ quản trị cấp lại phương tiện đăng nhập.',
      en: 'The account has no authenticator app yet. Ask an administrator for new means of sign-in.',
    },
    'identity.passkey_required': {
      vi: 'Vai trò quản trị chỉ đăng nhập bằng khóa truy cập (passkey).',
      en: 'Administrators sign in with a passkey only.',
    },
    'identity.passkey_refused': {
      vi: 'Không xác nhận được khóa truy cập. Hãy thử lại hoặc dùng cách khác.',
      en: 'The passkey was not accepted. Try again or use another way.',
    },
    'identity.password_weak': {
      vi: 'Mật khẩu chưa đạt: cần từ {least} ký tự, không chứa tên đăng nhập, không thuộc loại thường gặp.',
      en: 'The password is too weak: at least {least} characters, without the login name, not a common one.',
    },
    'identity.ticket_refused': {
      vi: 'Mã cấp phương tiện đăng nhập không đúng, đã dùng hoặc đã hết hạn.',
      en: 'The ticket is wrong, used or expired.',
    },
    'identity.same_person': {
      vi: 'Việc này cần một quản trị khác: không phải người đề nghị, cũng không phải chủ tài khoản.',
      en: 'This needs another administrator: neither who asked nor whose account it is.',
    },
    'identity.sign_in_again': {
      vi: 'Để thay đổi cách đăng nhập, hãy đăng nhập lại rồi làm ngay trong {minutes} phút.',
      en: 'To change how you sign in, sign in again and do it within {minutes} minutes.',
    },
    'identity.not_represented': {
      vi: 'Bạn không còn đại diện cho người hoặc tổ chức này.',
      en: 'You may not act for this person or organisation.',
    },
    'identity.account_unknown': { vi: 'Không có tài khoản này.', en: 'There is no such account.' },
    'identity.session_unknown': { vi: 'Không có phiên đăng nhập này.', en: 'There is no such session.' },
    'identity.login_name_taken': {
      vi: 'Tên đăng nhập này đã có người dùng.',
      en: 'This login name is taken.',
    },
    'identity.write_not_proven': {
      vi: 'Yêu cầu không đến từ trang của hệ thống nên không được thực hiện.',
      en: 'The request did not come from one of our pages and was not carried out.',
    },
  },
  labels: {
    'identity.method.vneid': { vi: 'VNeID', en: 'VNeID' },
    'identity.method.pwd': { vi: 'Mật khẩu', en: 'Password' },
    'identity.method.otp': { vi: 'Mã từ ứng dụng xác thực', en: 'Authenticator code' },
    'identity.method.passkey': { vi: 'Khóa truy cập', en: 'Passkey' },
  },
};
