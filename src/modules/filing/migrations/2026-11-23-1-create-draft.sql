-- What a person began to fill in: kept until filed, thrown away, or 90 days untouched.
create table filing.draft (
  id uuid primary key,
  filer_person_id uuid not null,
  filer_relation text not null check (filer_relation in ('self', 'parent', 'guardian', 'director', 'authorised')),
  applicant_person_id uuid,
  applicant_organisation_id uuid,
  applicant_name text not null,
  procedure_code text not null,
  procedure_version int not null,
  -- answers typed, by field; what registers said, by register
  answers jsonb not null,
  known jsonb not null,
  page text,
  version int not null,
  created_at timestamptz not null,
  saved_at timestamptz not null,
  dossier_id uuid,
  check (applicant_person_id is not null or applicant_organisation_id is not null)
);
comment on table filing.draft is 'Hồ sơ đang soạn | class: personal | retention: 90 days | basis: NĐ 45/2020/NĐ-CP';
create index draft_by_filer on filing.draft (filer_person_id, saved_at desc) where dossier_id is null;

create table filing.attachment (
  id uuid primary key,
  draft_id uuid not null references filing.draft (id) on delete cascade,
  component_key text not null,
  file_id uuid not null,
  file_name text not null,
  media_type text not null,
  bytes bigint not null,
  pages int,
  uploaded_at timestamptz not null
);
comment on table filing.attachment is 'Tệp của hồ sơ đang soạn | class: personal | retention: 90 days | basis: NĐ 45/2020/NĐ-CP';
create index attachment_by_draft on filing.attachment (draft_id, component_key);
