-- The language in which the owner asked for the deletion: the last mail comes when nobody is there to be asked.
alter table account_deletion add column language text not null default 'en';
