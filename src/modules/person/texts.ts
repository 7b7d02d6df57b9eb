import type { Texts } from '#lib/contract';

export const texts: Texts = {
  errors: {
    'person.not_found': { vi: 'Không tìm thấy người bạn cần.', en: 'The person was not found.' },
    'person.already_registered': {
      vi: 'Số này đã được ghi cho một người trong sổ.',
      en: 'This number is already registered for a person.',
    },
    'person.search_too_broad': {
      vi: 'Tên tìm quá phổ biến. Hãy nhập thêm họ, chữ đệm hoặc năm sinh.',
      en: 'The name is too common. Add the family or middle name, or the year of birth.',
    },
    'person.name_invalid': {
      vi: 'Họ tên chưa đúng: chỉ gồm chữ cái tiếng Việt hoặc tiếng dân tộc, không có chữ số và ký hiệu.',
      en: 'The name is not valid: letters only, no digits or signs.',
    },
    'person.birth_invalid': {
      vi: 'Ngày sinh không có thật hoặc ở tương lai.',
      en: 'The date of birth does not exist or lies ahead.',
    },
    'person.number_invalid': { vi: 'Số giấy tờ chưa đúng dạng.', en: 'The number is not of the right form.' },
    'person.contact_invalid': {
      vi: 'Số điện thoại hoặc địa chỉ thư điện tử chưa đúng.',
      en: 'The telephone number or e-mail address is not valid.',
    },
    'person.deceased': {
      vi: 'Người này đã được ghi là đã mất, không thực hiện được việc này.',
      en: 'This person is recorded as deceased; this cannot be done.',
    },
    'person.changed_meanwhile': {
      vi: 'Thông tin vừa được người khác sửa. Hãy tải lại rồi làm tiếp.',
      en: 'Somebody else has just changed this. Reload and continue.',
    },
    'person.kinship_invalid': {
      vi: 'Quan hệ nhân thân này mâu thuẫn với ngày sinh hoặc với quan hệ đã ghi.',
      en: 'This kinship contradicts the dates of birth or what is recorded.',
    },
    'person.query_incomplete': {
      vi: 'Tra cứu CSDL quốc gia về dân cư phải nêu cán bộ, mục đích và hồ sơ.',
      en: 'A question to the national population database must name officer, purpose and case.',
    },
  },
  labels: {
    'person.state.alive': { vi: 'Còn sống', en: 'Alive' },
    'person.state.deceased': { vi: 'Đã mất', en: 'Deceased' },
    'person.state.moved_away': { vi: 'Đã chuyển đi', en: 'Moved away' },
    'person.sex.male': { vi: 'Nam', en: 'Male' },
    'person.sex.female': { vi: 'Nữ', en: 'Female' },
    'person.sex.unknown': { vi: 'Chưa rõ', en: 'Unknown' },
    'person.kinship.father': { vi: 'Cha', en: 'Father' },
    'person.kinship.mother': { vi: 'Mẹ', en: 'Mother' },
    'person.kinship.spouse': { vi: 'Vợ hoặc chồng', en: 'Spouse' },
    'person.kinship.guardian': { vi: 'Người giám hộ', en: 'Guardian' },
    'person.kinship.child': { vi: 'Con', en: 'Child' },
    'person.kinship.ward': { vi: 'Người được giám hộ', en: 'Ward' },
    'person.representation.parent': { vi: 'Cha, mẹ của người chưa thành niên', en: 'Parent of a minor' },
    'person.representation.guardian': { vi: 'Người giám hộ', en: 'Guardian' },
    'person.population.confirmed': {
      vi: 'Đã đối chiếu CSDL dân cư',
      en: 'Confirmed by the population database',
    },
    'person.population.not_found': {
      vi: 'CSDL dân cư không có người trùng số, họ tên và ngày sinh này',
      en: 'The population database has nobody with this number, name and birth',
    },
    'person.population.unverified': {
      vi: 'Chưa đối chiếu được với CSDL dân cư, hệ thống sẽ thử lại',
      en: 'Not yet checked against the population database; the system will try again',
    },
  },
};
