import type { Texts } from '../../app/language.tsx';

export const texts = {
  title: { vi: 'Đối chiếu người mang thẻ', en: 'Is this the holder?' },
  offer: {
    vi: 'So khuôn mặt người đang đứng trước quầy với ảnh trong chip. Ảnh chỉ dùng trong lúc so rồi bỏ ngay, không lưu lại.',
    en: 'Compare the person at the desk with the portrait of the chip. Pictures are used for this moment only and never kept.',
  },
  begin: { vi: 'Công dân đồng ý, bắt đầu so', en: 'The person agrees, begin' },
  byEye: { vi: 'Đối chiếu bằng mắt', en: 'Compare by eye' },
  byEyeText: {
    vi: 'Nhìn người đang đứng trước quầy và ảnh trong chip ở trên, rồi kết luận.',
    en: 'Look at the person and at the portrait of the chip above, then decide.',
  },
  starting: { vi: 'Đang mở máy ảnh…', en: 'Opening the camera…' },
  loading: {
    vi: 'Đang chuẩn bị phần nhận dạng, lần đầu mất vài giây…',
    en: 'Getting ready, a few seconds the first time…',
  },
  sending: { vi: 'Đang so với ảnh trong chip…', en: 'Comparing with the portrait…' },
  camera: { vi: 'Hình từ máy ảnh', en: 'Picture of the camera' },
  'hint.look': { vi: 'Nhìn vào máy ảnh', en: 'Look at the camera' },
  'hint.closer': { vi: 'Lại gần máy ảnh hơn', en: 'Come closer' },
  'hint.oneOnly': { vi: 'Chỉ một người đứng trước máy ảnh', en: 'One person only, please' },
  'hint.straight': { vi: 'Nhìn thẳng vào máy ảnh', en: 'Look straight at the camera' },
  'hint.hold': { vi: 'Giữ nguyên', en: 'Hold still' },
  'hint.turn_left': { vi: 'Quay mặt sang trái của mình', en: 'Turn your head to your left' },
  'hint.turn_right': { vi: 'Quay mặt sang phải của mình', en: 'Turn your head to your right' },
  'hint.open_mouth': { vi: 'Há miệng', en: 'Open your mouth' },
  steps: { vi: 'Bước {n} trên {of}', en: 'Step {n} of {of}' },
  cancel: { vi: 'Thôi', en: 'Stop' },
  again: { vi: 'So lại (còn {n} lần)', en: 'Compare again ({n} left)' },
  matched: { vi: 'Đúng là người trong chip', en: 'This is the holder' },
  matchedText: {
    vi: 'Độ giống {score}, ngưỡng {threshold}. Chứng cứ lên mức I5.',
    en: 'Likeness {score}, threshold {threshold}. The evidence is now I5.',
  },
  forOfficer: {
    vi: 'Máy chưa kết luận được, mời cán bộ đối chiếu',
    en: 'The machine is not sure: please compare by eye',
  },
  forOfficerText: {
    vi: 'Máy không từ chối ai. Lý do: {reasons}.',
    en: 'The machine refuses nobody. Why: {reasons}.',
  },
  officerMatched: { vi: 'Cán bộ xác nhận đúng người', en: 'Confirmed by the officer' },
  officerMatchedText: {
    vi: 'Đối chiếu bằng mắt; chứng cứ giữ ở mức I4.',
    en: 'Compared by eye; the evidence stays at I4.',
  },
  officerRefused: {
    vi: 'Cán bộ kết luận không phải người trong chip',
    en: 'Not the holder, says the officer',
  },
  isHolder: { vi: 'Đúng người', en: 'It is the holder' },
  notHolder: { vi: 'Không phải', en: 'It is not' },
  reason: { vi: 'Lý do (bắt buộc khi không phải)', en: 'Why (needed when it is not)' },
  cameraRefused: {
    vi: 'Trình duyệt chưa được phép dùng máy ảnh. Hãy cho phép ở thanh địa chỉ, hoặc đối chiếu bằng mắt.',
    en: 'The browser may not use the camera. Allow it in the address bar, or compare by eye.',
  },
  cameraNone: {
    vi: 'Không tìm thấy máy ảnh trên máy này. Hãy cắm máy ảnh, hoặc đối chiếu bằng mắt.',
    en: 'There is no camera on this machine. Plug one in, or compare by eye.',
  },
  finderFailed: {
    vi: 'Không tải được phần nhận dạng. Hãy thử lại, hoặc đối chiếu bằng mắt.',
    en: 'The recognition could not be loaded. Try again, or compare by eye.',
  },
} satisfies Texts;
