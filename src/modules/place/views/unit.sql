-- Units with their days of validity, for maps and figures by place; -infinity: since before the records begin.
create or replace view place_pub.unit with (security_invoker = true) as
  select code, valid_from, valid_to, name, level, type, parent, former_province, area_km2, lat, lon, neighbours
    from place.unit;
