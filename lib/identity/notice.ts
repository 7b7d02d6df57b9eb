/** `error`: unusable. `warning`: usable, a person should look. `info`: worth knowing. */
export type Severity = 'error' | 'warning' | 'info';

export interface Notice {
  code: NoticeCode;
  severity: Severity;
}

export interface BilingualText {
  vi: string;
  en: string;
}

/** What the parsers may report, in the words a desk clerk reads. */
export const noticeTexts = {
  number_empty: { vi: 'Chưa có số.', en: 'There is no number.' },
  number_not_digits: {
    vi: 'Số chỉ gồm chữ số; kiểm tra chữ O và số 0, chữ I và số 1.',
    en: 'The number has digits only; check letter O for 0 and letter I for 1.',
  },
  number_wrong_length: {
    vi: 'Số định danh có 12 chữ số, số CMND cũ có 9 chữ số.',
    en: 'A personal number has 12 digits, an old identity card number 9.',
  },
  number_lost_zero: {
    vi: 'Số có 11 chữ số: có thể bảng tính đã làm mất số 0 ở đầu. Đối chiếu với thẻ.',
    en: 'Eleven digits: a spreadsheet may have dropped the leading 0. Check against the card.',
  },
  number_exponent: {
    vi: 'Bảng tính đã đổi số thành dạng E+ và làm mất chữ số. Lấy lại số từ tệp gốc hoặc thẻ.',
    en: 'A spreadsheet turned the number into E+ form and lost digits. Take it again from the source or the card.',
  },
  number_is_cmnd: {
    vi: 'Đây là số CMND 9 số đã hết giá trị sử dụng; cần gắn với số định danh cá nhân.',
    en: 'This is an old 9-digit number; link it to the personal number before using it as a key.',
  },
  number_unknown_birth_code: {
    vi: 'Ba số đầu không thuộc 63 tỉnh, thành phố (có thể sinh ở nước ngoài hoặc số cấp mới).',
    en: 'The first three digits are none of the 63 provinces (born abroad, or a number of the new kind).',
  },
  number_birth_in_future: {
    vi: 'Năm sinh suy ra từ số nằm ở tương lai. Kiểm tra lại số.',
    en: 'The year of birth read from the number lies in the future. Check the number.',
  },
  number_year_differs: {
    vi: 'Năm sinh suy ra từ số khác năm sinh đã khai. Cần rà soát dữ liệu.',
    en: 'The year of birth read from the number differs from the one given.',
  },
  number_sex_differs: {
    vi: 'Giới tính suy ra từ số khác giới tính đã khai. Cần rà soát dữ liệu.',
    en: 'The sex read from the number differs from the one given.',
  },
  number_looks_made_up: {
    vi: 'Dãy số trông như số gõ cho có (lặp hoặc liên tiếp).',
    en: 'The digits look made up (all equal or in sequence).',
  },
  number_is_test: {
    vi: 'Số bắt đầu bằng 100 là số của môi trường thử nghiệm.',
    en: 'Numbers starting with 100 belong to test environments.',
  },
  qr_empty: {
    vi: 'Chưa quét được gì. Đưa mã QR vào gần đầu đọc.',
    en: 'Nothing was scanned. Bring the QR code closer.',
  },
  qr_not_card: {
    vi: 'Đây không phải mã QR trên thẻ căn cước. Quét mã trên thẻ cứng, không quét mã trên màn hình VNeID.',
    en: 'This is not the QR code of an identity card. Scan the card itself, not the VNeID screen.',
  },
  qr_is_link: {
    vi: 'Mã QR này là một đường dẫn, không phải mã trên thẻ căn cước.',
    en: 'This QR code is a web link, not that of an identity card.',
  },
  qr_is_mrz: {
    vi: 'Đã đọc dòng MRZ chứ không phải mã QR. Chuyển sang ô đọc MRZ.',
    en: 'This is the machine-readable zone, not the QR code.',
  },
  qr_two_cards: {
    vi: 'Có hai thẻ khác nhau trong một lần quét. Quét lại từng thẻ.',
    en: 'Two different cards in one scan. Scan one at a time.',
  },
  qr_scanned_twice: {
    vi: 'Thẻ được quét hai lần liền nhau; đã lấy một.',
    en: 'The card was scanned twice; one was taken.',
  },
  qr_bad_number: {
    vi: 'Không đọc được số định danh trong mã QR. Lau thẻ và quét lại, hoặc nhập tay.',
    en: 'The number in the QR code is unreadable. Clean the card and scan again, or type it.',
  },
  qr_truncated: {
    vi: 'Mã QR bị cắt cụt, thiếu một số mục. Quét lại để có đủ.',
    en: 'The QR text is cut short. Scan again to have all of it.',
  },
  qr_short_form: {
    vi: 'Chuỗi QR chỉ có 6 mục (không có mục CMND), không giống thẻ do Bộ Công an phát hành. Đối chiếu với thẻ.',
    en: 'The QR text has 6 fields only, unlike cards as issued. Compare with the card.',
  },
  qr_text_repaired: {
    vi: 'Bộ gõ hoặc đầu đọc làm sai dấu tiếng Việt; đã khôi phục. Đối chiếu họ tên với thẻ.',
    en: 'The keyboard or scanner garbled Vietnamese letters; they were restored. Compare the name with the card.',
  },
  qr_text_lost: {
    vi: 'Đầu đọc làm mất dấu tiếng Việt. Chuyển đầu đọc sang chế độ cổng nối tiếp/HID-POS hoặc dùng máy ảnh.',
    en: 'The scanner lost Vietnamese letters. Set it to serial or HID-POS mode, or use the camera.',
  },
  qr_bad_birth: {
    vi: 'Ngày sinh trong mã QR không hợp lệ.',
    en: 'The date of birth in the QR code is not valid.',
  },
  qr_bad_issue_date: {
    vi: 'Ngày cấp trong mã QR không hợp lệ.',
    en: 'The date of issue in the QR code is not valid.',
  },
  qr_issued_in_future: { vi: 'Ngày cấp nằm ở tương lai.', en: 'The date of issue lies in the future.' },
  qr_unknown_sex: { vi: 'Không rõ giới tính trong mã QR.', en: 'The sex in the QR code is not understood.' },
  qr_no_name: { vi: 'Mã QR không có họ tên.', en: 'The QR code holds no name.' },
} as const satisfies Record<string, BilingualText>;

export type NoticeCode = keyof typeof noticeTexts;

export function notice(code: NoticeCode, severity: Severity = 'warning'): Notice {
  return { code, severity };
}
