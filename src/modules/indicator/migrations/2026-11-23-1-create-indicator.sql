-- Published versions of a definition are never overwritten.
create table indicator.definition (
  key text not null,
  version int not null,
  body jsonb not null,
  hash text not null,
  published_at timestamptz not null,
  primary key (key, version)
);
comment on table indicator.definition is 'Định nghĩa chỉ số | class: public | retention: permanent | basis: QĐ 766/QĐ-TTg; Kế hoạch 132/KH-UBND';

-- One figure of a day, a place and a unit, as it was computed at an instant. A later computing that finds something else ends the
-- row and adds another: what was known on any day stays readable. '' in place or unit: not told apart by it.
create table indicator.value (
  indicator_key text not null,
  day date not null,
  place text not null,
  unit text not null,
  computed_at timestamptz not null,
  superseded_at timestamptz,
  definition_version int not null,
  numerator double precision not null,
  denominator double precision,
  source_rows bigint not null,
  computation_id uuid not null,
  primary key (indicator_key, day, place, unit, computation_id)
);
comment on table indicator.value is 'Giá trị chỉ số theo ngày, địa bàn, đơn vị | class: technical | retention: permanent | basis: Kế hoạch 132/KH-UBND mục III';
-- One value holds at a time; sums over days are read along it.
create unique index value_now on indicator.value (indicator_key, day, place, unit) include (numerator, denominator) where superseded_at is null;

-- A day of an indicator was computed: places and units without a row had nothing then. A day without a row here is missing.
create table indicator.covered_day (
  indicator_key text not null,
  day date not null,
  computed_at timestamptz not null,
  primary key (indicator_key, day)
);
comment on table indicator.covered_day is 'Ngày đã tính của chỉ số | class: technical | retention: permanent | basis: Kế hoạch 132/KH-UBND mục III';

-- A run asks for several computations, one per source view; each commits by itself, so that a killed one is done again alone.
create table indicator.run (
  id uuid primary key,
  asked_by uuid,
  asked_at timestamptz not null,
  from_day date not null,
  to_day date not null,
  parts int not null
);
comment on table indicator.run is 'Lượt tính chỉ số | class: technical | retention: 5 years | basis: vận hành';

create table indicator.computation (
  id uuid primary key,
  run_id uuid not null references indicator.run (id),
  part int not null,
  source_view text not null,
  from_day date not null,
  to_day date not null,
  state text not null check (state in ('done', 'failed')),
  fault text,
  source_rows bigint not null,
  changed_values bigint not null,
  computed_at timestamptz not null,
  unique (run_id, part)
);
comment on table indicator.computation is 'Phần tính chỉ số theo nguồn | class: technical | retention: 5 years | basis: vận hành';

-- A figure typed by a unit: corrected by a new row, confirmed by a second person.
create table indicator.figure (
  id uuid primary key,
  indicator_key text not null,
  period_from date not null,
  period_to date not null,
  place text not null,
  unit_id uuid not null,
  numerator double precision not null,
  denominator double precision,
  note text not null,
  evidence_file_id uuid,
  evidence_name text,
  entered_by uuid not null,
  entered_at timestamptz not null,
  replaces_id uuid references indicator.figure (id),
  confirmed_by uuid,
  confirmed_at timestamptz,
  superseded_at timestamptz,
  check (period_to >= period_from),
  check (confirmed_by is null or confirmed_by <> entered_by)
);
comment on table indicator.figure is 'Số liệu nhập tay | class: technical | retention: permanent | basis: Kế hoạch 132/KH-UBND mục III';
create unique index figure_current on indicator.figure (indicator_key, period_from, period_to, place, unit_id) where superseded_at is null;
