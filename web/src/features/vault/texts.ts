import type { Texts } from '../../app/language.tsx';

export const texts = {
  title: { vi: 'Giấy tờ của tôi', en: 'My papers' },
  lead: {
    vi: 'Kết quả hồ sơ và giấy tờ điện tử của bạn. Ai cũng xác minh được bằng mã QR trên giấy.',
    en: 'Results and electronic papers. Anyone can verify them by the QR code.',
  },
  none: { vi: 'Chưa có giấy tờ nào', en: 'No papers yet' },
  noneText: {
    vi: 'Khi hồ sơ của bạn có kết quả, bản điện tử nằm ở đây.',
    en: 'When a dossier has a result, its electronic copy is kept here.',
  },
  'state.valid': { vi: 'Còn giá trị', en: 'Valid' },
  'state.expired': { vi: 'Hết hạn', en: 'Expired' },
  'state.revoked': { vi: 'Đã thu hồi', en: 'Revoked' },
  new: { vi: 'Mới', en: 'New' },
  number: { vi: 'Số', en: 'Number' },
  issued: { vi: 'Ngày cấp', en: 'Issued' },
  validTo: { vi: 'Có giá trị đến', en: 'Valid to' },
  issuer: { vi: 'Nơi cấp', en: 'Issuer' },
  open: { vi: 'Mở bản PDF', en: 'Open the PDF' },
  verifyQr: { vi: 'Mã xác minh', en: 'Verification code' },
  verifyQrText: {
    vi: 'Đưa mã này cho người cần kiểm tra. Họ quét bằng điện thoại, không cần tài khoản.',
    en: 'Show it to whoever needs to check. A phone is enough, no account needed.',
  },
  fromCase: { vi: 'Xem hồ sơ đã cấp giấy này', en: 'See the dossier it came from' },
} satisfies Texts;
