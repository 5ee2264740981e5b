-- Every grant has a place in the token status lists: its access tokens say where to look. In the order in which grants are
-- made, and never given twice.
create sequence status_list_index cache 1 minvalue 0 start with 0;

alter table oauth_grant add column status_index bigint not null default nextval('status_list_index');

-- Places whose access tokens do not count any more, as long as one of them could still be alive.
create table status_list_revocation (
    index       bigint primary key,
    revoked_at  timestamptz not null
);

create index status_list_revocation_revoked on status_list_revocation (revoked_at);

-- Whoever ends a grant, by whichever statement, ends what its access tokens are good for: with the account or the client that
-- is deleted, too.
create function note_status_list_revocation() returns trigger language plpgsql as $$
begin
    insert into status_list_revocation (index, revoked_at) values (old.status_index, now()) on conflict do nothing;
    return null;
end
$$;

create trigger oauth_grant_revoked after update of revoked_at on oauth_grant
    for each row when (old.revoked_at is null and new.revoked_at is not null)
    execute function note_status_list_revocation();

create trigger oauth_grant_deleted after delete on oauth_grant
    for each row when (old.revoked_at is null and old.expires_at > now())
    execute function note_status_list_revocation();
