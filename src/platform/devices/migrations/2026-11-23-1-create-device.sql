create table devices.device (
  id uuid primary key,
  name text not null,
  kind text not null check (kind in ('reader', 'kiosk', 'validator', 'handheld')),
  agency_id uuid,
  public_key text not null unique,
  paired_by uuid not null,
  paired_at timestamptz not null,
  revoked_at timestamptz,
  revoked_reason text
);
comment on table devices.device is 'Thiết bị đã ghép nối | class: technical | retention: 5 years | basis: NĐ 85/2016/NĐ-CP';
create index device_by_agency on devices.device (agency_id, paired_at);

create table devices.device_state (
  device_id uuid primary key references devices.device (id),
  last_sequence bigint not null,
  last_seen_at timestamptz not null,
  version text not null
);
comment on table devices.device_state is 'Trạng thái của thiết bị | class: technical | retention: 5 years | basis: NĐ 85/2016/NĐ-CP';

-- A one-time code, shown once; only its hash is kept.
create table devices.pairing (
  id uuid primary key,
  code_hash bytea not null unique,
  name text not null,
  kind text not null,
  agency_id uuid,
  opened_by uuid not null,
  opened_at timestamptz not null,
  expires_at timestamptz not null,
  device_id uuid references devices.device (id)
);
comment on table devices.pairing is 'Mã ghép nối thiết bị dùng một lần | class: technical | retention: 1 year | basis: NĐ 85/2016/NĐ-CP';
