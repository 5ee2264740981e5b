-- The last three standard claims of the scope profile (OpenID Connect Core, section 5.1).
alter table account_profile
    add column middle_name text,
    add column profile     text,
    add column picture     text;
