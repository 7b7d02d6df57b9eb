create or replace view programme_pub.model with (security_invoker = true) as
  select m.handbook, m.plan, m.group_code, m.title, m.short_title, m.readiness, m.is_free, m.needs_assessment,
         r.state, r.since, r.lead_agency_id, r.assessed_on,
         (select count(*)::integer from programme.step s where s.handbook = m.handbook) as steps,
         (select count(*)::integer from programme.step s where s.handbook = m.handbook and s.done_on is not null) as steps_done
    from programme.model m join programme.model_run r on r.handbook = m.handbook;

-- A task is done in a period by done_on; late on a day when due_on lies before it and it was not done by then.
create or replace view programme_pub.task with (security_invoker = true) as
  select id, handbook, title, agency_id, with_agency_ids, plan_unit, plan_role, state, start_on, plan_due_on, due_on, done_on,
         stuck_on, stuck_reason, decision_id, is_demonstration, created_at
    from programme.task where state <> 'dropped';

create or replace view programme_pub.step with (security_invoker = true) as
  select id, handbook, number, text, agency_id, done_on from programme.step;

create or replace view programme_pub.obstacle with (security_invoker = true) as
  select id, handbook, task_id, agency_id, kind, severity, text, proposal, raised_on, resolved_on, resolution from programme.obstacle;

create or replace view programme_pub.decision with (security_invoker = true) as
  select d.id, d.handbook, d.number, d.text, m.held_on, m.title as meeting, m.number as meeting_number
    from programme.decision d join programme.meeting m on m.id = d.meeting_id;

create or replace view programme_pub.extension with (security_invoker = true) as
  select id, task_id, agency_id, from_due_on, to_due_on, reason, state, asked_at, decided_at from programme.extension;

create or replace view programme_pub.agency_activity with (security_invoker = true) as
  select agency_id, max(at) as last_at from programme.event where by_own_agency group by agency_id;

create or replace view programme_pub.site with (security_invoker = true) as
  select id, handbook, kind, name, place_code, agency_id, reader_qr, reader_chip, handheld, kiosk, camera, pos, installed, surveyed_on
    from programme.site where removed_on is null;
