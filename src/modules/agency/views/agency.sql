create or replace view agency_pub.agency with (security_invoker = true) as
  select id, key, code, name, name_en, short_name, kind, parent_key, places, valid_from, valid_to from agency.agency;
