-- Who belongs to which household at present, without names.
create or replace view residence_pub.member with (security_invoker = true) as
  select s.person_id, h.place_code, h.hamlet, s.kind
    from residence.stay s join residence.household h on h.id = s.household_id
   where s.valid_to is null;
