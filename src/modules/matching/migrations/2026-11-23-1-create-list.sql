create table matching.list_kind (
  key text not null,
  revision int not null,
  name_vi text not null,
  name_en text not null,
  definition jsonb not null,
  content_hash bytea not null,
  recorded_at timestamptz not null,
  primary key (key, revision)
);
comment on table matching.list_kind is 'Loại danh sách đối khớp | class: public | retention: permanent | basis: QĐ 06/QĐ-TTg';

create table matching.list (
  id uuid primary key,
  agency_id uuid not null,
  kind_key text not null,
  kind_revision int not null,
  title text not null,
  search_text text not null,
  state text not null check (state in ('draft', 'importing', 'imported', 'matching', 'matched', 'closed')),
  model jsonb,
  headers jsonb not null,
  imported_at timestamptz,
  created_by uuid,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  version int not null,
  foreign key (kind_key, kind_revision) references matching.list_kind (key, revision)
);
comment on table matching.list is 'Danh sách của một ngành | class: technical | retention: by kind | basis: QĐ 06/QĐ-TTg';
create index list_by_agency on matching.list (agency_id, changed_at);

create table matching.mapping (
  agency_id uuid not null,
  kind_key text not null,
  fingerprint text not null,
  columns jsonb not null,
  confirmed_by uuid,
  confirmed_at timestamptz not null,
  primary key (agency_id, kind_key, fingerprint)
);
comment on table matching.mapping is 'Cách hiểu các cột của một mẫu biểu, đã được xác nhận | class: technical | retention: permanent | basis: vận hành';

create table matching.edition (
  id uuid primary key,
  list_id uuid not null references matching.list (id),
  agency_id uuid not null,
  number int not null,
  file_name text not null,
  object_id uuid not null,
  content_hash text not null,
  media_type text not null,
  size bigint not null,
  state text not null check (state in ('read', 'unreadable', 'queued', 'staging', 'applying', 'applied', 'refused', 'replaced')),
  fingerprint text not null,
  headers jsonb not null,
  systems jsonb,
  reading jsonb not null,
  sample jsonb not null,
  columns jsonb not null,
  mapping_source text not null check (mapping_source in ('guessed', 'remembered', 'confirmed')),
  rows_read int not null,
  rows_total int,
  rows_faulty int not null,
  rows_added int not null,
  rows_changed int not null,
  rows_same int not null,
  rows_gone int not null,
  trouble text,
  uploaded_by uuid,
  uploaded_at timestamptz not null,
  finished_at timestamptz,
  version int not null,
  unique (list_id, number)
);
comment on table matching.edition is 'Lần gửi của một danh sách: tệp, cách hiểu cột, kết quả nhập | class: personal | retention: by kind | basis: QĐ 06/QĐ-TTg';

create table matching.staged_row (
  edition_id uuid not null references matching.edition (id),
  position int not null,
  id uuid not null,
  agency_id uuid not null,
  identity uuid not null,
  content uuid not null,
  linkage_content uuid not null,
  cells jsonb not null,
  fields jsonb not null,
  full_name text not null,
  search_key text collate "C" not null,
  number_sealed bytea,
  number_hint text,
  commune_code text,
  primary key (edition_id, position)
);
comment on table matching.staged_row is 'Dòng đã đọc, chưa đưa vào danh sách | class: personal | retention: until applied | basis: QĐ 06/QĐ-TTg';

create table matching.row_problem (
  edition_id uuid not null references matching.edition (id),
  position int not null,
  sequence int not null,
  agency_id uuid not null,
  column_name text,
  code text not null,
  params jsonb not null,
  is_fatal boolean not null,
  value_hint text,
  primary key (edition_id, position, sequence)
);
comment on table matching.row_problem is 'Lỗi theo từng dòng khi nhập | class: personal | retention: by kind | basis: QĐ 06/QĐ-TTg';

create table matching.row (
  id uuid primary key,
  list_id uuid not null references matching.list (id),
  agency_id uuid not null,
  edition_id uuid not null references matching.edition (id),
  identity uuid not null,
  position int not null,
  is_present boolean not null,
  content uuid not null,
  linkage_content uuid not null,
  cells jsonb not null,
  fields jsonb not null,
  full_name text not null,
  search_key text collate "C" not null,
  number_sealed bytea,
  number_hint text,
  commune_code text,
  state text not null check (state in ('new', 'matched', 'not_found', 'to_judge', 'second_look', 'third_look', 'needs_papers')),
  is_waiting boolean not null,
  settled_by text check (settled_by in ('engine', 'people')),
  settled_at timestamptz,
  is_changed_since boolean not null,
  person_id uuid,
  probability double precision,
  score double precision,
  decided_by text check (decided_by in ('rule', 'probability')),
  reasons text[] not null,
  candidates jsonb not null,
  group_key text,
  duplicate_of uuid,
  run_id uuid,
  version int not null,
  unique (list_id, identity),
  check (state <> 'matched' or person_id is not null)
);
comment on table matching.row is 'Dòng của danh sách và kết quả đối khớp | class: sensitive | retention: by kind | basis: QĐ 06/QĐ-TTg; Luật BVDLCN 91/2025/QH15';
create index row_by_position on matching.row (list_id, position, id);
create index row_waiting on matching.row (commune_code, list_id, probability, id) where is_waiting;
create index row_waiting_of_list on matching.row (list_id, probability, id) where is_waiting;
create index row_by_person on matching.row (person_id) where person_id is not null;

create table matching.run (
  id uuid primary key,
  list_id uuid not null references matching.list (id),
  agency_id uuid not null,
  state text not null check (state in ('queued', 'estimating', 'linking', 'finished', 'failed')),
  basis_id uuid,
  engine text,
  model jsonb,
  wanted_rate double precision not null,
  total int not null,
  done int not null,
  after_position int not null,
  counts jsonb not null,
  trouble text,
  requested_by uuid,
  requested_at timestamptz not null,
  finished_at timestamptz
);
comment on table matching.run is 'Lần đối khớp một danh sách với dân số | class: technical | retention: 10 years | basis: Luật BVDLCN 91/2025/QH15';
create index run_by_list on matching.run (list_id, requested_at);

create table matching.judgement (
  id uuid primary key,
  row_id uuid not null references matching.row (id),
  list_id uuid not null,
  agency_id uuid not null,
  commune_code text,
  actor_id uuid not null,
  verdict text not null check (verdict in ('same', 'none', 'papers')),
  person_id uuid,
  round int not null,
  note text,
  batch_id uuid,
  judged_at timestamptz not null,
  undone_at timestamptz,
  undone_by uuid,
  undo_reason text,
  check ((verdict = 'same') = (person_id is not null))
);
comment on table matching.judgement is 'Kết luận của người xem một cặp | class: sensitive | retention: by kind | basis: QĐ 06/QĐ-TTg';
create index judgement_by_row on matching.judgement (row_id, judged_at);
create index judgement_by_batch on matching.judgement (batch_id) where batch_id is not null;
create index judgement_by_actor on matching.judgement (actor_id, judged_at);

create table matching.tally (
  list_id uuid not null references matching.list (id),
  agency_id uuid not null,
  commune_code text not null,
  fresh int not null,
  matched int not null,
  not_found int not null,
  to_judge int not null,
  second_look int not null,
  third_look int not null,
  needs_papers int not null,
  by_people int not null,
  primary key (list_id, commune_code)
);
comment on table matching.tally is 'Tiến độ theo xã của một danh sách, cập nhật cùng giao dịch | class: public | retention: by kind | basis: vận hành';

create table matching.correction (
  id uuid primary key,
  row_id uuid not null references matching.row (id),
  list_id uuid not null,
  agency_id uuid not null,
  commune_code text,
  person_id uuid,
  towards text not null check (towards in ('list', 'register')),
  field text not null,
  present_value text not null,
  proposed_value text not null,
  note text,
  state text not null check (state in ('requested', 'accepted', 'refused', 'withdrawn')),
  answer text,
  requested_by uuid,
  requested_at timestamptz not null,
  answered_by uuid,
  answered_at timestamptz,
  version int not null
);
comment on table matching.correction is 'Đề nghị sửa gửi nơi giữ dữ liệu gốc | class: sensitive | retention: by kind | basis: QĐ 06/QĐ-TTg';
create index correction_by_list on matching.correction (list_id, requested_at);
create index correction_by_row on matching.correction (row_id);

create table matching.member_change (
  id uuid primary key,
  list_id uuid not null references matching.list (id),
  row_id uuid not null references matching.row (id),
  agency_id uuid not null,
  person_id uuid not null,
  event_id uuid not null,
  kind text not null check (kind in ('died', 'moved_away', 'number_replaced', 'name_changed', 'residence_changed')),
  occurred_on date,
  state text not null check (state in ('new', 'handled')),
  note text,
  noticed_at timestamptz not null,
  handled_by uuid,
  handled_at timestamptz,
  version int not null,
  unique (row_id, event_id)
);
comment on table matching.member_change is 'Biến động của người trong danh sách đã đối khớp | class: sensitive | retention: by kind | basis: QĐ 06/QĐ-TTg';
create index member_change_by_list on matching.member_change (list_id, noticed_at, id);

create table matching.list_export (
  id uuid primary key,
  list_id uuid not null references matching.list (id),
  agency_id uuid not null,
  format text not null check (format in ('xlsx', 'csv')),
  state text not null check (state in ('queued', 'ready', 'failed')),
  object_id uuid,
  file_name text,
  rows int not null,
  requested_by uuid,
  requested_at timestamptz not null,
  finished_at timestamptz
);
comment on table matching.list_export is 'Tệp danh sách đã làm sạch, xuất theo yêu cầu | class: personal | retention: 30 days | basis: QĐ 06/QĐ-TTg';
create index list_export_by_list on matching.list_export (list_id, requested_at);

create table matching.population_change (
  event_id uuid primary key,
  person_id uuid not null,
  recorded_at timestamptz not null
);
comment on table matching.population_change is 'Người có thay đổi, để bộ đối khớp đọc lại | class: technical | retention: 2 days | basis: vận hành';
create index population_change_by_time on matching.population_change (recorded_at);
