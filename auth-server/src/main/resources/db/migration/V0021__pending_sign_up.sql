-- Sign-ups whose address has not been confirmed. There is no account before: nobody can prepare one for somebody else's
-- address. An address that has an account already is kept here like any other, so that no answer, no time and no name that is
-- taken tells the difference; such a row is never confirmed.
create table pending_sign_up (
    id               uuid        primary key,
    handle_hash      bytea       not null unique, -- what the browser has
    link_hash        bytea       not null unique, -- what the mail has
    link_expires_at  timestamptz not null,
    code_hash        bytea       not null,        -- keyed: six digits are guessed from a plain hash
    code_expires_at  timestamptz not null,
    code_attempts    integer     not null,
    username         text        not null,
    username_key     text        not null constraint pending_sign_up_username_key_unique unique,
    email            text        not null,
    email_key        text        not null,
    name             text        not null,
    birthdate        date,
    password_hash    text        not null,
    language         text        not null,
    address_known    boolean     not null,
    expires_at       timestamptz not null
);

create index pending_sign_up_email on pending_sign_up (email_key);
create index pending_sign_up_expires on pending_sign_up (expires_at);
