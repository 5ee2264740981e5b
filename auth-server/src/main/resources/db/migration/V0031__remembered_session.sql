-- A session whose person asked to be kept signed in: longer times, nothing else.
alter table browser_session add column remembered boolean not null default false;
