import type { BilingualText } from '#lib/identity';

/** `refuse`: do not accept the card. `lower`: no claim beyond I2. `note`: worth a look. */
export type FindingWeight = 'refuse' | 'lower' | 'note';

export const findingTexts = {
  sod_missing: { vi: 'Chip không có phần chữ ký (SOD).', en: 'The chip holds no security object.' },
  sod_unreadable: { vi: 'Phần chữ ký (SOD) trên chip hỏng.', en: 'The security object is unreadable.' },
  sod_signature_wrong: {
    vi: 'Chữ ký trên chip không đúng: dữ liệu đã bị sửa. Giữ thẻ và báo cán bộ có thẩm quyền.',
    en: 'The signature on the chip is wrong: data was altered. Keep the card and call the officer in charge.',
  },
  sod_signer_missing: {
    vi: 'Phần chữ ký trên chip không kèm chứng thư của người ký nên chưa kiểm tra được.',
    en: 'The security object carries no certificate of its signer and cannot be checked.',
  },
  group_altered: {
    vi: 'Một phần dữ liệu trên chip không khớp với chữ ký: dữ liệu đã bị thay.',
    en: 'A data group does not agree with the signed hashes: it was replaced.',
  },
  group_not_signed: {
    vi: 'Chip có phần dữ liệu không được ký. Nghi thẻ sao chép.',
    en: 'The chip holds a data group that nobody signed. Suspected clone.',
  },
  group_signed_but_absent: {
    vi: 'Chữ ký có nhắc tới một phần dữ liệu nhưng chip không đưa ra. Nghi thẻ sao chép.',
    en: 'A signed data group is withheld by the chip. Suspected clone.',
  },
  group_truncated: {
    vi: 'Chip trả về thiếu một phần dữ liệu đã ký. Đọc lại; nếu vẫn thiếu, nghi thẻ giả.',
    en: 'A signed data group came cut short. Read again; if it stays so, suspect a forgery.',
  },
  group_too_long: {
    vi: 'Chip khai độ dài dữ liệu bất thường. Chuyển cán bộ kiểm tra.',
    en: 'A data group claims an absurd length. Have the card examined.',
  },
  issuer_country_differs: {
    vi: 'Chữ ký trên chip là của nước khác với nước cấp ghi trên thẻ.',
    en: 'The chip is signed by another state than the one named on the card.',
  },
  issuer_country_unchecked: {
    vi: 'Chưa đối chiếu được nước cấp thẻ với nước ký dữ liệu.',
    en: 'The issuing state could not be compared with the signing state.',
  },
  issuer_unknown: {
    vi: 'Dữ liệu nguyên vẹn nhưng chưa xác định được cơ quan phát hành.',
    en: 'Integrity holds, issuer unknown.',
  },
  issuer_expired: {
    vi: 'Chứng thư của cơ quan phát hành đã hết hạn.',
    en: 'The certificate of the issuing authority has expired.',
  },
  authority_unreachable: {
    vi: 'Chưa hỏi được cơ quan phát hành; thử lại sau.',
    en: 'The authority could not be asked; try again later.',
  },
  signer_expired: {
    vi: 'Chứng thư ký của thẻ đã hết hạn.',
    en: 'The document signer certificate has expired.',
  },
  signer_not_yet_valid: {
    vi: 'Chứng thư ký của thẻ chưa có hiệu lực.',
    en: 'The document signer certificate is not yet valid.',
  },
  signer_revoked: {
    vi: 'Chứng thư ký của thẻ đã bị thu hồi. Không chấp nhận thẻ.',
    en: 'The document signer certificate was revoked. Do not accept the card.',
  },
  signer_not_allowed: {
    vi: 'Chữ ký trên chip do chứng thư không được phép ký giấy tờ.',
    en: 'Signed with a certificate that may not sign documents.',
  },
  revocation_unknown: {
    vi: 'Chưa có danh sách thu hồi mới của cơ quan phát hành.',
    en: 'No fresh revocation list of the issuer is at hand.',
  },
  clone_check_missing: {
    vi: 'Chip chưa trả lời thử thách chống sao chép.',
    en: 'The chip has not answered a challenge.',
  },
  challenge_wrong: {
    vi: 'Câu trả lời của chip không thuộc phiên này (dùng lại hoặc chuyển tiếp).',
    en: "The chip's answer does not belong to this session (replayed or relayed).",
  },
  clone_check_failed: {
    vi: 'Chip không trả lời đúng thử thách: thẻ sao chép. Giữ thẻ và báo cán bộ có thẩm quyền.',
    en: 'The chip failed the challenge: a clone. Keep the card and call the officer in charge.',
  },
  read_without_access: {
    vi: 'Chip cho đọc mà không cần khóa truy cập. Thẻ thật không làm vậy; nghi thẻ giả.',
    en: 'The chip can be read without an access key. Genuine cards never allow that.',
  },
  mrz_wrong: {
    vi: 'Số kiểm tra của dòng MRZ trên chip sai.',
    en: 'A check digit of the MRZ on the chip is wrong.',
  },
  mrz_unreadable: { vi: 'Không đọc được dòng MRZ trên chip.', en: 'The MRZ on the chip is unreadable.' },
  number_differs: {
    vi: 'Số định danh ở hai phần dữ liệu trên chip khác nhau.',
    en: 'The personal number differs between two parts of the chip.',
  },
  document_expired: { vi: 'Thẻ đã hết hạn sử dụng.', en: 'The card has expired.' },
  portrait_unreadable: {
    vi: 'Không đọc được ảnh chân dung trên chip.',
    en: 'The portrait on the chip is unreadable.',
  },
  text_opaque: {
    vi: 'Phần chữ tiếng Việt trên chip được mã hóa riêng; dùng thông tin của mặt thẻ hoặc cơ sở dữ liệu.',
    en: 'The Vietnamese text is encoded by the authority; use the printed card or the database.',
  },
  announced_list_differs: {
    vi: 'Danh mục dữ liệu chip công bố khác danh mục được ký.',
    en: 'The announced list of data groups differs from the signed one.',
  },
  weak_hash: { vi: 'Thẻ dùng thuật toán băm cũ (SHA-1).', en: 'The card uses the old hash SHA-1.' },
} as const satisfies Record<string, BilingualText>;

export type FindingCode = keyof typeof findingTexts;

export interface Finding {
  code: FindingCode;
  weight: FindingWeight;
  /** Number of the data group concerned. */
  group?: number;
}
