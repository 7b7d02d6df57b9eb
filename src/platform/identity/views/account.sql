-- How many accounts there are, never whose. An account exists once its holder has signed in by VNeID.
create or replace view identity_pub.account with (security_invoker = true) as
  select organisation_id is not null as is_organisation,
         (created_at at time zone 'Asia/Ho_Chi_Minh')::date as created_day,
         (last_signed_in_at at time zone 'Asia/Ho_Chi_Minh')::date as last_used_day,
         count(*)::bigint as accounts
    from identity.account group by 1, 2, 3;
