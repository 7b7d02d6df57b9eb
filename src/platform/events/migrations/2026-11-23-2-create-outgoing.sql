-- Events that wait for the relay, in the order of their commits within a stream.
create table events.outgoing (
  position bigint generated always as identity primary key,
  event_id uuid not null references events.event (id)
);
comment on table events.outgoing is 'Sự kiện chờ chuyển | class: technical | retention: until done | basis: vận hành';
