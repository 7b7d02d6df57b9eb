create or replace view residence_pub.household with (security_invoker = true) as
  select place_code as place, kind, count(*)::bigint as households
    from residence.household where closed_on is null group by place_code, kind;
