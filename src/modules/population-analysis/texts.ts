import type { Texts } from '#lib/contract';

export const texts: Texts = {
  errors: {
    'population-analysis.not_found': {
      vi: 'Chưa có số liệu dân cư của ngày này. Hãy chọn một ngày muộn hơn.',
      en: 'There are no population figures for this day yet. Choose a later day.',
    },
    'population-analysis.not_entitled': {
      vi: 'Bạn chưa được giao việc phân tích dân cư. Hãy đề nghị quản trị viên giao vai trò.',
      en: 'You do not hold the role for population analysis. Ask an administrator for it.',
    },
    'population-analysis.already_open': {
      vi: 'Số liệu của lần chốt này đã công bố.',
      en: 'The figures of this instant are published already.',
    },
    'population-analysis.no_such_figure': {
      vi: 'Không có số liệu như vậy. Hãy chọn lại nhóm tuổi hoặc dân tộc.',
      en: 'There is no such figure. Choose the age group or ethnic group again.',
    },
  },
};
