import type { Texts } from '../../app/language.tsx';

export const texts = {
  title: { vi: 'Xác minh giấy tờ', en: 'Verify a document' },
  lead: {
    vi: 'Kiểm tra một giấy tờ do tỉnh Đắk Lắk cấp có thật và còn nguyên vẹn hay không. Không cần đăng nhập.',
    en: 'Check whether a paper issued in Đắk Lắk is genuine and unchanged. No sign-in needed.',
  },
  byCode: { vi: 'Bằng mã trên giấy', en: 'By the code on the paper' },
  code: { vi: 'Mã xác minh', en: 'Verification code' },
  scan: { vi: 'Quét mã QR bằng máy ảnh', en: 'Scan the QR code with the camera' },
  scanHint: {
    vi: 'Đưa mã QR trên giấy tờ vào giữa khung hình.',
    en: 'Hold the QR code of the paper in the middle of the picture.',
  },
  codeHint: {
    vi: 'Quét mã QR trên giấy bằng điện thoại, hoặc gõ mã in dưới mã QR',
    en: 'Scan the QR code with a phone, or type the code below it',
  },
  go: { vi: 'Xác minh', en: 'Verify' },
  byFile: { vi: 'Bằng tệp PDF', en: 'By the PDF file' },
  file: { vi: 'Tệp cần xác minh', en: 'File to verify' },
  fileHint: {
    vi: 'Tệp được kiểm tra từng byte rồi bỏ đi, không lưu lại.',
    en: 'The file is checked byte by byte and not kept.',
  },
  'verdict.valid': { vi: 'Giấy tờ thật, còn nguyên vẹn', en: 'Genuine and unchanged' },
  'verdict.changed': { vi: 'Tệp đã bị sửa sau khi ký', en: 'Changed after signing' },
  'verdict.revoked': { vi: 'Giấy tờ đã bị thu hồi', en: 'Revoked' },
  'verdict.expired': { vi: 'Giấy tờ đã hết hạn', en: 'Expired' },
  'verdict.unknown': { vi: 'Không phải giấy tờ do tỉnh cấp', en: 'Not issued by this province' },
  'text.valid': { vi: 'Nội dung đúng như khi được ký.', en: 'The content is as signed.' },
  'text.changed': {
    vi: 'Nội dung không còn như khi được ký. Không dùng tệp này.',
    en: 'The content differs from what was signed. Do not rely on it.',
  },
  'text.revoked': { vi: 'Giấy này không còn giá trị.', en: 'This paper is no longer valid.' },
  'text.expired': {
    vi: 'Giấy tờ thật nhưng đã hết thời hạn giá trị.',
    en: 'Genuine, but past its validity.',
  },
  'text.unknown': {
    vi: 'Mã hoặc tệp này không có trong kho giấy tờ. Kiểm tra lại mã.',
    en: 'The code or file is not in the register. Check the code.',
  },
  name: { vi: 'Loại giấy tờ', en: 'Paper' },
  number: { vi: 'Số', en: 'Number' },
  issuer: { vi: 'Nơi cấp', en: 'Issuer' },
  issued: { vi: 'Ngày cấp', en: 'Issued' },
  subject: { vi: 'Cấp cho', en: 'Issued to' },
  revokedOn: { vi: 'Ngày thu hồi', en: 'Revoked on' },
  signer: { vi: 'Người ký', en: 'Signer' },
  signedAt: { vi: 'Thời điểm ký', en: 'Signed at' },
  level: { vi: 'Mức chữ ký', en: 'Signature level' },
  reasons: { vi: 'Vì sao', en: 'Why' },
  checked: { vi: 'Kiểm tra lúc {when}', en: 'Checked at {when}' },
  again: { vi: 'Xác minh giấy khác', en: 'Verify another' },
} satisfies Texts;
