import type { Texts } from '#lib/contract';

export const texts: Texts = {
  errors: {
    'holder-check.not_found': {
      vi: 'Không tìm thấy lượt đối chiếu này.',
      en: 'There is no such holder check.',
    },
    'holder-check.check_unfit': {
      vi: 'Chỉ đối chiếu khuôn mặt sau khi đã đọc chip và thẻ không bị từ chối. Hãy đọc chip trước.',
      en: 'Faces are compared only after the chip was read and the card not refused. Read the chip first.',
    },
    'holder-check.session_over': {
      vi: 'Lượt đối chiếu đã quá giờ hoặc đã hết số lần thử. Cán bộ hãy đối chiếu bằng mắt, hoặc bắt đầu lượt mới.',
      en: 'The holder check is over or out of attempts. Compare by eye, or begin a new one.',
    },
    'holder-check.consent_missing': {
      vi: 'Công dân chưa đồng ý cho máy so khuôn mặt. Hãy đối chiếu bằng mắt.',
      en: 'The person has not agreed to a comparison by machine. Compare by eye.',
    },
    'holder-check.frames_unreadable': {
      vi: 'Không mở được ảnh từ máy ảnh. Hãy chụp lại.',
      en: 'The pictures could not be opened. Take them again.',
    },
    'holder-check.engine_unavailable': {
      vi: 'Phần so khuôn mặt đang không chạy. Cán bộ hãy đối chiếu bằng mắt; kết quả đọc thẻ vẫn được giữ.',
      en: 'The comparison of faces is not running. Compare by eye; the reading of the card is kept.',
    },
    'holder-check.nothing_to_decide': {
      vi: 'Lượt đối chiếu này đã có kết luận.',
      en: 'This holder check is already decided.',
    },
    'holder-check.reason_missing': {
      vi: 'Hãy ghi lý do khi kết luận không phải người mang thẻ.',
      en: 'Say why the person is not the holder.',
    },
    'holder-check.own_proposal': {
      vi: 'Người đề xuất ngưỡng không được tự phê duyệt. Hãy nhờ người thứ hai.',
      en: 'Who proposed a threshold cannot approve it. Ask a second person.',
    },
    'holder-check.threshold_unfounded': {
      vi: 'Số cặp ảnh khác người chưa đủ để chứng minh tỷ lệ nhận nhầm này. Cần ít nhất 3.000 cặp cho mức 1 phần nghìn.',
      en: 'Too few pairs of different persons to show this rate. At least 3,000 are needed for 1 in 1,000.',
    },
  },
  labels: {
    'holder-check.step.turn_left': { vi: 'Quay mặt sang trái', en: 'Turn your head to the left' },
    'holder-check.step.turn_right': { vi: 'Quay mặt sang phải', en: 'Turn your head to the right' },
    'holder-check.step.open_mouth': { vi: 'Há miệng', en: 'Open your mouth' },
    'holder-check.finding.no_face': { vi: 'Không thấy khuôn mặt trong ảnh', en: 'No face in a picture' },
    'holder-check.finding.several_faces': {
      vi: 'Có nhiều người trong ảnh',
      en: 'Several people in a picture',
    },
    'holder-check.finding.face_too_small': { vi: 'Đứng quá xa máy ảnh', en: 'Too far from the camera' },
    'holder-check.finding.blurred': { vi: 'Ảnh bị mờ', en: 'The picture is blurred' },
    'holder-check.finding.step_missing': { vi: 'Thiếu ảnh của một động tác', en: 'A step has no picture' },
    'holder-check.finding.step_not_done': { vi: 'Chưa làm đúng động tác', en: 'A step was not done' },
    'holder-check.finding.face_changed': {
      vi: 'Khuôn mặt giữa các ảnh khác nhau',
      en: 'The face differs between the pictures',
    },
    'holder-check.finding.looks_flat': {
      vi: 'Ảnh trông giống chụp lại từ giấy hoặc màn hình',
      en: 'The picture looks like one of paper or a screen',
    },
    'holder-check.finding.below_threshold': {
      vi: 'Độ giống chưa đạt ngưỡng',
      en: 'Likeness is below the threshold',
    },
    'holder-check.finding.portrait_without_face': {
      vi: 'Ảnh trong chip không tìm thấy khuôn mặt',
      en: 'No face was found in the portrait of the chip',
    },
  },
};
