create table residence.household (
  id uuid primary key,
  kind text not null check (kind in ('permanent', 'temporary')),
  place_code text not null,
  place_name text not null,
  hamlet text not null,
  detail text not null,
  head_person_id uuid,
  book_number text,
  opened_on date,
  closed_on date,
  recorded_at timestamptz not null
);
comment on table residence.household is 'Hộ | class: personal | retention: permanent | basis: Luật Cư trú 68/2020/QH14';
create index household_by_head on residence.household (head_person_id);
create index household_by_place on residence.household (place_code, hamlet);

create table residence.stay (
  id uuid primary key,
  person_id uuid not null,
  household_id uuid references residence.household (id),
  kind text not null check (kind in ('permanent', 'temporary')),
  relation text not null check (relation in ('head', 'spouse', 'child', 'child_in_law', 'parent', 'grandchild', 'sibling', 'grandparent', 'relative', 'tenant', 'guest')),
  place_code text,
  address text not null,
  valid_from date,
  valid_to date,
  source text not null,
  recorded_at timestamptz not null,
  check (valid_to is null or valid_from is null or valid_to >= valid_from)
);
comment on table residence.stay is 'Thường trú, tạm trú của một người | class: personal | retention: permanent | basis: Luật Cư trú 68/2020/QH14';
create index stay_by_person on residence.stay (person_id);
create index stay_by_household on residence.stay (household_id);
create unique index stay_one_permanent on residence.stay (person_id) where kind = 'permanent' and valid_to is null;

create table residence.absence (
  id uuid primary key,
  person_id uuid not null,
  valid_from date not null,
  valid_to date not null,
  reason text not null,
  destination text not null,
  recorded_at timestamptz not null,
  check (valid_to >= valid_from)
);
comment on table residence.absence is 'Khai báo tạm vắng | class: personal | retention: 10 years | basis: Luật Cư trú 68/2020/QH14 Đ.31';
create index absence_by_person on residence.absence (person_id);

-- Members of a household one of whose members the actor may see: themselves, a represented person, a person on the basis.
create function residence.household_members(wanted uuid)
returns table (person_id uuid, relation text, kind text, valid_from date)
language sql stable security definer set search_path = pg_catalog, residence, access as $$
  select s.person_id, s.relation, s.kind, s.valid_from from residence.stay s
   where s.household_id = wanted and s.valid_to is null
     and (access.actor_kind() = 'system'
          or exists (select 1 from residence.stay mine
                      where mine.household_id = wanted and mine.valid_to is null
                        and mine.person_id = any (access.persons() || access.basis_subjects())))
$$;
alter function residence.household_members(uuid) owner to serepok_definer;
grant select on residence.stay to serepok_definer;
