-- What can be asked for, in words that a person reads on the consent page. The scopes of OpenID Connect exist without a row.
create table scope (
    name        text    primary key,
    title       text    not null,
    description text    not null,
    sensitive   boolean not null
);

-- Protected resources (RFC 8707): the identifier becomes the audience of access tokens.
create table resource (
    identifier text primary key
);

create table resource_scope (
    identifier text not null references resource (identifier) on delete cascade,
    scope      text not null references scope (name),
    primary key (identifier, scope)
);

-- Which clients may introspect tokens of this audience. By name: a resource can be declared before its client.
create table resource_introspection_client (
    identifier text not null references resource (identifier) on delete cascade,
    client_id  text not null,
    primary key (identifier, client_id)
);
