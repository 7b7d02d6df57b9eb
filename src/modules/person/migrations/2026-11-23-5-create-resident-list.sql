-- The persons behind a figure of the population: masked rows, only on a basis, like a search. Age counts from the last
-- day of the known period of birth.
create function person.list_residents(
  wanted_place text, wanted_sex text, wanted_ethnicities text[], from_age int, to_age int, on_day date, after_id uuid, most int)
returns table (id uuid, full_name text, birth_year int, sex text, home_place text, state text, number_hint text)
language sql stable security definer set search_path = pg_catalog, person, access as $$
  select p.id, p.full_name, p.birth_year, p.sex, p.home_place, p.state,
         (select i.hint from person.identifier i
           where i.person_id = p.id and i.type = 'personal_number' and i.state = 'valid' limit 1)
    from person.person p
   where person.may_search() and p.state = 'alive' and p.home_place = wanted_place
     and (wanted_sex is null or p.sex = wanted_sex)
     and (wanted_ethnicities is null or p.ethnicity = any (wanted_ethnicities))
     and greatest(0, extract(year from on_day)::int - p.birth_year
           - case when (coalesce(p.birth_month, 12), coalesce(p.birth_day, 31))
                     > (extract(month from on_day)::int, extract(day from on_day)::int) then 1 else 0 end)
         between from_age and to_age
     and (after_id is null or p.id > after_id)
   order by p.id limit most
$$;
alter function person.list_residents(text, text, text[], int, int, date, uuid, int) owner to serepok_definer;
