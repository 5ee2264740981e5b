-- When an application last made use of what it was allowed. Grants know it while they live; what a grant that is swept away
-- knew stays with the consent, so that no application that is used every week looks like one that nobody uses.
alter table oauth_consent add column last_used_at timestamptz;

create function keep_last_use() returns trigger language plpgsql as $$
begin
    update oauth_consent o set last_used_at = greatest(o.last_used_at, u.last_used_at)
    from (select account_id, client_id, max(last_used_at) as last_used_at from gone group by account_id, client_id) u
    where o.account_id = u.account_id and o.client_id = u.client_id;
    return null;
end $$;

create trigger oauth_grant_keep_last_use after delete on oauth_grant
    referencing old table as gone for each statement execute function keep_last_use();

-- Who was told that an application nobody used is going to lose its access.
create table unused_access_notice (
    account_id  uuid        not null references account (id) on delete cascade,
    client_id   uuid        not null references client (id) on delete cascade,
    told_at     timestamptz not null,
    primary key (account_id, client_id)
);
