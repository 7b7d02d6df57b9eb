-- The same for several roles at once: a policy asks once instead of once per role.
create function access.has_any_role(wanted text[]) returns boolean language sql stable parallel safe as $$
  select 'anyone' = any (wanted) or access.actor_kind() = any (wanted) or access.terms() ?| wanted
$$;
create function access.agencies_of(roles text[]) returns uuid[] language sql stable parallel safe as $$
  select coalesce(array_agg(agency::uuid), '{}')
    from unnest(roles) as role, jsonb_array_elements_text(access.terms() -> role -> 'agencies') as agency
$$;
create function access.places_of(roles text[]) returns text[] language sql stable parallel safe as $$
  select coalesce(array_agg(place), '{}')
    from unnest(roles) as role, jsonb_array_elements_text(access.terms() -> role -> 'places') as place
$$;
