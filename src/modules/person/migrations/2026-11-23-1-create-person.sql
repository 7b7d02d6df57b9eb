create table person.person (
  id uuid primary key,
  full_name text not null,
  family_name text not null,
  middle_name text not null,
  given_name text not null,
  search_key text collate "C" not null,
  sex text not null check (sex in ('male', 'female', 'unknown')),
  birth_year int not null,
  birth_month int check (birth_month between 1 and 12),
  birth_day int check (birth_day between 1 and 31),
  ethnicity text not null,
  religion text,
  nationality text not null,
  marital_status text not null check (marital_status in ('single', 'married', 'widowed', 'divorced', 'unknown')),
  birth_place_code text,
  birth_place text,
  hometown text,
  home_place text,
  father_name text,
  mother_name text,
  state text not null check (state in ('alive', 'deceased', 'moved_away')),
  died_on date,
  moved_away_on date,
  version int not null,
  recorded_at timestamptz not null,
  check (birth_day is null or birth_month is not null),
  check ((state = 'deceased') = (died_on is not null))
);
comment on table person.person is 'Cá nhân | class: sensitive | retention: permanent | basis: Luật Căn cước 26/2023/QH15; Luật BVDLCN 91/2025/QH15';
comment on column person.person.search_key is 'Tên gấp không dấu, để tìm';
comment on column person.person.home_place is 'Mã đơn vị hành chính nơi cư trú hiện nay, do module residence giữ';
create index person_by_search_key on person.person (search_key, birth_year);
create index person_by_name_token on person.person using gin (string_to_array(search_key, ' '));
create index person_by_home_place on person.person (home_place, birth_year);

create table person.former_name (
  id uuid primary key,
  person_id uuid not null references person.person (id),
  full_name text not null,
  valid_to date not null,
  reason text not null,
  recorded_at timestamptz not null
);
comment on table person.former_name is 'Họ tên trước đây | class: personal | retention: permanent | basis: Luật Hộ tịch 60/2014/QH13 Đ.26';
create index former_name_by_person on person.former_name (person_id);

create table person.identifier (
  id uuid primary key,
  person_id uuid not null references person.person (id),
  type text not null check (type in ('personal_number', 'cmnd9', 'passport', 'tax_code', 'social_insurance', 'health_card', 'driving_licence', 'origin_certificate')),
  lookup uuid not null,
  sealed bytea not null,
  hint text not null,
  state text not null check (state in ('valid', 'cancelled', 'expired')),
  valid_from date,
  valid_to date,
  reason text,
  recorded_at timestamptz not null,
  check (valid_to is null or valid_from is null or valid_to >= valid_from)
);
comment on table person.identifier is 'Số định danh và giấy tờ tùy thân | class: sensitive | retention: permanent | basis: Luật Căn cước 26/2023/QH15 Đ.12';
comment on column person.identifier.lookup is 'Dấu vân tay có khóa (HMAC) của loại và số: để tìm bằng nhau, không suy ra được số';
comment on column person.identifier.sealed is 'Số đã mã hóa AES-256-GCM';
comment on column person.identifier.hint is 'Số đã che';
create unique index identifier_by_lookup on person.identifier (lookup);
create index identifier_by_person on person.identifier (person_id);

create table person.kinship (
  id uuid primary key,
  person_id uuid not null references person.person (id),
  relative_id uuid not null references person.person (id),
  kind text not null check (kind in ('father', 'mother', 'spouse', 'guardian')),
  valid_from date,
  valid_to date,
  source text not null,
  recorded_at timestamptz not null,
  check (person_id <> relative_id)
);
comment on table person.kinship is 'Quan hệ nhân thân (relative là kind của person) | class: sensitive | retention: permanent | basis: Luật Hộ tịch 60/2014/QH13; BLDS 91/2015/QH13';
create index kinship_by_person on person.kinship (person_id);
create index kinship_by_relative on person.kinship (relative_id);

create table person.contact (
  id uuid primary key,
  person_id uuid not null references person.person (id),
  kind text not null check (kind in ('phone', 'email')),
  value text not null,
  verified_at timestamptz,
  valid_from date,
  valid_to date,
  recorded_at timestamptz not null
);
comment on table person.contact is 'Liên lạc | class: personal | retention: 5 years | basis: sự đồng ý của chủ thể dữ liệu';
create index contact_by_person on person.contact (person_id);
