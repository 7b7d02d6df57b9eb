import type { Sentence } from '#lib/contract';

// Isomorphic: what is wrong with a file and what to do, in the words of a clerk. `{name}` places are the notice's params.

/** The file cannot be taken at all: thrown as TabularError. */
export const fileTexts = {
  empty_file: {
    vi: 'Tệp không có nội dung. Hãy mở lại tệp gốc, kiểm tra có dữ liệu rồi lưu và tải lên lần nữa.',
    en: 'The file is empty. Open the original, check that it has data, save it and upload it again.',
  },
  no_rows: {
    vi: 'Tệp chỉ có tiêu đề, không có dòng dữ liệu nào. Hãy kiểm tra đúng trang tính (sheet) chứa danh sách.',
    en: 'The file has a header but no rows. Check that the list is on the sheet that was read.',
  },
  too_large: {
    vi: 'Tệp nặng {size} MB, quá giới hạn {limit} MB. Hãy tách danh sách (ví dụ theo xã) rồi tải từng phần.',
    en: 'The file has {size} MB, above the limit of {limit} MB. Split the list (for example by commune) and upload the parts.',
  },
  expands_too_much: {
    vi: 'Tệp nén bung ra quá lớn nên không được mở. Hãy lưu lại bằng Excel dưới dạng .xlsx hoặc .csv rồi tải lên.',
    en: 'The compressed file would expand beyond all measure and was not opened. Save it again from Excel as .xlsx or .csv.',
  },
  encrypted: {
    vi: 'Tệp đang đặt mật khẩu. Hãy bỏ mật khẩu (Tệp → Thông tin → Bảo vệ sổ làm việc) rồi tải lên.',
    en: 'The file has a password. Remove it (File → Info → Protect Workbook) and upload the file again.',
  },
  old_xls: {
    vi: 'Đây là tệp Excel đời cũ (.xls). Hãy mở bằng Excel, chọn Lưu thành → Excel Workbook (.xlsx) rồi tải lên.',
    en: 'This is an old Excel file (.xls). Open it in Excel, choose Save As → Excel Workbook (.xlsx) and upload that.',
  },
  html_table: {
    vi: 'Tệp là trang web được đổi đuôi, không phải bảng tính. Hãy mở bằng Excel, lưu thành .xlsx rồi tải lên.',
    en: 'The file is a web page with another ending, not a spreadsheet. Open it in Excel, save it as .xlsx and upload that.',
  },
  not_a_table: {
    vi: 'Đây không phải tệp bảng tính (nhận được: {found}). Hãy tải lên tệp .xlsx hoặc .csv.',
    en: 'This is not a spreadsheet file (found: {found}). Upload an .xlsx or .csv file.',
  },
  damaged: {
    vi: 'Tệp bị hỏng, không đọc được ({where}). Hãy mở và lưu lại bằng Excel, hoặc xin lại tệp gốc.',
    en: 'The file is damaged and cannot be read ({where}). Open and save it again in Excel, or ask for the original.',
  },
  unclosed_quote: {
    vi: 'Dấu ngoặc kép mở ở dòng {row} không được đóng, nên không biết cột nào kết thúc ở đâu. Hãy sửa dòng đó rồi tải lên lại.',
    en: 'A quotation mark opened in row {row} is never closed, so the columns cannot be told apart. Mend that row and upload again.',
  },
  no_such_sheet: {
    vi: 'Không có trang tính “{sheet}”. Các trang tính trong tệp: {sheets}.',
    en: 'There is no sheet “{sheet}”. The file has: {sheets}.',
  },
  wrong_delimiter: {
    vi: 'Dấu ngăn cách cột đã chọn ({chosen}) không có trong tệp; tệp dùng {found}. Hãy chọn lại dấu ngăn cách.',
    en: 'The delimiter chosen ({chosen}) does not occur in the file, which uses {found}. Choose the delimiter again.',
  },
  one_column: {
    vi: 'Cả dòng nằm trong một cột, không tìm thấy dấu ngăn cách cột. Hãy lưu tệp thành .xlsx, hoặc .csv có dấu phẩy, chấm phẩy hay tab.',
    en: 'Each row is one single column; no delimiter was found. Save the file as .xlsx, or as .csv with commas, semicolons or tabs.',
  },
  no_header: {
    vi: 'Không tìm thấy dòng tiêu đề cột (ví dụ: Họ và tên, Ngày sinh). Hãy thêm dòng tiêu đề, hoặc chỉ ra dòng nào là tiêu đề.',
    en: 'No row with column titles was found (such as name, date of birth). Add one, or say which row it is.',
  },
  too_many_columns: {
    vi: 'Bảng có {count} cột, quá giới hạn {limit}. Thường do dấu ngăn cách sai hoặc cột trống kéo dài; hãy xoá các cột thừa.',
    en: 'The table has {count} columns, above the limit of {limit}. Often the delimiter is wrong or empty columns go on; remove them.',
  },
} as const satisfies Record<string, Sentence>;

/** About the file as a whole or a column; the import goes on. */
export const tableTexts = {
  macros_ignored: {
    vi: 'Tệp có macro. Hệ thống chỉ đọc dữ liệu, không chạy và không lưu macro.',
    en: 'The file has macros. Only its data was read; macros are neither run nor kept.',
  },
  merged_cells: {
    vi: 'Có {count} vùng ô gộp trong phần dữ liệu (ví dụ {example}). Giá trị của ô gộp được dùng cho mọi dòng trong vùng; hãy kiểm tra lại.',
    en: '{count} merged areas lie in the data (for example {example}). Their value was used for every row they cover; please check.',
  },
  formulas_used: {
    vi: '{count} ô là công thức (ví dụ {example}). Hệ thống lấy kết quả đã lưu trong tệp, không tính lại.',
    en: '{count} cells are formulas (for example {example}). The result stored in the file was taken; nothing was computed.',
  },
  several_sheets: {
    vi: 'Tệp có {count} trang tính; đang đọc “{sheet}”. Các trang khác: {others}.',
    en: 'The file has {count} sheets; “{sheet}” was read. The others: {others}.',
  },
  hidden_sheets: {
    vi: 'Tệp có trang tính ẩn, không được đọc: {sheets}.',
    en: 'The file has hidden sheets, which were not read: {sheets}.',
  },
  legacy_encoding: {
    vi: 'Chữ trong {where} theo bảng mã cũ {system}, đã được chuyển sang Unicode; nội dung gốc vẫn được giữ.',
    en: 'Text in {where} is in the old encoding {system} and was converted to Unicode; the original is kept.',
  },
  broken_characters: {
    vi: 'Có {count} ký tự không đọc được theo bảng mã {encoding} (đầu tiên ở dòng {row}). Hãy lưu lại tệp với bảng mã UTF-8.',
    en: '{count} characters are not readable as {encoding} (first in row {row}). Save the file again as UTF-8.',
  },
  duplicate_header: {
    vi: 'Có hai cột cùng tên “{title}” (cột {columns}). Hệ thống phân biệt bằng vị trí; hãy xác nhận mỗi cột là gì.',
    en: 'Columns {columns} have the same title “{title}”. They are told apart by position; please confirm what each one is.',
  },
  empty_header: {
    vi: 'Cột {column} có dữ liệu nhưng không có tiêu đề.',
    en: 'Column {column} has data but no title.',
  },
  two_row_header: {
    vi: 'Tiêu đề gồm nhiều dòng ({rows}); đã ghép lại, ví dụ “{example}”.',
    en: 'The header has several rows ({rows}); they were joined, for example “{example}”.',
  },
  wrong_sector: {
    vi: 'Danh sách này có vẻ là {found}, không phải {expected}. Hãy kiểm tra đã chọn đúng tệp và đúng loại danh sách.',
    en: 'This list looks like {found}, not {expected}. Check that it is the right file and the right kind of list.',
  },
  no_name_column: {
    vi: 'Chưa biết cột nào là họ tên. Hãy chỉ ra cột họ tên trước khi nhập.',
    en: 'It is not clear which column holds the name. Point it out before importing.',
  },
  no_evidence_column: {
    vi: 'Ngoài họ tên, danh sách không có ngày sinh, số định danh hay địa chỉ, nên không đủ để nhận ra người.',
    en: 'Besides the name the list has no date of birth, number or address: not enough to tell who somebody is.',
  },
  uncertain_column: {
    vi: 'Cột {column} “{title}” được đoán là {field}; hãy xác nhận.',
    en: 'Column {column} “{title}” was guessed to be {field}; please confirm.',
  },
  numbers_as_exponent: {
    vi: 'Cột {column} có {count} số bị Excel đổi thành dạng {example}; các chữ số sau đã mất. Hãy định dạng cột là Text trong tệp gốc rồi xuất lại.',
    en: 'In column {column}, Excel turned {count} numbers into {example}; the digits are lost. Format the column as Text in the original and export again.',
  },
} as const satisfies Record<string, Sentence>;

/** About one cell or row; the row is kept. */
export const cellTexts = {
  number_exponent: {
    vi: 'Số “{value}” đã bị Excel rút gọn, mất chữ số; không dùng để đối khớp. Hãy tra lại số trong hồ sơ gốc.',
    en: 'Excel shortened the number “{value}” and lost digits; it is not used for matching. Look it up in the original papers.',
  },
  number_padded: {
    vi: 'Số “{value}” thiếu số 0 ở đầu; đã bổ sung thành “{kept}”.',
    en: 'The number “{value}” lacks its leading zeros; “{kept}” was kept.',
  },
  number_length: {
    vi: 'Số “{value}” có {digits} chữ số; số định danh có 12, chứng minh nhân dân cũ có 9. Giữ nguyên để đối chiếu.',
    en: 'The number “{value}” has {digits} digits; a personal number has 12, an old identity card 9. Kept as written.',
  },
  number_letters: {
    vi: 'Số “{value}” có chữ cái hoặc ký hiệu lạ. Giữ nguyên, không dùng làm số định danh.',
    en: 'The number “{value}” has letters or odd signs. Kept as written, not used as a number.',
  },
  date_unreadable: {
    vi: 'Ngày “{value}” không đọc được. Hãy viết dd/mm/yyyy, mm/yyyy hoặc yyyy.',
    en: 'The date “{value}” cannot be read. Write dd/mm/yyyy, mm/yyyy or yyyy.',
  },
  date_two_digit_year: {
    vi: 'Năm sinh “{value}” chỉ có hai chữ số; hiểu là {kept}.',
    en: 'The year of “{value}” has two digits; read as {kept}.',
  },
  date_serial: {
    vi: 'Ngày “{value}” là số thứ tự ngày của Excel; hiểu là {kept}.',
    en: 'The date “{value}” is a serial day number of Excel; read as {kept}.',
  },
  date_month_first: {
    vi: 'Ngày “{value}” có tháng lớn hơn 12; hiểu là {kept} (tháng viết trước).',
    en: 'The date “{value}” has a month above 12; read as {kept} (month written first).',
  },
  date_future: {
    vi: 'Ngày sinh “{value}” nằm trong tương lai.',
    en: 'The date of birth “{value}” lies in the future.',
  },
  sex_unclear: {
    vi: 'Giới tính “{value}” không rõ là nam hay nữ.',
    en: 'It is not clear which sex “{value}” means.',
  },
  name_missing: {
    vi: 'Dòng không có họ tên.',
    en: 'The row has no name.',
  },
  name_with_digits: {
    vi: 'Họ tên “{value}” có chữ số.',
    en: 'The name “{value}” has digits in it.',
  },
  text_repaired: {
    vi: '“{value}” viết bằng phím gõ hoặc bảng mã cũ; hiểu là “{kept}”.',
    en: '“{value}” was left in keys of an input method or an old encoding; read as “{kept}”.',
  },
  formula_without_value: {
    vi: 'Ô công thức không có kết quả lưu trong tệp. Hãy mở tệp bằng Excel, lưu lại rồi tải lên.',
    en: 'The formula cell has no stored result. Open the file in Excel, save it and upload it again.',
  },
  error_value: {
    vi: 'Ô có lỗi của bảng tính ({value}); coi như trống.',
    en: 'The cell holds a spreadsheet error ({value}); taken as empty.',
  },
  extra_cells: {
    vi: 'Dòng có {found} ô, nhiều hơn {expected} cột của tiêu đề; phần thừa vẫn được giữ.',
    en: 'The row has {found} cells, more than the {expected} columns of the header; the rest is kept.',
  },
  missing_cells: {
    vi: 'Dòng chỉ có {found} ô trên {expected} cột.',
    en: 'The row has only {found} of {expected} cells.',
  },
  not_a_person_row: {
    vi: 'Dòng này là dòng nhóm hoặc dòng tổng (“{value}”), không phải một người.',
    en: 'This row is a heading or a total (“{value}”), not a person.',
  },
} as const satisfies Record<string, Sentence>;

export const tabularTexts = { ...fileTexts, ...tableTexts, ...cellTexts };

export type FileCode = keyof typeof fileTexts;
export type NoticeCode = keyof typeof tabularTexts;

/** What a column of a person list may hold, as the import page names it. */
export const personFieldTexts = {
  row_number: { vi: 'Số thứ tự', en: 'Row number' },
  full_name: { vi: 'Họ và tên', en: 'Full name' },
  family_and_middle: { vi: 'Họ và chữ đệm', en: 'Family and middle name' },
  family_name: { vi: 'Họ', en: 'Family name' },
  middle_name: { vi: 'Chữ đệm', en: 'Middle name' },
  given_name: { vi: 'Tên', en: 'Given name' },
  birth_date: { vi: 'Ngày sinh', en: 'Date of birth' },
  birth_day: { vi: 'Ngày (sinh)', en: 'Day of birth' },
  birth_month: { vi: 'Tháng (sinh)', en: 'Month of birth' },
  birth_year: { vi: 'Năm sinh', en: 'Year of birth' },
  birth_year_male: { vi: 'Năm sinh (cột Nam)', en: 'Year of birth (men)' },
  birth_year_female: { vi: 'Năm sinh (cột Nữ)', en: 'Year of birth (women)' },
  sex: { vi: 'Giới tính', en: 'Sex' },
  male_mark: { vi: 'Đánh dấu Nam', en: 'Mark for men' },
  female_mark: { vi: 'Đánh dấu Nữ', en: 'Mark for women' },
  number: { vi: 'Số định danh / CCCD / CMND', en: 'Personal number or identity card' },
  old_number: { vi: 'Số CMND cũ', en: 'Old identity card number' },
  ethnicity: { vi: 'Dân tộc', en: 'Ethnicity' },
  address: { vi: 'Địa chỉ', en: 'Address' },
  detail: { vi: 'Số nhà, đường', en: 'House and street' },
  hamlet: { vi: 'Thôn, buôn, tổ dân phố', en: 'Hamlet' },
  commune: { vi: 'Xã, phường', en: 'Commune' },
  district: { vi: 'Huyện', en: 'District' },
  province: { vi: 'Tỉnh', en: 'Province' },
  father: { vi: 'Họ tên cha', en: "Father's name" },
  mother: { vi: 'Họ tên mẹ', en: "Mother's name" },
  head: { vi: 'Họ tên chủ hộ', en: 'Head of household' },
  relation: { vi: 'Quan hệ với chủ hộ', en: 'Relation to the head' },
  phone: { vi: 'Điện thoại', en: 'Telephone' },
  insurance_number: { vi: 'Mã số BHXH / thẻ BHYT', en: 'Insurance number' },
  note: { vi: 'Ghi chú', en: 'Note' },
} as const satisfies Record<string, Sentence>;

export type PersonField = keyof typeof personFieldTexts;

/** Sectors that a list can be told to come from. */
export const sectorTexts = {
  poor_households: { vi: 'danh sách hộ nghèo', en: 'a list of poor households' },
  land_users: { vi: 'danh sách người sử dụng đất', en: 'a list of land users' },
  pupils: { vi: 'danh sách học sinh', en: 'a list of pupils' },
  insured: { vi: 'danh sách tham gia bảo hiểm', en: 'a list of insured persons' },
  labour: { vi: 'danh sách lao động', en: 'a list of workers' },
  social_protection: { vi: 'danh sách bảo trợ xã hội', en: 'a list of social protection' },
  civil_status: { vi: 'sổ hộ tịch', en: 'a civil-status register' },
} as const satisfies Record<string, Sentence>;

export type Sector = keyof typeof sectorTexts;
