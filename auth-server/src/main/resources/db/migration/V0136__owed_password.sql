-- A session that was opened with a password that everybody knows serves nothing before there is another one.
alter table browser_session add column password_owed boolean not null default false;
