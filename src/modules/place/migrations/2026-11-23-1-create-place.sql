create table place.unit (
  code text not null,
  valid_from date not null,
  valid_to date,
  name text not null,
  level text not null check (level in ('province', 'district', 'commune')),
  type text not null,
  parent text,
  former_province text,
  agency_code text,
  area_km2 double precision,
  lat double precision,
  lon double precision,
  neighbours text[] not null,
  aliases text[] not null,
  source text not null,
  verified boolean not null,
  note text,
  primary key (code, valid_from),
  check (valid_to is null or valid_to > valid_from)
);
comment on table place.unit is 'Đơn vị hành chính | class: public | retention: permanent | basis: NQ 202/2025/QH15, NQ 1660/NQ-UBTVQH15';
create index unit_by_parent on place.unit (parent);

create table place.change (
  on_day date not null,
  from_code text not null,
  to_code text not null,
  kind text not null check (kind in ('whole', 'partial', 'unchanged', 'renamed')),
  hint text,
  source text not null,
  verified boolean not null,
  note text,
  primary key (on_day, from_code, to_code)
);
comment on table place.change is 'Thay đổi đơn vị hành chính | class: public | retention: permanent | basis: NQ 1660/NQ-UBTVQH15';
create index change_by_target on place.change (to_code);
