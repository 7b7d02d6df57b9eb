-- One row per holder check at a desk: what came of it. No picture, no template of a face.
create table holder_check.holder_check (
  id uuid primary key,
  identity_check_id uuid not null,
  officer_id uuid not null,
  person_id uuid,
  challenge text[] not null,
  opened_at timestamptz not null,
  expires_at timestamptz not null,
  state text not null check (state in ('open', 'matched', 'for_officer', 'officer_matched', 'officer_refused')),
  attempts int not null default 0,
  score double precision,
  threshold double precision,
  model text,
  findings text[] not null default '{}',
  consented_at timestamptz,
  decided_at timestamptz,
  reason text,
  -- the machine compares only with consent; an officer's eyes need none
  check (state not in ('matched', 'for_officer') or consented_at is not null)
);
comment on table holder_check.holder_check is 'Lượt đối chiếu người mang thẻ | class: personal | retention: 5 years | basis: Luật Căn cước 26/2023/QH15 Đ.22; Luật BVDLCN 91/2025/QH15';
create index holder_check_by_identity_check on holder_check.holder_check (identity_check_id);
create index holder_check_by_person on holder_check.holder_check (person_id, opened_at);

create table holder_check.threshold (
  id uuid primary key,
  model text not null,
  value double precision not null check (value between -1 and 1),
  false_match_rate double precision not null,
  false_non_match_rate double precision not null,
  genuine_pairs int not null,
  impostor_pairs int not null,
  source text not null,
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  approved_by uuid,
  approved_at timestamptz,
  check (approved_by is null or approved_by <> proposed_by),
  check ((approved_by is null) = (approved_at is null))
);
comment on table holder_check.threshold is 'Ngưỡng đối chiếu khuôn mặt | class: public | retention: permanent | basis: cấu hình của tỉnh';
create index threshold_in_force on holder_check.threshold (model, approved_at);
