-- One audited way to look for persons beyond row-level security: each function checks the basis itself.
create function person.may_search() returns boolean language sql stable set search_path = pg_catalog, access as $$
  select access.actor_kind() = 'system'
      or (access.actor_kind() = 'staff'
          and coalesce(access.basis_kind(), '') = any (array['case', 'purpose', 'warrant', 'break_glass']))
$$;

-- Names that begin with the phrase come first and stop early; then names that hold all words in any order,
-- unless every word is so common that they would tell nothing.
create function person.search_names(words text[], wanted_year int, most int)
returns table (id uuid, full_name text, birth_year int, sex text, home_place text, state text, number_hint text)
language plpgsql stable security definer
set search_path = pg_catalog, person, access set plan_cache_mode = force_custom_plan as $$
declare
  phrase text collate "C" := array_to_string(words, ' ');
  found uuid[];
begin
  if not person.may_search() or coalesce(cardinality(words), 0) = 0 then return; end if;
  if wanted_year is null then
    found := array(select p.id from person.person p
      where p.search_key >= phrase and p.search_key < phrase || '{' order by p.search_key, p.birth_year limit most);
  else
    found := array(select p.id from person.person p
      where p.search_key >= phrase and p.search_key < phrase || '{' and p.birth_year = wanted_year
      order by p.search_key, p.birth_year limit most);
  end if;
  if cardinality(found) < most and not words <@ array['nguyen', 'tran', 'le', 'pham', 'van', 'thi', 'y'] then
    found := found || array(select p.id from person.person p
      where string_to_array(p.search_key, ' ') @> words and (wanted_year is null or p.birth_year = wanted_year)
        and not p.id = any (found) limit most - cardinality(found));
  end if;
  return query
    select p.id, p.full_name, p.birth_year, p.sex, p.home_place, p.state,
           (select i.hint from person.identifier i
             where i.person_id = p.id and i.type = 'personal_number' and i.state = 'valid' limit 1)
      from unnest(found) with ordinality as f (id, position) join person.person p on p.id = f.id
     order by f.position;
end $$;

-- Who bears this number: for staff on a basis; for a citizen only themselves and those they represent.
create function person.find_identifier(wanted uuid)
returns table (person_id uuid, type text, state text)
language sql stable security definer set search_path = pg_catalog, person, access as $$
  select i.person_id, i.type, i.state from person.identifier i
   where i.lookup = wanted and (person.may_search() or i.person_id = any (access.persons()))
$$;

-- Number and name both known already: tells which registered person both belong to.
create function person.match_identifier(wanted uuid, wanted_key text)
returns table (person_id uuid, type text, state text)
language sql stable security definer set search_path = pg_catalog, person, access as $$
  select i.person_id, i.type, i.state
    from person.identifier i join person.person p on p.id = i.person_id
   where i.lookup = wanted and p.search_key = wanted_key collate "C" and access.actor_kind() <> 'anonymous'
$$;

alter function person.may_search() owner to serepok_definer;
alter function person.search_names(text[], int, int) owner to serepok_definer;
alter function person.find_identifier(uuid) owner to serepok_definer;
alter function person.match_identifier(uuid, text) owner to serepok_definer;
grant select on person.person, person.identifier to serepok_definer;
