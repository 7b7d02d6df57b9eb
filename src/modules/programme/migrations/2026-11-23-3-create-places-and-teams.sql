create table programme.site (
  id uuid primary key,
  handbook integer not null references programme.model (handbook),
  kind text not null,
  name text not null,
  place_code text,
  place_name text not null,
  address text not null,
  agency_id uuid not null,
  reader_qr integer not null check (reader_qr between 0 and 9999),
  reader_chip integer not null check (reader_chip between 0 and 9999),
  handheld integer not null check (handheld between 0 and 9999),
  kiosk integer not null check (kiosk between 0 and 9999),
  camera integer not null check (camera between 0 and 9999),
  pos integer not null check (pos between 0 and 9999),
  installed integer not null check (installed >= 0),
  surveyed_on date not null,
  note text not null,
  removed_on date,
  is_demonstration boolean not null,
  version integer not null,
  changed_at timestamptz not null,
  changed_by uuid,
  search_text text not null,
  check (installed <= reader_qr + reader_chip + handheld + kiosk + camera + pos)
);
comment on table programme.site is 'Cơ sở đã khảo sát và thiết bị cần có | class: technical | retention: permanent | basis: Cẩm nang hướng dẫn triển khai 43 mô hình (2023)';
create index site_by_model on programme.site (handbook);
create unique index site_once on programme.site (handbook, search_text, coalesce(place_code, '')) where removed_on is null;

create table programme.team (
  id uuid primary key,
  level text not null check (level in ('province', 'commune', 'community')),
  name text not null,
  place_code text,
  place_name text not null,
  agency_id uuid,
  decision text not null,
  valid_from date not null,
  valid_to date,
  is_demonstration boolean not null,
  version integer not null,
  search_text text not null,
  check (valid_to is null or valid_to > valid_from)
);
comment on table programme.team is 'Tổ công tác Đề án 06, tổ công nghệ số cộng đồng | class: public | retention: permanent | basis: QĐ 06/QĐ-TTg; Kế hoạch phối hợp 132/2023';
create index team_by_place on programme.team (place_code);

create table programme.member (
  id uuid primary key,
  team_id uuid not null references programme.team (id),
  full_name text not null,
  position text not null,
  role text not null check (role in ('head', 'deputy', 'secretary', 'member')),
  valid_from date not null,
  valid_to date,
  end_reason text,
  search_text text not null,
  added_at timestamptz not null,
  added_by uuid,
  check (valid_to is null or valid_to >= valid_from)
);
comment on table programme.member is 'Thành viên tổ công tác | class: personal | retention: 10 years | basis: QĐ 06/QĐ-TTg; Kế hoạch phối hợp 132/2023';
create index member_by_team on programme.member (team_id);

create table programme.member_contact (
  member_id uuid primary key references programme.member (id),
  phone text,
  email text
);
comment on table programme.member_contact is 'Liên hệ của thành viên tổ công tác | class: personal | retention: 10 years | basis: QĐ 06/QĐ-TTg; Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15';
