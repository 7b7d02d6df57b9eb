create or replace view procedure_pub.listing with (security_invoker = true) as
  select code, essential_number, is_open, essential_number is not null as is_essential from procedure.listing;
