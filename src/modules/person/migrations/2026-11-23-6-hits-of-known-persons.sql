-- Masked rows of persons that the matching engine found: the same gate as a search by name, in the order asked.
create function person.hits_of(wanted uuid[])
returns table (id uuid, full_name text, birth_year int, sex text, home_place text, state text, number_hint text)
language sql stable security definer set search_path = pg_catalog, person, access as $$
  select p.id, p.full_name, p.birth_year, p.sex, p.home_place, p.state,
         (select i.hint from person.identifier i
           where i.person_id = p.id and i.type = 'personal_number' and i.state = 'valid' limit 1)
    from unnest(wanted) with ordinality as f (id, position) join person.person p on p.id = f.id
   where person.may_search() and cardinality(wanted) <= 100
   order by f.position
$$;
alter function person.hits_of(uuid[]) owner to serepok_definer;
