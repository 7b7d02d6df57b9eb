import type { Texts } from '#lib/contract';

export const texts: Texts = {
  errors: {
    'documents.template_unknown': {
      vi: 'Chưa có mẫu văn bản {id} áp dụng cho ngày {day}.',
      en: 'There is no document template {id} in force on {day}.',
    },
    'documents.template_invalid': {
      vi: 'Mẫu văn bản {id} chưa đúng quy cách: {detail}.',
      en: 'The document template {id} is malformed: {detail}.',
    },
    'documents.value_missing': {
      vi: 'Thiếu thông tin {path} để lập văn bản.',
      en: 'The value {path} is missing for the document.',
    },
    'documents.letter_missing': {
      vi: 'Phông chữ của văn bản không có ký tự: {letters}.',
      en: 'The document’s typeface lacks: {letters}.',
    },
  },
};
