create table dossier.dossier (
  id uuid primary key,
  code text not null unique,
  procedure_code text not null,
  procedure_version int not null,
  title_vi text not null,
  title_en text not null,
  channel text not null check (channel in ('online', 'counter', 'postal', 'kiosk', 'national')),
  legal_day date not null,
  applicant_person_id uuid,
  applicant_organisation_id uuid,
  applicant_name text not null,
  applicant_kind text not null check (applicant_kind in ('person', 'organisation')),
  filer_person_id uuid,
  filer_relation text not null,
  helper_staff_id uuid,
  receiving_agency_id uuid not null,
  deciding_agency_id uuid not null,
  basis_id uuid not null,
  national_code text,
  -- projection of dossier.event, written in the same transaction; `rebuildProjection` computes it anew
  business text not null,
  money text not null,
  delivery text not null,
  sync text not null,
  step text,
  step_role text,
  handling_agency_id uuid not null,
  assignee_id uuid,
  is_open boolean not null,
  submitted_at timestamptz not null,
  received_at timestamptz,
  reply_due_at timestamptz,
  due_at timestamptz,
  -- what the queue sorts by: the reply before receipt, the result afterwards; null when no clock runs
  next_due_at timestamptz,
  finished_at timestamptz,
  fee_amount bigint not null,
  paid_amount bigint not null,
  version int not null,
  check (applicant_person_id is not null or applicant_organisation_id is not null)
);
comment on table dossier.dossier is 'Hồ sơ thủ tục hành chính | class: personal | retention: 10 years | basis: NĐ 118/2025/NĐ-CP; Luật Lưu trữ 33/2024';
create index dossier_queue on dossier.dossier (handling_agency_id, business, next_due_at, id) where is_open;
create index dossier_due on dossier.dossier (handling_agency_id, next_due_at, id) where is_open;
create index dossier_assignee on dossier.dossier (assignee_id, next_due_at, id) where is_open;
create index dossier_finished on dossier.dossier (handling_agency_id, finished_at desc, id) where not is_open;
create index dossier_receiving on dossier.dossier (receiving_agency_id, submitted_at desc, id);
create index dossier_of_applicant on dossier.dossier (applicant_person_id, submitted_at desc, id);
create index dossier_of_filer on dossier.dossier (filer_person_id, submitted_at desc, id);
create index dossier_of_organisation on dossier.dossier (applicant_organisation_id, submitted_at desc, id);
create index dossier_to_sync on dossier.dossier (sync, id) where sync in ('queued', 'failed');

-- The record: append-only, one row per thing that happened.
create table dossier.event (
  id uuid primary key,
  dossier_id uuid not null references dossier.dossier (id),
  seq int not null,
  type text not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id uuid,
  agency_id uuid,
  data jsonb not null,
  unique (dossier_id, seq)
);
comment on table dossier.event is 'Diễn biến hồ sơ | class: personal | retention: 10 years | basis: NĐ 118/2025/NĐ-CP';

-- What was filed: the answers with where each came from, fixed at filing; supplements add new rows.
create table dossier.content (
  dossier_id uuid not null references dossier.dossier (id),
  seq int not null,
  answers jsonb not null,
  claims jsonb not null,
  context jsonb not null,
  filed_at timestamptz not null,
  primary key (dossier_id, seq)
);
comment on table dossier.content is 'Nội dung đã nộp | class: personal | retention: 10 years | basis: NĐ 118/2025/NĐ-CP';

create table dossier.component (
  dossier_id uuid not null references dossier.dossier (id),
  key text not null,
  position int not null,
  name_vi text not null,
  name_en text not null,
  proved_by text not null check (proved_by in ('form', 'data', 'upload', 'consent', 'vault', 'nothing')),
  statement_vi text,
  statement_en text,
  source jsonb,
  is_optional boolean not null,
  primary key (dossier_id, key)
);
comment on table dossier.component is 'Thành phần hồ sơ | class: personal | retention: 10 years | basis: NĐ 118/2025/NĐ-CP; NQ 66.7/2025/NQ-CP';

create table dossier.attachment (
  id uuid primary key,
  dossier_id uuid not null references dossier.dossier (id),
  component_key text not null,
  file_id uuid not null,
  file_name text not null,
  media_type text not null,
  bytes bigint not null,
  pages int,
  uploaded_at timestamptz not null
);
comment on table dossier.attachment is 'Tệp đính kèm hồ sơ | class: personal | retention: 10 years | basis: NĐ 118/2025/NĐ-CP';
create index attachment_by_dossier on dossier.attachment (dossier_id, component_key);

-- Papers the office made for this case: forms 01–05 and the result.
create table dossier.document (
  id uuid primary key,
  dossier_id uuid not null references dossier.dossier (id),
  kind text not null check (kind in ('receipt', 'supplement-request', 'refusal', 'apology', 'stop', 'control-sheet', 'result', 'appeal-receipt')),
  name_vi text not null,
  name_en text not null,
  number text,
  file_id uuid not null,
  bytes bigint not null,
  signed boolean not null,
  verification_code text,
  event_id uuid not null,
  issued_at timestamptz not null
);
comment on table dossier.document is 'Văn bản của cơ quan trong hồ sơ | class: personal | retention: 10 years | basis: TT 03/2025/TT-VPCP';
create index document_by_dossier on dossier.document (dossier_id, issued_at);
-- A form is made once for the event that calls for it, however often the job runs.
create unique index document_once on dossier.document (event_id, kind);

-- Daily numbers per agency: dossier codes and document numbers. Taken in the transaction that uses them.
create table dossier.counter (
  name text not null,
  period text not null,
  last int not null,
  primary key (name, period)
);
comment on table dossier.counter is 'Bộ đếm số hồ sơ, số văn bản | class: technical | retention: permanent | basis: TT 03/2025/TT-VPCP';
