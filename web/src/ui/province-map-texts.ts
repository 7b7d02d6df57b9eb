export const mapTexts = {
  suppressed: { vi: 'Quá ít, không nêu', en: 'Too few to name' },
  silent: { vi: 'Chưa có số liệu', en: 'No figure yet' },
  below: { vi: 'dưới', en: 'below' },
  from: { vi: 'từ', en: 'from' },
  all: { vi: 'mọi giá trị', en: 'all values' },
  schematic: {
    vi: 'Lược đồ: mỗi ô là một xã hoặc phường, không theo diện tích.',
    en: 'Schematic: each cell is one commune or ward, whatever its area.',
  },
  official: {
    vi: 'Ranh giới do tỉnh cung cấp, đã giản lược; không dùng để xác định địa giới.',
    en: 'Boundaries supplied by the province, simplified; not for settling limits.',
  },
  howTo: {
    vi: 'Dùng phím mũi tên để đi giữa các xã, Enter để chọn.',
    en: 'Arrow keys move between communes, Enter picks.',
  },
  sea: { vi: 'Biển Đông', en: 'East Sea' },
  unit: { vi: 'Xã, phường', en: 'Commune' },
  value: { vi: 'Giá trị', en: 'Value' },
  search: { vi: 'Tìm xã, phường', en: 'Find a commune' },
  none: { vi: 'Không có xã, phường nào có tên như vậy.', en: 'No commune has that name.' },
  sortBy: { vi: 'Xếp theo {name}', en: 'Sort by {name}' },
  list: { vi: '{title}: danh sách', en: '{title}: list' },
  pick: { vi: 'Chọn một ô hoặc một dòng để xem.', en: 'Pick a cell or a row to look closer.' },
};
