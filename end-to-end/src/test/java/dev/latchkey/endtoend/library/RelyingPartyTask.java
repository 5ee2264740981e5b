package dev.latchkey.endtoend.library;

import dev.latchkey.endtoend.house.Account;
import dev.latchkey.endtoend.house.Authenticator;
import dev.latchkey.endtoend.house.Client;
import dev.latchkey.endtoend.house.House;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a script that plays the relying party has to know: the server, the clients, and a person who signs in. */
public final class RelyingPartyTask {

    private RelyingPartyTask() {}

    public static Map<String, ?> as(Account account, House house) {
        return as(account, house, "openid profile email notes:read offline_access");
    }

    public static Map<String, ?> as(Account account, House house, String scope) {
        return Map.of(
                "issuer", house.issuer().toString(),
                "resource", house.notesApi().toString(),
                "client", client(house.demo()),
                "introspectionClient", client(house.notesApiClient()),
                "serviceClient", client(house.service()),
                "scope", scope,
                "account", person(account));
    }

    private static Map<String, String> client(Client client) {
        return Map.of(
                "id", client.id(),
                "secret", client.secret(),
                "redirectUri", client.redirectUri().toString());
    }

    private static Map<String, String> person(Account account) {
        Map<String, String> person = new LinkedHashMap<>();
        person.put("username", account.username());
        person.put("password", account.password());
        account.authenticator().map(Authenticator::nextCode).ifPresent(code -> person.put("code", code));
        return person;
    }
}
