-- The picture on the button of a provider, drawn by this server from what an administrator uploaded; name is the SHA-256 of the file.
create table provider_logo (
    provider_id  uuid   primary key references identity_provider (id) on delete cascade,
    name         text   not null,
    png          bytea  not null
);

create index provider_logo_name on provider_logo (name);
