-- Changes of address that wait for the new address to be confirmed: one for an account, the newest.
create table email_change (
    account_id    uuid        primary key references account (id) on delete cascade,
    link_hash     bytea       not null unique,
    email         text        not null,
    email_key     text        not null,
    from_key      text        not null, -- the address it leads away from
    address_known boolean     not null, -- it is somebody else's; never confirmed
    expires_at    timestamptz not null
);

-- What the old address was told: with this link the change is undone.
create table email_change_undo (
    link_hash  bytea       primary key,
    account_id uuid        not null references account (id) on delete cascade,
    email      text        not null,
    changed_at timestamptz not null,
    expires_at timestamptz not null
);

create index email_change_expires on email_change (expires_at);
create index email_change_undo_account on email_change_undo (account_id);
create index email_change_undo_expires on email_change_undo (expires_at);
