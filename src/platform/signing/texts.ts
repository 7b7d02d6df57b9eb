import type { Texts } from '#lib/contract';

export const texts: Texts = {
  errors: {
    'signing.unavailable': {
      vi: 'Dịch vụ ký số đang tạm ngừng. Văn bản đã được giữ lại và hệ thống sẽ tự ký khi dịch vụ hoạt động trở lại.',
      en: 'The signing service is down. The document is kept and will be signed when the service is back.',
    },
    'signing.timestamp_unavailable': {
      vi: 'Dịch vụ cấp dấu thời gian đang tạm ngừng. Văn bản đã được giữ lại và sẽ được ký lại sau.',
      en: 'The timestamp service is down. The document is kept and will be signed later.',
    },
    'signing.signer_unknown': {
      vi: 'Cơ quan hoặc người ký chưa có chứng thư chữ ký số trong hệ thống.',
      en: 'The office or signer has no signing certificate in the system.',
    },
    'signing.document_unreadable': {
      vi: 'Không đọc được tệp PDF. Tệp có thể bị hỏng hoặc không phải là PDF.',
      en: 'The PDF cannot be read. It may be damaged or not a PDF.',
    },
    'signing.document_encrypted': {
      vi: 'Tệp PDF có mật khẩu nên không kiểm tra hoặc ký được. Hãy bỏ mật khẩu rồi thử lại.',
      en: 'The PDF is protected by a password. Remove it and try again.',
    },
    'signing.result_invalid': {
      vi: 'Chữ ký vừa tạo không đạt khi kiểm tra lại nên văn bản chưa được phát hành. Hệ thống sẽ ký lại.',
      en: 'The new signature did not pass its own check and the document was not issued. It will be signed again.',
    },
  },
  labels: {
    'signing.verdict.valid': {
      vi: 'Văn bản còn nguyên vẹn và chữ ký số có hiệu lực.',
      en: 'The document is intact and its signature is valid.',
    },
    'signing.verdict.changed': {
      vi: 'Văn bản đã bị thay đổi sau khi ký. Không sử dụng văn bản này.',
      en: 'The document was changed after it was signed. Do not use it.',
    },
    'signing.verdict.revoked': {
      vi: 'Chứng thư của người ký đã bị thu hồi và không chứng minh được văn bản được ký trước đó.',
      en: 'The signer’s certificate was revoked and nothing proves that the document was signed before.',
    },
    'signing.verdict.untrusted': {
      vi: 'Chữ ký này chưa đủ tin cậy: chứng thư không do tổ chức được hệ thống công nhận cấp, hoặc thuật toán ký không còn an toàn.',
      en: 'This signature cannot be relied on: its certificate comes from an authority the system does not recognise, or its algorithm is no longer safe.',
    },
    'signing.verdict.unknown': {
      vi: 'Văn bản còn nguyên vẹn nhưng lúc này chưa kiểm tra được hiệu lực chứng thư của người ký. Hãy thử lại sau.',
      en: 'The document is intact, but the signer’s certificate cannot be checked right now. Try again later.',
    },
    'signing.verdict.unsigned': {
      vi: 'Tệp PDF này không có chữ ký số.',
      en: 'This PDF has no digital signature.',
    },
    'signing.verdict.unreadable': {
      vi: 'Không đọc được tệp PDF. Tệp có thể bị hỏng hoặc đã bị thay đổi.',
      en: 'The PDF cannot be read. It may be damaged or changed.',
    },
  },
};
