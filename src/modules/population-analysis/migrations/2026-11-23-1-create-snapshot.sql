create table population_analysis.release_rule (
  valid_from date primary key,
  least int not null check (least between 2 and 100),
  hamlets boolean not null,
  source text not null,
  verified boolean not null
);
comment on table population_analysis.release_rule is 'Quy tắc công bố số liệu dân cư theo ngày hiệu lực | class: public | retention: permanent | basis: Luật Thống kê 89/2015/QH13; Luật BVDLCN 91/2025/QH15';
insert into population_analysis.release_rule values
  ('2025-07-01', 5, true, 'Ngưỡng thông dụng trong thống kê; tỉnh quyết định, chưa đối chiếu văn bản', false);

create table population_analysis.snapshot (
  id uuid primary key,
  day date not null,
  taken_at timestamptz not null,
  least int not null,
  persons int not null,
  households int not null,
  unplaced int not null,
  hidden int not null,
  withheld text[] not null,
  state text not null check (state in ('held', 'open')),
  opened_at timestamptz,
  opened_by uuid
);
comment on table population_analysis.snapshot is 'Lần chốt số liệu dân cư | class: public | retention: permanent | basis: Luật Thống kê 89/2015/QH13';
comment on column population_analysis.snapshot.unplaced is 'Người đang sống chưa có nơi cư trú trong tỉnh';
create index snapshot_by_day on population_analysis.snapshot (day, taken_at);

create table population_analysis.figure (
  snapshot_id uuid not null references population_analysis.snapshot (id) on delete cascade,
  place_code text not null,
  measure text not null check (measure in ('persons', 'sex', 'broad', 'age', 'ethnicity', 'households', 'hamlet', 'hamlet_households')),
  category text not null,
  sex text not null,
  value int,
  state text not null check (state in ('held', 'open')),
  primary key (snapshot_id, measure, place_code, category, sex)
);
comment on table population_analysis.figure is 'Số liệu dân cư đã che ô nhỏ (value rỗng: không nêu) | class: public | retention: ngày: 62 ngày, đầu tháng: permanent | basis: Luật Thống kê 89/2015/QH13';
