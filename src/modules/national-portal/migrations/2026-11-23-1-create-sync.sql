-- What the national gateway was last told of each case, and what came from it.
create table national_portal.sync (
  dossier_id uuid primary key,
  gateway_code text not null unique,
  sent_state int,
  attempts int not null,
  last_error text,
  synced_at timestamptz
);
comment on table national_portal.sync is 'Đồng bộ Cổng Dịch vụ công quốc gia | class: technical | retention: 10 years | basis: NĐ 118/2025/NĐ-CP; QĐ 29/2026/QĐ-TTg';
create table national_portal.intake (
  gateway_code text primary key,
  dossier_id uuid not null,
  received_at timestamptz not null
);
comment on table national_portal.intake is 'Hồ sơ nhận từ Cổng quốc gia | class: technical | retention: 10 years | basis: QĐ 29/2026/QĐ-TTg';
