create or replace view place_pub.change with (security_invoker = true) as
  select on_day, from_code, to_code, kind from place.change;
