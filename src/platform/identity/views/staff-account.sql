create or replace view identity_pub.staff_account with (security_invoker = true) as
  select a.disabled_at is null as is_active,
         exists (select 1 from identity.passkey p where p.account_id = a.id) as has_passkey,
         count(*)::bigint as accounts
    from identity.staff_account a group by 1, 2;
