-- At each start, before anything else is tried.
do $$
begin
    if current_setting('server_version_num')::integer < 160000 then
        raise exception 'Latchkey needs PostgreSQL 16 or newer; this is %', current_setting('server_version');
    end if;
end
$$;
