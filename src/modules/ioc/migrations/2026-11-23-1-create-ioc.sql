-- Every version of a layout is kept; the newest of a key is in force.
create table ioc.layout (
  key text not null,
  version int not null,
  audience text not null check (audience in ('display', 'staff')),
  body jsonb not null,
  owner text not null,
  saved_at timestamptz not null,
  saved_by uuid,
  primary key (key, version)
);
comment on table ioc.layout is 'Bố cục màn hình điều hành | class: technical | retention: permanent | basis: QĐ 06/QĐ-TTg; Kế hoạch 132/KH-UBND mục III';

-- What a page of a layout shows now, put together by a job; a screen reads one row.
create table ioc.board (
  layout_key text not null,
  page int not null,
  layout_version int not null,
  body jsonb not null,
  made_at timestamptz not null,
  primary key (layout_key, page)
);
comment on table ioc.board is 'Trang màn hình đã dựng sẵn | class: technical | retention: until replaced | basis: vận hành';

create table ioc.alert (
  id uuid primary key,
  kind text not null check (kind in ('threshold', 'silent', 'stale')),
  indicator_key text not null,
  place text not null,
  title jsonb not null,
  value double precision,
  bound double precision,
  side text check (side in ('below', 'above')),
  owner text not null,
  state text not null check (state in ('open', 'acknowledged', 'resolved')),
  raised_at timestamptz not null,
  seen_at timestamptz not null,
  acknowledged_at timestamptz,
  acknowledged_by uuid,
  resolved_at timestamptz,
  resolved_by uuid,
  note text,
  version int not null
);
comment on table ioc.alert is 'Cảnh báo điều hành | class: technical | retention: 10 years | basis: Kế hoạch 132/KH-UBND mục III';
create unique index alert_running on ioc.alert (kind, indicator_key, place) where state <> 'resolved';
create index alert_by_raised on ioc.alert (raised_at);

-- A wall screen: paired by a code of ten minutes, known by a token of which only the hash is kept.
create table ioc.display (
  id uuid primary key,
  name text not null,
  layout_key text not null,
  code_hash bytea,
  code_until timestamptz,
  token_hash bytea unique,
  made_at timestamptz not null,
  made_by uuid,
  paired_at timestamptz,
  seen_at timestamptz,
  revoked_at timestamptz,
  revoked_by uuid
);
comment on table ioc.display is 'Màn hình treo tường | class: technical | retention: 5 years | basis: vận hành';
create unique index display_by_code on ioc.display (code_hash) where code_hash is not null;

create table ioc.boundary (
  id uuid primary key,
  name text not null,
  source text not null,
  body jsonb not null,
  points_read int not null,
  points_kept int not null,
  imported_at timestamptz not null,
  imported_by uuid,
  used_from timestamptz,
  used_until timestamptz
);
comment on table ioc.boundary is 'Ranh giới do tỉnh cung cấp, đã giản lược | class: public | retention: permanent | basis: NQ 1660/NQ-UBTVQH15';
create unique index boundary_in_use on ioc.boundary ((true)) where used_from is not null and used_until is null;
