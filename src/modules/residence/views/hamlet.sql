-- Open households by commune and hamlet, never a person.
create or replace view residence_pub.hamlet with (security_invoker = true) as
  select place_code, hamlet, count(*)::int as households
    from residence.household where closed_on is null group by place_code, hamlet;
