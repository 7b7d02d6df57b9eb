import type { Texts } from '#lib/contract';

export { fieldSentences, rowFieldSentences } from './texts-fields.ts';

const levelWords: Texts['labels'] = {
  'matching.state.new': { vi: 'Chưa so khớp', en: 'Not matched yet' },
  'matching.state.matched': { vi: 'Đã khớp', en: 'Matched' },
  'matching.state.not_found': { vi: 'Không thấy trong dân cư', en: 'Not found' },
  'matching.state.to_judge': { vi: 'Chờ người xem', en: 'To be judged' },
  'matching.state.second_look': { vi: 'Chờ người thứ hai', en: 'Waiting for a second person' },
  'matching.state.third_look': {
    vi: 'Hai người khác ý, chờ phụ trách',
    en: 'Two disagree, waiting for a lead',
  },
  'matching.state.needs_papers': { vi: 'Chờ hỏi thêm', en: 'Papers needed' },
  'matching.reason.wrong_number': { vi: 'Số giấy tờ sai', en: 'Wrong number' },
  'matching.reason.cancelled_number': { vi: 'Số đã hủy', en: 'Cancelled number' },
  'matching.reason.deceased': { vi: 'Đã mất', en: 'Deceased' },
  'matching.reason.moved_away': { vi: 'Đã chuyển đi', en: 'Moved away' },
  'matching.reason.duplicate_in_list': { vi: 'Trùng trong danh sách', en: 'Duplicate in the list' },
  'matching.reason.two_candidates': { vi: 'Hai ứng viên', en: 'Two candidates' },
  'matching.reason.weak_evidence': { vi: 'Ít căn cứ', en: 'Weak evidence' },
};

export const texts: Texts = {
  errors: {
    'matching.not_found': {
      vi: 'Không tìm thấy nội dung này, hoặc không thuộc địa bàn của bạn.',
      en: 'It was not found, or it lies outside your jurisdiction.',
    },
    'matching.kind_unknown': {
      vi: 'Loại danh sách này chưa có. Hãy chọn loại khác.',
      en: 'There is no such kind of list; choose another.',
    },
    'matching.changed_meanwhile': {
      vi: 'Người khác vừa thay đổi nội dung này. Hãy xem lại bản mới rồi làm tiếp.',
      en: 'Somebody changed it meanwhile. Look at the new state and go on.',
    },
    'matching.busy': {
      vi: 'Danh sách đang được nhập hoặc so khớp. Hãy chờ xong rồi làm tiếp.',
      en: 'The list is being imported or matched. Wait until that is done.',
    },
    'matching.not_mapped': {
      vi: 'Chưa xác nhận các cột của tệp. Hãy xác nhận rồi nhập.',
      en: 'The columns of the file are not confirmed yet.',
    },
    'matching.field_missing': {
      vi: 'Tệp chưa có cột bắt buộc: {fields}. Hãy chọn cột tương ứng, hoặc kiểm tra xem có gửi nhầm danh sách không.',
      en: 'The file lacks a column it must have: {fields}. Choose it, or check whether this is the right list.',
    },
    'matching.field_twice': {
      vi: 'Hai cột cùng được chọn là “{field}”. Mỗi nội dung chỉ chọn một cột.',
      en: 'Two columns are both “{field}”. Choose one column for each.',
    },
    'matching.column_count': {
      vi: 'Số cột đã chọn không đúng với tệp. Hãy tải lại trang rồi chọn lại.',
      en: 'The number of columns does not fit the file. Load the page again.',
    },
    'matching.unreadable': {
      vi: 'Chưa đọc được tệp: {why}. Chưa có dòng nào được nhập.',
      en: 'The file could not be read: {why}. Nothing was imported.',
    },
    'matching.already_imported': {
      vi: 'Tệp này đã được nhập hoặc đã được thay. Không có gì thay đổi.',
      en: 'This file has been imported or replaced already. Nothing changed.',
    },
    'matching.nothing_to_match': {
      vi: 'Danh sách chưa có dòng nào để so khớp. Hãy nhập tệp trước.',
      en: 'The list has no rows to match. Import a file first.',
    },
    'matching.lookup_too_wide': {
      vi: 'Hãy thêm năm sinh, số giấy tờ hoặc xã, phường: chỉ một cái tên thì không biết là ai.',
      en: 'Add a year of birth, a number or a commune: a name alone tells nobody.',
    },
    'matching.engine_starting': {
      vi: 'Bộ đối khớp đang đọc dữ liệu dân cư lần đầu. Hãy thử lại sau ít phút.',
      en: 'The matching engine is reading the register for the first time. Try again in a few minutes.',
    },
    'matching.engine_failed': {
      vi: 'Bộ đối khớp đang tạm dừng. Chưa có gì bị mất; hãy thử lại sau ít phút.',
      en: 'The matching engine is down for a moment. Nothing is lost; try again in a few minutes.',
    },
    'matching.settled': { vi: 'Dòng này đã có kết luận.', en: 'This row is settled already.' },
    'matching.own_judgement': {
      vi: 'Bạn đã kết luận dòng này; cần một người khác xem lần hai.',
      en: 'You have judged this row; a different person must look at it.',
    },
    'matching.lead_needed': {
      vi: 'Hai người đã kết luận khác nhau; cần người phụ trách quyết định.',
      en: 'Two persons disagreed; a lead must decide.',
    },
    'matching.not_a_candidate': {
      vi: 'Người này không có trong các ứng viên của dòng.',
      en: 'This person is not a candidate of the row.',
    },
    'matching.nothing_to_undo': {
      vi: 'Không có kết luận nào của bạn để hoàn tác.',
      en: 'There is no judgement of yours to take back.',
    },
    'matching.reason_needed': {
      vi: 'Kết luận đã qua ngày; hãy ghi lý do để hoàn tác.',
      en: 'The judgement is older than a day; give a reason to take it back.',
    },
    'matching.group_changed': {
      vi: 'Nhóm này vừa thay đổi. Hãy xem lại rồi xác nhận.',
      en: 'The group has changed. Look at it again.',
    },
    'matching.correction_exists': {
      vi: 'Đã có đề nghị sửa nội dung này, đang chờ trả lời.',
      en: 'A correction of this is waiting for its answer already.',
    },
    'matching.correction_answered': {
      vi: 'Đề nghị này đã được trả lời.',
      en: 'This correction has been answered.',
    },
    'matching.field_not_compared': {
      vi: 'Nội dung này không có ở cả hai bên nên không đề nghị sửa được.',
      en: 'This field is not known on both sides; no correction can be asked for.',
    },
    'matching.too_few_pairs': {
      vi: 'Mới có {pairs} cặp được người xem kết luận; cần ít nhất {needed} cặp để học lại trọng số.',
      en: 'Only {pairs} pairs were judged; {needed} are needed to learn the weights anew.',
    },
    'matching.export_not_ready': {
      vi: 'Tệp đang được chuẩn bị. Hãy chờ ít phút.',
      en: 'The file is being prepared. Wait a little.',
    },
  },
  labels: levelWords,
};
