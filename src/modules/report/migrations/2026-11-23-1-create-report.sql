create table report.report (
  id uuid primary key,
  unit_id uuid not null,
  kind text not null check (kind in ('week', 'month', 'quarter')),
  period_from date not null,
  period_to date not null,
  title text not null,
  state text not null check (state in ('draft', 'presented', 'signed', 'numbered', 'sealed', 'sent')),
  version int not null,
  previous_id uuid references report.report (id),
  -- the figures as they stood when they were taken; asked anew only while it is a draft
  figures jsonb not null,
  tasks jsonb not null,
  figures_at timestamptz not null,
  made_by uuid,
  made_at timestamptz not null,
  returned_note text,
  signed_by uuid,
  signed_at timestamptz,
  signed_title text,
  digest text,
  number int,
  symbol text,
  issued_on date,
  pdf_file_id uuid,
  docx_file_id uuid,
  sealed_at timestamptz,
  sent_at timestamptz,
  unique (unit_id, kind, period_from),
  check ((state in ('draft', 'presented')) = (signed_at is null)),
  check ((number is null) = (issued_on is null))
);
comment on table report.report is 'Báo cáo triển khai Đề án 06 | class: technical | retention: permanent | basis: NĐ 09/2019/NĐ-CP; NĐ 30/2020/NĐ-CP; Kế hoạch 132/KH-UBND mục III';
create index report_of_unit on report.report (unit_id, period_from desc, id);

-- Every saved text is kept: the newest version is the text, the others its history.
create table report.section (
  report_id uuid not null references report.report (id),
  key text not null,
  version int not null,
  text text not null,
  saved_by uuid,
  saved_at timestamptz not null,
  primary key (report_id, key, version)
);
comment on table report.section is 'Nội dung báo cáo theo phần và lần lưu | class: technical | retention: permanent | basis: NĐ 30/2020/NĐ-CP';

create table report.step (
  id uuid primary key,
  report_id uuid not null references report.report (id),
  kind text not null,
  note text not null,
  by_staff uuid,
  at timestamptz not null
);
comment on table report.step is 'Diễn biến báo cáo | class: technical | retention: permanent | basis: NĐ 30/2020/NĐ-CP';
create index step_of_report on report.step (report_id, at);

-- The clerk's register of outgoing papers of this kind. NĐ 30/2020 Đ.15
create table report.register (
  unit_id uuid not null,
  year int not null,
  number int not null,
  symbol text not null,
  report_id uuid not null unique references report.report (id),
  title text not null,
  issued_on date not null,
  numbered_by uuid,
  primary key (unit_id, year, number)
);
comment on table report.register is 'Sổ đăng ký báo cáo đi của văn thư | class: technical | retention: permanent | basis: NĐ 30/2020/NĐ-CP Đ.15';

create table report.dispatch (
  id uuid primary key,
  report_id uuid not null references report.report (id),
  unit_id uuid not null,
  receiver_id uuid not null,
  title text not null,
  number text not null,
  pdf_file_id uuid not null,
  sent_by uuid,
  sent_at timestamptz not null,
  received_by uuid,
  received_at timestamptz,
  unique (report_id, receiver_id)
);
comment on table report.dispatch is 'Gửi, nhận báo cáo | class: technical | retention: permanent | basis: NĐ 30/2020/NĐ-CP Đ.18';
create index dispatch_of_receiver on report.dispatch (receiver_id, sent_at desc, id);
