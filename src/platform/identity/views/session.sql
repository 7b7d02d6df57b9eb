-- Sign-ins by day, never whose: by kind of account and VNeID level. Sessions are kept 90 days after their end.
create or replace view identity_pub.session with (security_invoker = true) as
  select kind, (started_at at time zone 'Asia/Ho_Chi_Minh')::date as day, coalesce(account_level, 0) as account_level,
         count(*)::bigint as sessions
    from identity.session group by 1, 2, 3;
