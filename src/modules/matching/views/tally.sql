-- Rows of sector lists by kind and commune, as counted while they are judged: never a row, no pass over the lists.
create or replace view matching_pub.tally with (security_invoker = true) as
  select l.kind_key, t.agency_id, t.commune_code as place, l.state <> 'draft' as is_started, t.matched,
         t.fresh + t.matched + t.not_found + t.to_judge + t.second_look + t.third_look + t.needs_papers as rows,
         t.to_judge + t.second_look + t.third_look as waiting
    from matching.tally t join matching.list l on l.id = t.list_id;
