import type { Finding, FindingKind } from '#lib/transparency';
import type { Language, Sentence } from '#lib/contract';
import type { AccountFinding, AccountKind } from './account.ts';

/** What a finding says to an operator; `{at}` is the place. */
const sentences: Readonly<Record<FindingKind | AccountKind, Sentence>> = {
  altered: { vi: 'Bản ghi {at} đã bị sửa', en: 'Entry {at} was altered' },
  removed: { vi: 'Bản ghi {at} đã bị xóa', en: 'Entry {at} was removed' },
  inserted: {
    vi: 'Có bản ghi lạ chèn vào trước vị trí {at}',
    en: 'A foreign entry was inserted before {at}',
  },
  duplicated: { vi: 'Bản ghi {at} bị lặp lại', en: 'Entry {at} appears more than once' },
  reordered: { vi: 'Bản ghi {at} bị đổi chỗ', en: 'Entry {at} was moved' },
  truncated: { vi: 'Nhật ký bị cắt từ vị trí {at}', en: 'The log is cut off from {at} on' },
  misnumbered: { vi: 'Số thứ tự bị đánh lại tại {at}', en: 'Entries were renumbered at {at}' },
  rewritten: {
    vi: 'Nội dung trong khoảng {at} không khớp với chữ ký',
    en: 'What lies at {at} does not fit what was signed',
  },
  index: {
    vi: 'Bảng băm tại {at} bị hỏng, bản ghi vẫn đúng',
    en: 'The hashes at {at} are damaged; the entries are right',
  },
  checkpoint: { vi: 'Điểm kiểm tra tại {at} không hợp lệ', en: 'A checkpoint at {at} is not valid' },
  unsigned: { vi: 'Chưa có chữ ký nào bảo vệ bản ghi {at}', en: 'No signature covers {at} yet' },
  opening: {
    vi: 'Giá trị kèm theo bản ghi {at} không đúng với giá trị đã niêm',
    en: 'A value shown with {at} is not the sealed one',
  },
  unreadable: { vi: 'Không đọc được dữ liệu tại {at}', en: 'Unreadable data at {at}' },
  header: { vi: 'Tệp không phải của nhật ký này', en: 'The file belongs to another log' },
  row_missing: { vi: 'Dòng dữ liệu của bản ghi {at} đã bị xóa', en: 'The row of entry {at} was deleted' },
  row_altered: { vi: 'Dòng dữ liệu của bản ghi {at} đã bị sửa', en: 'The row of entry {at} was altered' },
  unplaced: {
    vi: 'Bản ghi {at} không có vị trí và cũng không chờ',
    en: 'Entry {at} has no position and does not wait for one',
  },
  placed_twice: {
    vi: 'Bản ghi {at} đã có vị trí mà vẫn còn chờ',
    en: 'Entry {at} has a position and still waits',
  },
  event_unrecorded: { vi: 'Sự kiện {at} không có bản ghi kiểm toán', en: 'Event {at} is in no audit entry' },
  event_altered: { vi: 'Sự kiện {at} đã bị sửa', en: 'Event {at} was altered' },
  event_missing: { vi: 'Sự kiện {at} đã bị xóa', en: 'Event {at} was deleted' },
};

export function sayFinding(finding: Finding | AccountFinding, language: Language): string {
  return `${sentences[finding.kind][language].replace('{at}', placeOf(finding))}.`;
}

function placeOf(finding: Finding | AccountFinding): string {
  if ('id' in finding)
    return finding.position === undefined ? finding.id : `${finding.position} (${finding.id})`;
  const { position, until } = finding;
  return until !== undefined && until > position ? `${position}–${until}` : String(position);
}
