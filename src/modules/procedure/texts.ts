import type { Texts } from '#lib/contract';

export const texts: Texts = {
  errors: {
    'procedure.not_found': {
      vi: 'Không có thủ tục này hoặc thủ tục đã hết hiệu lực. Hãy tìm theo tên việc bạn cần làm.',
      en: 'There is no such procedure, or it is no longer in force. Search by what you need to do.',
    },
    'procedure.version_changed': {
      vi: 'Bản {version} của thủ tục {code} đã công bố và không được sửa. Hãy tạo bản mới.',
      en: 'Version {version} of procedure {code} is published and cannot be changed. Create a new version.',
    },
  },
};
