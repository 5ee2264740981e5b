-- What is said of providers that speak SAML. Their metadata is fetched or was pasted; the sealed secret of such a provider is our
-- own key, by which it knows requests to be ours.
create table saml_provider (
    provider_id        uuid     primary key references identity_provider (id) on delete cascade,
    metadata_url       text     not null,
    metadata           text     not null,
    subject_attribute  text     not null,
    email_attribute    text     not null,
    sign_requests      boolean  not null
);

-- An answer that was posted from another site comes without this browser's cookies: it waits here until the browser that was sent
-- comes for it with a request of its own.
alter table federated_request add column answer text;
