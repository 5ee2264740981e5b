-- How administrators find accounts: by the beginning of a name, and in the order of one. Paging goes on from the last row
-- of a page, so each order ends in the id.
create index account_username_prefix on account (username_key text_pattern_ops);
create index account_email_prefix on account (email_key text_pattern_ops);
create index account_name_prefix on account (lower(name) text_pattern_ops);
create index account_name_order on account (lower(name), id);
create index account_created_order on account (created_at, id);
create index account_disabled on account (username_key) where not enabled;
