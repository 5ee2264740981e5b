-- The audit trail can be added to, and loses whole months when they are old. Nothing in it is changed or taken out: not by
-- the application, and not by who got hold of its connection. That holds fully where the application's role does not own
-- the tables (docs/audit.md); where it does, this stops every statement short of one that alters the table.
create function security_event_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'the audit trail is append-only' using errcode = 'insufficient_privilege';
end
$$;

create trigger security_event_unchanged before update or delete on security_event
    for each row execute function security_event_is_append_only();
create trigger security_event_whole before truncate on security_event
    for each statement execute function security_event_is_append_only();
create trigger security_event_whole before truncate on security_event_default
    for each statement execute function security_event_is_append_only();

-- Makes the partitions of some months, in UTC, that are not there yet. A month whose events have gone to the default
-- partition already stays there.
create function security_event_prepare(first_month date, months integer) returns integer
    language plpgsql security definer set search_path from current as $$
declare
    month      date;
    partition  text;
    begins     timestamptz;
    ends       timestamptz;
    made       integer := 0;
begin
    perform pg_advisory_xact_lock(hashtext('security_event_partitions'));
    for i in 0 .. months - 1 loop
        month := (date_trunc('month', first_month) + make_interval(months => i))::date;
        partition := 'security_event_' || to_char(month, 'YYYY_MM');
        begins := month::timestamp at time zone 'UTC';
        ends := (month + interval '1 month') at time zone 'UTC';
        if to_regclass(partition) is null
           and not exists (select 1 from security_event_default where occurred_at >= begins and occurred_at < ends) then
            execute format('create table %I partition of security_event for values from (%L) to (%L)',
                           partition, begins, ends);
            execute format('create trigger security_event_whole before truncate on %I
                            for each statement execute function security_event_is_append_only()', partition);
            made := made + 1;
        end if;
    end loop;
    return made;
end
$$;

-- Drops the months that were over before the given time, which is at least 30 days ago: nobody empties the trail with this.
create function security_event_forget(before timestamptz) returns integer
    language plpgsql security definer set search_path from current as $$
declare
    month    record;
    dropped  integer := 0;
begin
    if before > now() - interval '30 days' then
        raise exception 'the audit trail is kept for at least 30 days' using errcode = 'insufficient_privilege';
    end if;
    perform pg_advisory_xact_lock(hashtext('security_event_partitions'));
    for month in
        select c.relname as partition from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'security_event'::regclass and c.relname ~ '^security_event_\d{4}_\d{2}$'
          and (to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month') at time zone 'UTC' <= before
    loop
        execute format('drop table %I', month.partition);
        dropped := dropped + 1;
    end loop;
    if (select max(occurred_at) from security_event_default) < before then
        drop table security_event_default;
        create table security_event_default partition of security_event default;
        create trigger security_event_whole before truncate on security_event_default
            for each statement execute function security_event_is_append_only();
        dropped := dropped + 1;
    end if;
    return dropped;
end
$$;

revoke all on function security_event_prepare(date, integer), security_event_forget(timestamptz) from public;

select security_event_prepare((now() at time zone 'UTC')::date, 4);
