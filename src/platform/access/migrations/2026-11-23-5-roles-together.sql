-- The same for several roles at once: a policy asks once instead of once per role.
create function access.has_any_role(wanted text[]) returns boolean language sql stable parallel safe as $$
  select 'anyone' = any (wanted) or access.actor_kind() = any (wanted) or access.terms() ?| wanted
$$;
-- Plain expressions, so that the planner puts them in place of the call: ids and codes hold no quote, bracket or space.
create or replace function access.agencies(of_role text) returns uuid[] language sql stable parallel safe as $$
  select coalesce(translate(access.terms() -> of_role ->> 'agencies', '[]" ', '{}'), '{}')::uuid[]
$$;
create or replace function access.places(of_role text) returns text[] language sql stable parallel safe as $$
  select coalesce(translate(access.terms() -> of_role ->> 'places', '[]" ', '{}'), '{}')::text[]
$$;
