create table organisation.organisation (
  id uuid primary key,
  kind text not null check (kind in ('enterprise', 'household_business', 'cooperative', 'association', 'other')),
  name text not null,
  search_key text collate "C" not null,
  short_name text,
  founded_on date,
  place_code text,
  address text not null,
  fields text[] not null,
  state text not null check (state in ('active', 'suspended', 'dissolved')),
  ended_on date,
  end_reason text,
  version int not null,
  recorded_at timestamptz not null,
  check ((state = 'dissolved') = (ended_on is not null))
);
comment on table organisation.organisation is 'Tổ chức, doanh nghiệp, hộ kinh doanh | class: public | retention: permanent | basis: Luật Doanh nghiệp 59/2020/QH14; NĐ 168/2025/NĐ-CP';
comment on column organisation.organisation.search_key is 'Tên gấp không dấu, để tìm';
create index organisation_by_search_key on organisation.organisation (search_key);
create index organisation_by_name_token on organisation.organisation using gin (string_to_array(search_key, ' '));

-- What a change replaced, and since when the new value counts.
create table organisation.change (
  id uuid primary key,
  organisation_id uuid not null references organisation.organisation (id),
  field text not null check (field in ('name', 'short_name', 'address', 'place_code', 'fields', 'state')),
  former text not null,
  new_value text not null,
  valid_from date not null,
  decision text,
  recorded_at timestamptz not null
);
comment on table organisation.change is 'Lịch sử thay đổi đăng ký | class: public | retention: permanent | basis: Luật Doanh nghiệp 59/2020/QH14 Đ.30-31';
create index change_by_organisation on organisation.change (organisation_id, valid_from);

create table organisation.identifier (
  id uuid primary key,
  organisation_id uuid not null references organisation.organisation (id),
  type text not null check (type in ('tax_code', 'business_number', 'household_business_number', 'cooperative_number')),
  lookup uuid not null,
  sealed bytea not null,
  hint text not null,
  valid_from date not null,
  valid_to date,
  recorded_at timestamptz not null
);
comment on table organisation.identifier is 'Mã số thuế, mã số doanh nghiệp | class: personal | retention: permanent | basis: Luật Quản lý thuế 38/2019/QH14 Đ.35; Luật Doanh nghiệp 59/2020/QH14 Đ.29';
comment on column organisation.identifier.sealed is 'Số đã mã hóa; mã số thuế của hộ kinh doanh là số định danh của chủ hộ';
create unique index identifier_in_force on organisation.identifier (lookup) where valid_to is null;
create index identifier_by_organisation on organisation.identifier (organisation_id);

create table organisation.establishment (
  id uuid primary key,
  organisation_id uuid not null references organisation.organisation (id),
  kind text not null,
  name text not null,
  place_code text,
  address text not null,
  manager_person_id uuid,
  valid_from date not null,
  valid_to date,
  recorded_at timestamptz not null
);
comment on table organisation.establishment is 'Cơ sở, địa điểm hoạt động | class: public | retention: permanent | basis: Luật Doanh nghiệp 59/2020/QH14 Đ.44-45';
create index establishment_by_organisation on organisation.establishment (organisation_id);
create index establishment_by_place on organisation.establishment (place_code, kind);

create table organisation.licence (
  id uuid primary key,
  organisation_id uuid not null references organisation.organisation (id),
  establishment_id uuid references organisation.establishment (id),
  kind text not null,
  number text not null,
  issued_by text not null,
  valid_from date not null,
  valid_to date,
  revoked_on date,
  revoke_reason text,
  recorded_at timestamptz not null
);
comment on table organisation.licence is 'Giấy phép, giấy chứng nhận đủ điều kiện | class: public | retention: permanent | basis: luật chuyên ngành của từng loại giấy phép';
create index licence_by_organisation on organisation.licence (organisation_id);

create table organisation.representative (
  id uuid primary key,
  organisation_id uuid not null references organisation.organisation (id),
  person_id uuid not null,
  title text not null,
  valid_from date not null,
  valid_to date,
  source text not null,
  end_reason text,
  recorded_at timestamptz not null,
  check (valid_to is null or valid_to >= valid_from)
);
comment on table organisation.representative is 'Người đại diện theo pháp luật | class: personal | retention: permanent | basis: Luật Doanh nghiệp 59/2020/QH14 Đ.12; BLDS 91/2015/QH13 Đ.137';
create index representative_by_person on organisation.representative (person_id);
create index representative_by_organisation on organisation.representative (organisation_id);

-- A person, or an organisation by its representative, lets another person act: for named procedures or for all, until a day.
create table organisation.authorisation (
  id uuid primary key,
  grantor_person_id uuid,
  grantor_organisation_id uuid references organisation.organisation (id),
  grantor_name text not null,
  holder_person_id uuid not null,
  holder_name text not null,
  granted_by uuid not null,
  procedures text[],
  reason text not null,
  text_version text not null,
  valid_from date not null,
  valid_to date not null,
  granted_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid,
  end_reason text,
  check ((grantor_person_id is null) <> (grantor_organisation_id is null)),
  check (grantor_person_id is distinct from holder_person_id),
  check (valid_to > valid_from)
);
comment on table organisation.authorisation is 'Ủy quyền nộp và theo dõi hồ sơ | class: personal | retention: 10 years | basis: BLDS 91/2015/QH13 Đ.138, Đ.562-569';
comment on column organisation.authorisation.procedures is 'Mã thủ tục được ủy quyền; null là mọi thủ tục';
create index authorisation_by_holder on organisation.authorisation (holder_person_id);
create index authorisation_by_grantor on organisation.authorisation (grantor_person_id);
create index authorisation_by_organisation on organisation.authorisation (grantor_organisation_id);
create index authorisation_by_end on organisation.authorisation (valid_to) where ended_at is null;

create table organisation.succession (
  from_id uuid not null references organisation.organisation (id),
  to_id uuid not null references organisation.organisation (id),
  kind text not null check (kind in ('merger', 'consolidation', 'division', 'separation', 'conversion')),
  valid_from date not null,
  decision text not null,
  recorded_at timestamptz not null,
  primary key (from_id, to_id),
  check (from_id <> to_id)
);
comment on table organisation.succession is 'Kế thừa giữa các tổ chức | class: public | retention: permanent | basis: Luật Doanh nghiệp 59/2020/QH14 Đ.198-205';

-- Officers find an organisation by name: words in any order, the beginning of the name first.
create function organisation.search_names(words text[], most int) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, organisation, access set plan_cache_mode = force_custom_plan as $$
declare
  phrase text collate "C" := array_to_string(words, ' ');
  found uuid[];
begin
  if access.actor_kind() not in ('staff', 'system') or coalesce(cardinality(words), 0) = 0 then return; end if;
  found := array(select o.id from organisation.organisation o
    where o.search_key >= phrase and o.search_key < phrase || '{' order by o.search_key limit most);
  if cardinality(found) < most then
    found := found || array(select o.id from organisation.organisation o
      where string_to_array(o.search_key, ' ') @> words and not o.id = any (found) limit most - cardinality(found));
  end if;
  return query select unnest(found);
end $$;
alter function organisation.search_names(text[], int) owner to serepok_definer;
grant select on organisation.organisation to serepok_definer;
