import type { DocumentData } from './fill-text.ts';

/** Synthetic persons for the tests and for looking at the forms. */
const centre = {
  parent: 'UBND phường Buôn Hồ',
  name: ['Trung tâm Phục vụ', 'hành chính công'],
  fullName: 'Trung tâm Phục vụ hành chính công phường Buôn Hồ',
  shortName: 'Trung tâm Phục vụ hành chính công',
  place: 'Buôn Hồ',
  hotline: 'tổng đài 1022',
};

const committee = {
  parent: 'Ủy ban nhân dân',
  name: ['phường Buôn Hồ'],
  fullName: 'Ủy ban nhân dân phường Buôn Hồ',
  shortName: 'UBND phường',
  place: 'Buôn Hồ',
  hotline: 'tổng đài 1022',
};

const police = {
  parent: 'Công an tỉnh Đắk Lắk',
  name: ['Công an phường Tân An'],
  fullName: 'Công an phường Tân An',
  shortName: 'Công an phường',
  place: 'Tân An',
  hotline: 'tổng đài 1022',
};

const applicant = {
  name: 'H’Mĭn Niê Kđăm',
  number: '100302000123',
  address: 'Buôn Kŏ Tam, phường Tân An, tỉnh Đắk Lắk',
  phone: '0900 ••• 123',
};

const dossier = {
  code: 'H15.41-261123-0012',
  copies: 1,
  receivedAt: '2026-11-23T03:15:00Z',
  dueAt: '2026-11-27T10:00:00Z',
  dueNote: 'không tính ngày nghỉ lễ 24/11/2026',
  delivery: 'bản điện tử, gửi về kho giấy tờ của công dân và VNeID',
  supplementBy: '2026-12-23',
};

const shared = {
  number: '0012/TNHS',
  issuedOn: '2026-11-23',
  issuer: centre,
  applicant,
  dossier,
  filer: {
    name: applicant.name,
    signedHow: 'Đã ký điện tử qua VNeID',
    signedWith: 'Tài khoản mức 2',
    signedAt: '09:18, 23/11/2026',
  },
  officer: { name: 'Trần Quốc Bảo', phone: '0262 3 900 100' },
  signer: { capacity: 'KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH', name: 'Y Wŭt Ƀkrông' },
  procedure: { name: 'Đăng ký tạm trú', code: '1.004194', duration: '03 ngày làm việc' },
  trackUrl: 'https://dichvu.example.vn/ho-so/H15.41-261123-0012',
  verifyUrl: 'https://dichvu.example.vn/xac-minh/7KQM-2X9D-4HTP',
  verifyCode: '7KQM-2X9D-4HTP',
};

const person = {
  name: 'H’Mĭn Niê Kđăm',
  born: '2002-03-05',
  bornInWords: 'ngày mùng năm tháng ba năm hai nghìn không trăm linh hai',
  sex: 'Nữ',
  ethnicity: 'Ê Đê',
  nationality: 'Việt Nam',
  number: '100302000123',
  birthPlace: 'Trạm y tế xã Ea Tu, thành phố Buôn Ma Thuột, tỉnh Đắk Lắk (nay là phường Tân An)',
  homeTown: 'Buôn Kŏ Tam, phường Tân An, tỉnh Đắk Lắk',
  permanentResidence: 'Buôn Kŏ Tam, phường Tân An, tỉnh Đắk Lắk',
};

export const samples: Readonly<Record<string, DocumentData>> = {
  'form-01-receipt': {
    ...shared,
    components: [
      { name: 'Tờ khai thay đổi thông tin cư trú (CT01)', proof: 'Bản điện tử, ký qua VNeID', count: '01' },
      { name: 'Thông tin nhân thân, nơi thường trú', proof: 'CSDL quốc gia về dân cư', count: '–' },
      { name: 'Ý kiến đồng ý của chủ hộ Y Wŭt Ƀkrông', proof: 'Qua VNeID, ngày 22/11/2026', count: '–' },
      { name: 'Giấy tờ về chỗ ở: hợp đồng thuê nhà', proof: 'Bản chụp, người nộp tải lên', count: '01' },
    ],
    fee: { amount: 7000, state: 'đã nộp qua VietQR' },
    register: { book: '01/2026', entry: '0012' },
  },
  'form-02-supplement': {
    ...shared,
    number: '0007/BSHS',
    supplements: [
      {
        what: 'Hợp đồng thuê nhà có chữ ký của bên cho thuê',
        why: 'Bản đã nộp thiếu trang cuối nên chưa xác định được người cho thuê và thời hạn thuê',
        ground: 'NĐ 154/2024/NĐ-CP, Điều 5',
      },
      {
        what: 'Ý kiến đồng ý của chủ hộ',
        why: 'Chủ hộ chưa trả lời yêu cầu xác nhận gửi qua VNeID',
        ground: 'Luật Cư trú 2020, Điều 28',
      },
    ],
  },
  'form-03-refusal': {
    ...shared,
    number: '0003/TCHS',
    reasons: [
      {
        reason: 'Người đề nghị đang có nơi thường trú tại chính địa chỉ xin đăng ký tạm trú.',
        ground: 'Luật Cư trú 2020, Điều 27',
      },
      {
        reason: 'Chỗ ở thuộc danh sách công trình đã có quyết định thu hồi đất.',
        ground: 'Luật Cư trú 2020, Điều 23',
      },
    ],
    advice: 'đăng ký tạm trú tại chỗ ở khác, hoặc liên hệ bộ phận hướng dẫn để được trợ giúp lập lại hồ sơ.',
    appeal: {
      body: 'Chủ tịch Ủy ban nhân dân phường Buôn Hồ',
      within: '90 ngày kể từ ngày nhận được phiếu này',
    },
  },
  'form-04-apology': {
    ...shared,
    number: '15/XL-UBND',
    issuer: committee,
    issuedOn: '2027-02-05',
    apology: {
      times: 1,
      reason: 'hệ thống thông tin đăng ký cư trú gián đoạn trong hai ngày 25 và 26 tháng 11 năm 2026.',
      newDueAt: '2026-12-01T10:00:00Z',
      unit: 'Văn phòng HĐND và UBND phường',
    },
  },
  'form-05-stop': {
    ...shared,
    number: '04/TB-UBND',
    issuer: committee,
    stop: {
      reason:
        'quá thời hạn bổ sung mà hồ sơ chưa được hoàn thiện theo Phiếu yêu cầu số 0007/BSHS ngày 23/11/2026.',
      ground: 'quy định của thủ tục về thời hạn bổ sung hồ sơ',
    },
    fee: { amount: 7000, refundBy: 'tài khoản ngân hàng đã dùng để nộp' },
  },
  'residence-notice': {
    ...shared,
    number: '128/TB-CAP',
    issuer: police,
    person,
    signer: { capacity: 'TRƯỞNG CÔNG AN PHƯỜNG', name: 'Y Blă Êban' },
    residence: {
      address: '12 đường Y Jút, phường Buôn Hồ, tỉnh Đắk Lắk',
      head: 'Y Wŭt Ƀkrông',
      relation: 'Người ở thuê',
      from: '2026-11-27',
      to: '2028-11-27',
      recordedAt: '2026-11-27T08:30:00Z',
    },
    members: [{ name: 'Y Tư̆m Niê Kđăm', born: '2024-01-02', number: '100224000456', relation: 'Con' }],
  },
  'birth-extract-copy': {
    ...shared,
    number: '41/TLKS-BS',
    issuer: committee,
    person,
    mother: { name: 'H’Bia Niê Kđăm', born: '1978', ethnicity: 'Ê Đê', nationality: 'Việt Nam' },
    father: { name: 'Y Blŭ Mlô', born: '1975', ethnicity: 'Ê Đê', nationality: 'Việt Nam' },
    signer: { capacity: 'NGƯỜI KÝ TRÍCH LỤC', name: 'Nguyễn Thị Thuỳ Dương' },
    registration: {
      place: 'Ủy ban nhân dân xã Ea Tu, thành phố Buôn Ma Thuột, tỉnh Đắk Lắk',
      number: '32/2002',
      on: '2002-04-01',
      from: 'Cơ sở dữ liệu hộ tịch điện tử',
    },
  },
  'old-number-confirmation': {
    ...shared,
    number: '09/XN-CAP',
    issuer: police,
    person,
    signer: { capacity: 'TRƯỞNG CÔNG AN PHƯỜNG', name: 'Y Blă Êban' },
    numbers: [
      {
        kind: 'Chứng minh nhân dân 9 số',
        number: '240 000 123',
        issued: '2017-05-09',
        by: 'Công an tỉnh Đắk Lắk',
      },
    ],
  },
};
