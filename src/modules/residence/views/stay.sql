-- Running registrations by commune and kind, never a person. One pass over the register: for the night.
create or replace view residence_pub.stay with (security_invoker = true) as
  select place_code as place, kind, count(*)::bigint as persons
    from residence.stay where valid_to is null group by place_code, kind;
