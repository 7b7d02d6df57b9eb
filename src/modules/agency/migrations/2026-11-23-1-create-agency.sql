create table agency.agency (
  id uuid primary key,
  key text not null unique,
  code text,
  provisional boolean not null,
  name text not null,
  name_en text not null,
  short_name text,
  kind text not null,
  parent_key text,
  dossier_prefix text,
  places text[] not null,
  fields text[] not null,
  valid_from date not null,
  valid_to date,
  search_text text not null,
  source text not null,
  verified boolean not null,
  note text,
  check (valid_to is null or valid_to > valid_from)
);
comment on table agency.agency is 'Cơ quan nhà nước | class: public | retention: permanent | basis: QĐ 20/2020/QĐ-TTg, NĐ 118/2025/NĐ-CP';
create index agency_by_kind on agency.agency (kind);

create table agency.succession (
  on_day date not null,
  from_key text not null,
  to_key text not null,
  scope text[] not null,
  law text[] not null,
  source text not null,
  verified boolean not null,
  note text,
  primary key (on_day, from_key, to_key)
);
comment on table agency.succession is 'Kế thừa giữa các cơ quan | class: public | retention: permanent | basis: NQ 202/2025/QH15, NĐ 118/2025/NĐ-CP';

create table agency.staff (
  id uuid primary key,
  person_id uuid,
  full_name text not null,
  search_text text not null,
  email text,
  phone text,
  added_at timestamptz not null,
  added_by uuid
);
comment on table agency.staff is 'Cán bộ, công chức, viên chức | class: personal | retention: 70 years | basis: Luật Cán bộ, công chức; Luật Lưu trữ 33/2024/QH15';
create unique index staff_by_person on agency.staff (person_id) where person_id is not null;

create table agency.term (
  id uuid primary key,
  staff_id uuid not null references agency.staff (id),
  agency_id uuid not null references agency.agency (id),
  role text not null,
  title text not null,
  valid_from date not null,
  valid_to date,
  decision text,
  granted_at timestamptz not null,
  granted_by uuid,
  ended_at timestamptz,
  ended_by uuid,
  end_reason text,
  check (valid_to is null or valid_to >= valid_from)
);
comment on table agency.term is 'Nhiệm kỳ, vai trò của cán bộ tại cơ quan | class: personal | retention: 70 years | basis: Luật Cán bộ, công chức; Luật Lưu trữ 33/2024/QH15';
create index term_by_staff on agency.term (staff_id);
create index term_by_agency on agency.term (agency_id, role);
