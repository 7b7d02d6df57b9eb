import type { Texts } from '#lib/contract';

export const texts: Texts = {
  errors: {
    'national-portal.signature_refused': {
      vi: 'Chữ ký của Cổng quốc gia không hợp lệ.',
      en: 'The portal’s signature is not valid.',
    },
    'national-portal.procedure_unknown': {
      vi: 'Tỉnh chưa tiếp nhận thủ tục {code}.',
      en: 'The province does not take procedure {code}.',
    },
    'national-portal.applicant_unknown': {
      vi: 'Không đối chiếu được người nộp với dữ liệu dân cư của tỉnh.',
      en: 'The applicant could not be matched with the register.',
    },
    'national-portal.no_agency': {
      vi: 'Mã đơn vị tiếp nhận {code} không có trong danh mục.',
      en: 'The receiving unit {code} is unknown.',
    },
    'national-portal.attachment_refused': {
      vi: 'Không tải được tệp {name} từ Cổng quốc gia.',
      en: 'File {name} could not be fetched from the portal.',
    },
  },
};
