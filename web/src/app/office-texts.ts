import type { Texts } from './language.tsx';

export const officeTexts = {
  office: { vi: 'Phòng làm việc', en: 'Office' },
  rail: { vi: 'Các phần việc', en: 'Sections' },
  signIn: { vi: 'Trang này dành cho cán bộ, công chức', en: 'This page is for civil servants' },
  signInText: {
    vi: 'Đăng nhập bằng khoá truy cập, hoặc mật khẩu và mã một lần.',
    en: 'Sign in with a passkey, or password and one-time code.',
  },
  signInGo: { vi: 'Đăng nhập', en: 'Sign in' },
} satisfies Texts;
