-- How administrators search the audit trail: from the newest back, and by who did it or by which application.
create index security_event_order on security_event (occurred_at desc, id desc);
create index security_event_actor_index on security_event (actor_id, occurred_at desc) where actor_id is not null;
create index security_event_client_index on security_event (client_id, occurred_at desc) where client_id is not null;
