-- Published rows are never overwritten: a correction is a new row, and the latest published one of a key counts
-- (position tells two of one instant apart).
create table calendar.opening_hours (
  id uuid primary key,
  position bigint generated always as identity,
  agency_id uuid,
  valid_from date not null,
  valid_to date,
  week jsonb not null,
  source text not null,
  verified boolean not null,
  content_hash text not null,
  published_at timestamptz not null,
  published_by uuid,
  check (valid_to is null or valid_to > valid_from)
);
comment on table calendar.opening_hours is 'Giờ làm việc của cơ quan | class: public | retention: permanent | basis: BLLĐ 2019 Đ.105';
create index opening_hours_by_agency on calendar.opening_hours (agency_id, valid_from);

create table calendar.holiday_rule (
  id uuid primary key,
  position bigint generated always as identity,
  code text not null,
  valid_from date not null,
  valid_to date,
  name_vi text not null,
  name_en text not null,
  on_calendar text not null check (on_calendar in ('solar', 'lunar')),
  on_month int not null check (on_month between 1 and 12),
  on_day int not null check (on_day between 1 and 31),
  days_before int not null check (days_before >= 0),
  days_after int not null check (days_after >= 0),
  substitute boolean not null,
  decided_yearly boolean not null,
  source text not null,
  verified boolean not null,
  content_hash text not null,
  published_at timestamptz not null,
  published_by uuid,
  check (valid_to is null or valid_to > valid_from)
);
comment on table calendar.holiday_rule is 'Ngày nghỉ lễ theo luật | class: public | retention: permanent | basis: BLLĐ 2019 Đ.112';
create index holiday_rule_by_code on calendar.holiday_rule (code, valid_from);

create table calendar.notice (
  id uuid primary key,
  position bigint generated always as identity,
  code text not null,
  published_on date not null,
  title_vi text not null,
  title_en text not null,
  agency_ids uuid[],
  settles jsonb not null,
  replaces text[] not null,
  days jsonb not null,
  source text not null,
  verified boolean not null,
  content_hash text not null,
  published_at timestamptz not null,
  published_by uuid
);
comment on table calendar.notice is 'Thông báo nghỉ lễ, hoán đổi ngày làm việc | class: public | retention: permanent | basis: BLLĐ 2019 Đ.112 k.3';
create index notice_by_code on calendar.notice (code, published_at);
