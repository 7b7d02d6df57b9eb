import type { Texts } from '#lib/contract';

export const texts: Texts = {
  errors: {
    'agency.not_found': { vi: 'Không có cơ quan này.', en: 'There is no such agency.' },
    'agency.staff_not_found': { vi: 'Không có cán bộ này.', en: 'There is no such member of staff.' },
    'agency.term_not_found': { vi: 'Không có nhiệm kỳ này.', en: 'There is no such term of office.' },
    'agency.agency_not_in_force': {
      vi: 'Cơ quan không hoạt động trong thời gian của nhiệm kỳ.',
      en: 'The agency does not exist at the time of the term of office.',
    },
    'agency.term_overlaps': {
      vi: 'Cán bộ đã giữ vai trò này tại cơ quan trong thời gian đó.',
      en: 'The member of staff already holds this role at the agency at that time.',
    },
    'agency.term_ended': { vi: 'Nhiệm kỳ đã kết thúc.', en: 'The term of office has ended already.' },
    'agency.end_in_past': {
      vi: 'Nhiệm kỳ chỉ kết thúc được từ hôm nay trở đi, không sớm hơn ngày bắt đầu.',
      en: 'A term of office can end today at the earliest, and not before it begins.',
    },
    'agency.person_is_staff': {
      vi: 'Người này đã có trong danh sách cán bộ.',
      en: 'This person is already in the list of staff.',
    },
    'agency.outside_jurisdiction': {
      vi: 'Cơ quan nằm ngoài phạm vi quản lý của bạn.',
      en: 'The agency lies outside your jurisdiction.',
    },
  },
  labels: {
    'agency.role.one-stop-officer': { vi: 'Cán bộ một cửa', en: 'One-stop officer' },
    'agency.role.specialist': { vi: 'Chuyên viên', en: 'Specialist' },
    'agency.role.leader': { vi: 'Lãnh đạo', en: 'Leader' },
    'agency.role.clerk': { vi: 'Văn thư', en: 'Clerk' },
    'agency.role.accountant': { vi: 'Kế toán', en: 'Accountant' },
    'agency.role.auditor': { vi: 'Kiểm tra nhật ký', en: 'Auditor' },
    'agency.role.administrator': { vi: 'Quản trị hệ thống', en: 'Administrator' },
    'agency.role.staff-administrator': { vi: 'Quản lý cán bộ', en: 'Staff administrator' },
    'agency.role.catalogue-publisher': { vi: 'Công bố danh mục', en: 'Catalogue publisher' },
    'agency.role.calendar-publisher': { vi: 'Công bố lịch làm việc', en: 'Calendar publisher' },
    'agency.role.access-approver': { vi: 'Người duyệt truy cập khẩn', en: 'Access approver' },
    'agency.role.operator': { vi: 'Người vận hành', en: 'Operator' },
    'agency.role.civil-status-registrar': { vi: 'Công chức tư pháp - hộ tịch', en: 'Civil-status registrar' },
    'agency.role.residence-registrar': { vi: 'Cán bộ đăng ký cư trú', en: 'Residence registrar' },
    'agency.role.population-registrar': { vi: 'Cán bộ quản lý dân cư', en: 'Population registrar' },
  },
};
