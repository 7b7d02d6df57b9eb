import type { BilingualText } from '#lib/identity';

/** What can go wrong between reader and chip, with what the desk should do. */
export const emrtdErrorTexts = {
  card_removed: {
    vi: 'Thẻ bị nhấc ra khi đang đọc. Đặt lại thẻ và giữ yên đến khi đọc xong.',
    en: 'The card was taken away while being read. Put it back and keep it still.',
  },
  not_an_identity_chip: {
    vi: 'Thẻ này không có ứng dụng giấy tờ định danh điện tử. Kiểm tra loại thẻ.',
    en: 'This chip holds no electronic identity application. Check the kind of card.',
  },
  access_key_wrong: {
    vi: 'Chip từ chối: số thẻ, ngày sinh hoặc ngày hết hạn không khớp với thẻ đang đặt.',
    en: 'The chip refused: number, date of birth or expiry do not belong to this card.',
  },
  access_refused: {
    vi: 'Chip không cho thiết lập kết nối bảo mật. Chờ vài giây rồi thử lại.',
    en: 'The chip does not open a secure channel. Wait a few seconds and try again.',
  },
  access_key_missing: {
    vi: 'Cần số thẻ, ngày sinh và ngày hết hạn (dòng MRZ) hoặc số CAN in trên thẻ để đọc chip.',
    en: 'To read the chip, give the MRZ (number, birth, expiry) or the CAN printed on the card.',
  },
  chip_token_wrong: {
    vi: 'Chip không chứng minh được là biết khóa truy cập. Có thể có thiết bị đứng giữa.',
    en: 'The chip did not prove that it knows the access key. Something may stand in between.',
  },
  channel_forged: {
    vi: 'Dữ liệu từ chip bị sửa trên đường truyền. Dừng lại và kiểm tra thiết bị.',
    en: 'Data from the chip was altered on its way. Stop and check the equipment.',
  },
  channel_lost: {
    vi: 'Chip đã đóng kết nối bảo mật. Đặt lại thẻ và đọc lại.',
    en: 'The chip closed the secure channel. Put the card back and read again.',
  },
  file_missing: { vi: 'Chip không có phần dữ liệu này.', en: 'The chip does not hold this file.' },
  file_locked: {
    vi: 'Phần dữ liệu này chỉ cơ quan được cấp quyền mới đọc được.',
    en: 'This file is readable by authorised agencies only.',
  },
  file_truncated: {
    vi: 'Chip trả về thiếu dữ liệu. Đọc lại; nếu vẫn thiếu, chuyển cán bộ kiểm tra.',
    en: 'The chip returned less data than announced. Read again; if it stays, have it examined.',
  },
  file_too_long: {
    vi: 'Chip khai độ dài dữ liệu bất thường. Dừng đọc và chuyển cán bộ kiểm tra.',
    en: 'The chip announces an absurd length. Stop and have it examined.',
  },
  reply_malformed: { vi: 'Chip trả lời sai quy cách.', en: 'The chip gave a malformed answer.' },
  unsupported_algorithm: {
    vi: 'Chip dùng thuật toán chưa được hỗ trợ.',
    en: 'The chip uses an algorithm not supported here.',
  },
} as const satisfies Record<string, BilingualText>;

export type EmrtdErrorCode = keyof typeof emrtdErrorTexts;

export class EmrtdError extends Error {
  readonly code: EmrtdErrorCode;
  /** Status word of the chip, when one was given. */
  readonly status?: number;

  constructor(code: EmrtdErrorCode, detail: { message?: string; status?: number; cause?: unknown } = {}) {
    const status = detail.status === undefined ? '' : ` (${detail.status.toString(16).padStart(4, '0')})`;
    super(`${code}${status}${detail.message ? `: ${detail.message}` : ''}`, { cause: detail.cause });
    this.name = 'EmrtdError';
    this.code = code;
    this.status = detail.status;
  }
}
