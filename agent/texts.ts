import { EmrtdError, emrtdErrorTexts, type EmrtdErrorCode } from '#lib/emrtd';
import { type BilingualText, type NoticeCode, noticeTexts } from '#lib/identity';

/** What the agent says besides the sentences of lib/emrtd and lib/identity. */
export const agentTexts = {
  no_reader: {
    vi: 'Chưa thấy đầu đọc thẻ nào. Kiểm tra dây cắm và trình điều khiển của đầu đọc, rồi thử lại.',
    en: 'No card reader is connected. Check its cable and driver, then try again.',
  },
  no_card: {
    vi: 'Chưa có thẻ trên đầu đọc. Đặt thẻ căn cước lên đầu đọc và giữ yên.',
    en: 'There is no card on the reader. Put the identity card on it and keep it still.',
  },
  several_cards: {
    vi: 'Có thẻ trên hai đầu đọc cùng lúc. Chỉ để lại một thẻ, hoặc chọn đầu đọc cần dùng.',
    en: 'Two readers hold a card. Leave one card only, or choose the reader.',
  },
  reader_unknown: {
    vi: 'Đầu đọc đã chọn không còn kết nối. Chọn đầu đọc khác.',
    en: 'The chosen reader is gone. Choose another one.',
  },
  reader_busy: {
    vi: 'Đầu đọc đang đọc một thẻ khác. Chờ đọc xong rồi thử lại.',
    en: 'The reader is busy with another card. Wait until it is done.',
  },
  card_silent: {
    vi: 'Thẻ không trả lời. Nhấc thẻ ra, lau mặt chip, đặt lại và giữ yên.',
    en: 'The card does not answer. Lift it, clean the chip, put it back and keep it still.',
  },
  expiry_unknown: {
    vi: 'Mã QR không đủ ngày tháng để mở chip. Nhập ngày hết hạn in trên thẻ, hoặc số CAN.',
    en: 'The QR code lacks the dates that open the chip. Enter the expiry date printed on the card, or the CAN.',
  },
  unpaired: {
    vi: 'Phần mềm đầu đọc chưa được ghép nối. Lấy mã ghép nối ở trang thiết bị và nhập vào đây.',
    en: 'The reader agent is not paired. Take a pairing code on the devices page and enter it.',
  },
  pairing_refused: {
    vi: 'Mã ghép nối không đúng, đã dùng hoặc đã quá 10 phút. Hãy lấy mã mới.',
    en: 'The pairing code is wrong, used, or older than ten minutes. Take a new one.',
  },
  server_unreachable: {
    vi: 'Phần mềm đầu đọc chưa kết nối được hệ thống. Kiểm tra mạng của máy này rồi thử lại.',
    en: 'The reader agent cannot reach the platform. Check the network of this machine and try again.',
  },
  origin_refused: {
    vi: 'Trang này không được phép dùng đầu đọc của máy.',
    en: 'This page may not use the reader of this machine.',
  },
  host_refused: {
    vi: 'Địa chỉ gọi đến phần mềm đầu đọc không hợp lệ.',
    en: 'The reader agent was called by an address that is not its own.',
  },
  nonce_reused: {
    vi: 'Lượt kiểm tra này đã được dùng để đọc thẻ. Hãy bắt đầu lượt mới.',
    en: 'This check was used for a reading already. Start a new one.',
  },
  request_malformed: {
    vi: 'Yêu cầu gửi tới phần mềm đầu đọc không đúng quy cách. Hãy cập nhật phần mềm đầu đọc.',
    en: 'The request to the reader agent is malformed. Update the reader agent.',
  },
  not_found: { vi: 'Phần mềm đầu đọc không có chức năng này.', en: 'The reader agent has no such function.' },
  failed: {
    vi: 'Phần mềm đầu đọc gặp lỗi. Rút thẻ, khởi động lại phần mềm rồi thử lại.',
    en: 'The reader agent failed. Remove the card, restart the agent and try again.',
  },
} as const satisfies Record<string, BilingualText>;

export type AgentErrorCode = keyof typeof agentTexts;

const statuses: Partial<Record<AgentErrorCode, number>> = {
  origin_refused: 403,
  host_refused: 403,
  unpaired: 403,
  nonce_reused: 403,
  pairing_refused: 403,
  request_malformed: 400,
  not_found: 404,
  reader_busy: 409,
  server_unreachable: 502,
  failed: 500,
};

export class AgentError extends Error {
  readonly code: AgentErrorCode | NoticeCode;

  constructor(code: AgentErrorCode | NoticeCode, cause?: unknown) {
    super(code, { cause });
    this.name = 'AgentError';
    this.code = code;
  }
}

export interface AgentProblem {
  status: number;
  code: string;
  title: BilingualText;
}

function textOf(code: string): BilingualText {
  const known: Readonly<Record<string, BilingualText>> = {
    ...noticeTexts,
    ...emrtdErrorTexts,
    ...agentTexts,
  };
  return known[code] ?? agentTexts.failed;
}

/** Any failure as a code and a sentence; what is not ours stays inside. */
export function problemOf(error: unknown): AgentProblem {
  const code: string =
    error instanceof AgentError || error instanceof EmrtdError
      ? error.code
      : ('failed' satisfies AgentErrorCode);
  return { status: statuses[code as AgentErrorCode] ?? 422, code, title: textOf(code) };
}

export type { EmrtdErrorCode };
