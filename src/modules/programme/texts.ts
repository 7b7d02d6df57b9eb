import type { Texts } from '#lib/contract';

export const texts: Texts = {
  errors: {
    'programme.not_found': {
      vi: 'Không tìm thấy mục này trong chương trình.',
      en: 'This is not in the programme.',
    },
    'programme.model_not_found': {
      vi: 'Không có mô hình mang số này.',
      en: 'There is no model of this number.',
    },
    'programme.version_conflict': {
      vi: '{who} vừa sửa mục này lúc {at}. Nội dung bạn nhập vẫn còn trên màn hình: xem bản mới, rồi lưu lại.',
      en: '{who} changed this at {at}. What you typed is still on the screen: look at the new version, then save again.',
    },
    'programme.assessment_missing': {
      vi: 'Mô hình {model} chưa có đánh giá an toàn thông tin nên chưa thể đưa vào vận hành. Ghi kết quả đánh giá trước.',
      en: 'Model {model} has no information-security assessment, so it cannot go into operation. Record the assessment first.',
    },
    'programme.assessment_failed': {
      vi: 'Lần đánh giá an toàn thông tin gần nhất của mô hình {model} không đạt. Khắc phục và đánh giá lại trước khi vận hành.',
      en: 'The latest information-security assessment of model {model} was not passed. Mend what it found and have it assessed again.',
    },
    'programme.assessment_later': {
      vi: 'Ngày vận hành của mô hình {model} đứng trước ngày đánh giá an toàn thông tin. Chọn ngày từ ngày đánh giá trở đi.',
      en: 'The day of operation of model {model} lies before its assessment. Choose the day of the assessment or a later one.',
    },
    'programme.assessment_lapsed': {
      vi: 'Đánh giá an toàn thông tin của mô hình {model} đã hết hiệu lực. Ghi lần đánh giá mới trước khi vận hành.',
      en: 'The information-security assessment of model {model} has lapsed. Record a new one first.',
    },
    'programme.assessment_in_future': {
      vi: 'Ngày đánh giá chưa đến. Ghi khi đã có kết quả.',
      en: 'The day of the assessment lies in the future. Record it when there is a result.',
    },
    'programme.state_unchanged': {
      vi: 'Mục này đã ở tình trạng đó rồi.',
      en: 'It is in that state already.',
    },
    'programme.step_lacks_evidence': {
      vi: 'Bước này chưa có chứng cứ. Thêm tài liệu, ảnh, số liệu hoặc mã giấy tờ rồi đánh dấu.',
      en: 'This step has no evidence yet. Add a document, a photo, a figure or a paper’s code, then tick it.',
    },
    'programme.step_done': { vi: 'Bước này đã được đánh dấu xong.', en: 'This step is already ticked.' },
    'programme.step_open': { vi: 'Bước này chưa được đánh dấu xong.', en: 'This step is not ticked.' },
    'programme.evidence_in_use': {
      vi: 'Đây là chứng cứ duy nhất của một bước đã xong. Mở lại bước hoặc thêm chứng cứ khác trước khi rút.',
      en: 'This is the only evidence of a step that is done. Open the step again or add other evidence first.',
    },
    'programme.task_closed': {
      vi: 'Việc này đã xong hoặc đã hủy nên không gia hạn.',
      en: 'The task is done or dropped; it is not extended.',
    },
    'programme.due_not_later': {
      vi: 'Hạn mới phải sau hạn hiện tại.',
      en: 'The new due date must lie after the present one.',
    },
    'programme.due_only_by_extension': {
      vi: 'Hạn của việc chỉ đổi khi đề nghị gia hạn được duyệt, hoặc do thư ký đổi.',
      en: 'A due date changes by an approved extension, or by the secretary.',
    },
    'programme.extension_open': {
      vi: 'Việc này đang có một đề nghị gia hạn chờ duyệt.',
      en: 'An extension of this task is waiting for a decision.',
    },
    'programme.extension_decided': {
      vi: 'Đề nghị này đã được quyết định hoặc đã rút.',
      en: 'This request has been decided or withdrawn.',
    },
    'programme.extension_own': {
      vi: 'Người đề nghị không tự duyệt được. Cần người khác duyệt.',
      en: 'Who asked cannot approve. Another person must decide.',
    },
    'programme.reason_missing': { vi: 'Cần ghi rõ lý do.', en: 'A reason is needed.' },
    'programme.agency_not_in_force': {
      vi: '{agency} không còn hoạt động. Chọn đơn vị kế thừa.',
      en: '{agency} is no more. Choose its successor.',
    },
    'programme.place_unknown': {
      vi: 'Không có đơn vị hành chính mang mã {code}.',
      en: 'There is no administrative unit with the code {code}.',
    },
    'programme.obstacle_resolved': {
      vi: 'Vướng mắc này đã được ghi là tháo gỡ.',
      en: 'This obstacle has been resolved already.',
    },
    'programme.plan_decided': { vi: 'Kế hoạch này đã được xem xét.', en: 'This plan has been decided on.' },
    'programme.handover_answered': {
      vi: 'Việc này đã được nhận hoặc chuyển rồi.',
      en: 'This task has been taken over or directed already.',
    },
    'programme.site_exists': {
      vi: '{name} đã có trong sổ khảo sát của mô hình này tại địa bàn đó.',
      en: '{name} is on this model’s register at that place already.',
    },
    'programme.site_installed_too_many': {
      vi: 'Số đã lắp ({installed}) lớn hơn số cần ({needed}).',
      en: 'More are installed ({installed}) than are needed ({needed}).',
    },
    'programme.end_before_begin': {
      vi: 'Ngày kết thúc phải sau ngày bắt đầu.',
      en: 'The end must lie after the beginning.',
    },
    'programme.member_ended': { vi: 'Nhiệm kỳ này đã kết thúc.', en: 'This term has ended already.' },
    'programme.nobody_to_remind': {
      vi: 'Chưa có cán bộ đầu mối ở: {agencies}. Giao vai trò đầu mối trước.',
      en: 'No responsible officer is named at: {agencies}. Give somebody the role first.',
    },
  },
};
