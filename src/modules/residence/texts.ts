import type { Texts } from '#lib/contract';

export const texts: Texts = {
  errors: {
    'residence.not_found': { vi: 'Không tìm thấy thông tin cư trú.', en: 'No residence was found.' },
    'residence.period_invalid': {
      vi: 'Thời gian cư trú chưa đúng: ngày kết thúc phải sau ngày bắt đầu.',
      en: 'The period is not valid: its end must lie after its beginning.',
    },
    'residence.period_too_long': {
      vi: 'Thời hạn tạm trú vượt quá mức pháp luật cho phép.',
      en: 'The period of temporary residence is longer than the law allows.',
    },
    'residence.already_resident': {
      vi: 'Người này đã được đăng ký cư trú tại đây trong thời gian đó.',
      en: 'The person is already registered here for that time.',
    },
    'residence.person_not_alive': {
      vi: 'Người này đã mất hoặc đã chuyển đi, không đăng ký cư trú được.',
      en: 'The person has died or moved away; residence cannot be registered.',
    },
  },
  labels: {
    'residence.kind.permanent': { vi: 'Thường trú', en: 'Permanent residence' },
    'residence.kind.temporary': { vi: 'Tạm trú', en: 'Temporary residence' },
    'residence.relation.head': { vi: 'Chủ hộ', en: 'Householder' },
    'residence.relation.spouse': { vi: 'Vợ hoặc chồng', en: 'Spouse' },
    'residence.relation.child': { vi: 'Con', en: 'Child' },
    'residence.relation.child_in_law': { vi: 'Con dâu hoặc con rể', en: 'Child-in-law' },
    'residence.relation.parent': { vi: 'Cha hoặc mẹ', en: 'Parent' },
    'residence.relation.grandchild': { vi: 'Cháu', en: 'Grandchild' },
    'residence.relation.sibling': { vi: 'Anh, chị, em', en: 'Brother or sister' },
    'residence.relation.grandparent': { vi: 'Ông hoặc bà', en: 'Grandparent' },
    'residence.relation.relative': { vi: 'Người thân khác', en: 'Other relative' },
    'residence.relation.tenant': { vi: 'Người thuê, ở trọ', en: 'Tenant' },
    'residence.relation.guest': { vi: 'Người ở nhờ', en: 'Guest' },
  },
};
