-- One row per check of a card at a desk: what was established, never the data it was established from.
create table identity_check.identity_check (
  id uuid primary key,
  officer_id uuid not null,
  agency_id uuid,
  purpose_code text not null,
  case_ref text,
  -- erased when a chip has answered
  nonce bytea,
  opened_at timestamptz not null,
  expires_at timestamptz not null,
  state text not null check (state in ('open', 'answered', 'refused')),
  level text check (level in ('I0', 'I1', 'I2', 'I3', 'I4', 'I5')),
  method text check (method in ('typed', 'qr', 'chip')),
  findings jsonb not null,
  document_type text,
  document_expiry date,
  -- keyed fingerprint: tells whether two readings name one number, and nothing else
  number_key uuid,
  number_hint text,
  person_id uuid,
  population text check (population in ('matched', 'differs', 'unverified')),
  trust_by text,
  signer_country text,
  device_id uuid,
  device_sequence bigint,
  reading_hash bytea unique,
  sod_hash bytea,
  answered_at timestamptz,
  face_score double precision,
  face_threshold double precision,
  face_model text,
  face_decision text check (face_decision in ('matched', 'officer_matched', 'officer_refused')),
  face_consented_at timestamptz,
  face_at timestamptz,
  used_ref text,
  used_at timestamptz
);
comment on table identity_check.identity_check is 'Lượt kiểm tra căn cước | class: personal | retention: 5 years | basis: Luật Căn cước 26/2023/QH15 Đ.22; Luật BVDLCN 91/2025/QH15';
create index identity_check_by_officer on identity_check.identity_check (officer_id, opened_at);
create index identity_check_by_person on identity_check.identity_check (person_id, opened_at);

create table identity_check.trust_certificate (
  sha256 text primary key,
  kind text not null check (kind in ('anchor', 'link', 'pin')),
  country text not null,
  subject text not null,
  certificate bytea not null,
  not_after timestamptz not null,
  source text not null,
  recorded_at timestamptz not null,
  withdrawn_at timestamptz
);
comment on table identity_check.trust_certificate is 'Chứng thư cơ quan phát hành căn cước, hộ chiếu | class: public | retention: permanent | basis: ICAO Doc 9303-12';

create table identity_check.revocation_list (
  sha256 text primary key,
  issuer text not null,
  list bytea not null,
  this_update timestamptz not null,
  next_update timestamptz,
  recorded_at timestamptz not null
);
comment on table identity_check.revocation_list is 'Danh sách thu hồi chứng thư ký căn cước | class: public | retention: permanent | basis: ICAO Doc 9303-12';
