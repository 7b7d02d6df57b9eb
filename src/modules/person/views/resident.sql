-- Living persons without name or number, for figures of the population.
create or replace view person_pub.resident with (security_invoker = true) as
  select id, sex, birth_year, birth_month, birth_day, ethnicity, home_place from person.person where state = 'alive';
