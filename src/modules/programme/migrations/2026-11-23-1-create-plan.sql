create table programme.model (
  handbook integer primary key,
  plan integer,
  group_code text not null check (group_code in ('I', 'II', 'III', 'IV', 'V')),
  title text not null,
  short_title text not null,
  goal text not null,
  readiness text not null check (readiness in ('now', 'half_year', 'select_unit')),
  is_free boolean not null,
  needs_assessment boolean not null,
  lead_units text[] not null,
  search_text text not null
);
comment on table programme.model is 'Mô hình Đề án 06 | class: public | retention: permanent | basis: QĐ 06/QĐ-TTg; Kế hoạch phối hợp 132/2023';

create table programme.assessment (
  id uuid primary key,
  handbook integer not null references programme.model (handbook),
  assessed_on date not null,
  is_passed boolean not null,
  number text not null,
  assessor text not null,
  findings text not null,
  design_fingerprint text,
  valid_to date,
  file_object_id uuid,
  file_name text,
  recorded_at timestamptz not null,
  recorded_by uuid,
  unique (id, handbook, is_passed, assessed_on),
  check (valid_to is null or valid_to > assessed_on)
);
comment on table programme.assessment is 'Đánh giá an toàn thông tin của mô hình | class: technical | retention: permanent | basis: Kế hoạch phối hợp 132/2023; Luật An ninh mạng 116/2025/QH15';
create index assessment_by_model on programme.assessment (handbook);

-- A model in operation names an assessment that was passed, of the same model, on or before the day it began.
create table programme.model_run (
  handbook integer primary key references programme.model (handbook),
  state text not null check (state in ('not_started', 'preparing', 'piloting', 'in_operation', 'suspended')),
  since date not null,
  lead_agency_id uuid,
  assessment_id uuid,
  assessment_passed boolean check (assessment_passed),
  assessed_on date,
  version integer not null,
  changed_at timestamptz not null,
  changed_by uuid,
  foreign key (assessment_id, handbook, assessment_passed, assessed_on)
    references programme.assessment (id, handbook, is_passed, assessed_on),
  check (state <> 'in_operation'
         or (assessment_id is not null and assessment_passed is not null and assessed_on is not null and assessed_on <= since)),
  check ((assessment_id is null) = (assessment_passed is null) and (assessment_id is null) = (assessed_on is null))
);
comment on table programme.model_run is 'Tình trạng triển khai mô hình | class: technical | retention: permanent | basis: Kế hoạch phối hợp 132/2023';

create table programme.setting (
  key text not null,
  value integer not null check (value >= 0),
  valid_from date not null,
  set_at timestamptz not null,
  set_by uuid,
  primary key (key, valid_from)
);
comment on table programme.setting is 'Ngưỡng theo dõi của cơ quan thường trực | class: technical | retention: permanent | basis: Kế hoạch phối hợp 132/2023';
