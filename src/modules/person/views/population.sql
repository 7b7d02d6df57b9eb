-- The living population by commune, sex and year of birth, never a person. One pass over the register: for the night.
create or replace view person_pub.population with (security_invoker = true) as
  select home_place as place, sex, birth_year, count(*)::bigint as persons
    from person.person where state = 'alive' group by home_place, sex, birth_year;
