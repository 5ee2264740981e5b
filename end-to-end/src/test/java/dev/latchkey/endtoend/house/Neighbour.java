package dev.latchkey.endtoend.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** Another Latchkey, at which the house is one application among others: with a database, keys and people of its own. */
public final class Neighbour {

    /** How the house calls it in addresses. */
    public static final String NAME = "neighbour";

    private final URI issuer;
    private final Client house;
    private final Account admin = Account.withSecondFactor("admin");
    private final List<Account> people = List.of(
            Account.withPassword(RandomText.username()),
            Account.withPassword(RandomText.username()),
            Account.withPassword(RandomText.username()),
            Account.withPassword(RandomText.username()));
    private final ApplicationProcess process;

    /** @param folder where what it is told at the start may lie */
    Neighbour(URI issuer, URI house, Path folder, Function<Map<String, String>, ApplicationProcess> application) {
        this.issuer = issuer;
        this.house = new Client("house", RandomText.clientSecret(), house);
        Path bootstrap = folder.resolve("neighbour.yaml");
        write(bootstrap);
        this.process = application.apply(Map.of(
                "AUTH_PORT", House.port(issuer),
                "LATCHKEY_ISSUER", issuer.toString(),
                "LATCHKEY_BOOTSTRAP_LOCATION", bootstrap.toUri().toString()));
    }

    /** JSON is YAML. */
    private void write(Path bootstrap) {
        List<Map<String, ?>> accounts = new ArrayList<>();
        people.forEach(person -> accounts.add(account(person, List.of("USER"))));
        Map<String, Object> administrator = new LinkedHashMap<>(account(admin, List.of("USER", "ADMIN")));
        administrator.put("totp_secret", admin.totpSecret().orElseThrow());
        accounts.add(administrator);
        String way = house.address() + "/login/federated/" + NAME;
        Map<String, ?> client = Map.of(
                "client_id",
                house.id(),
                "client_secret",
                house.secret(),
                "client_name",
                "House",
                "redirect_uris",
                List.of(way + "/callback"),
                "post_logout_redirect_uris",
                List.of(house.address() + "/logout/done"),
                "backchannel_logout_uri",
                way + "/logout",
                "backchannel_logout_session_required",
                true,
                "grant_types",
                List.of("authorization_code"),
                "scope",
                "openid profile email",
                "token_endpoint_auth_method",
                "client_secret_basic");
        try {
            Files.writeString(
                    bootstrap,
                    JsonMapper.shared().writeValueAsString(Map.of("accounts", accounts, "clients", List.of(client))));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static Map<String, ?> account(Account account, List<String> roles) {
        return Map.of(
                "username",
                account.username(),
                "email",
                account.email(),
                "email_verified",
                true,
                "name",
                "Nina Neighbour",
                "password",
                account.password(),
                "roles",
                roles);
    }

    public URI issuer() {
        return issuer;
    }

    /** As which the house is known there. */
    public Client house() {
        return house;
    }

    public Account admin() {
        return admin;
    }

    /** People that only one test knows; they have accounts there and none in the house. */
    public Account person(int number) {
        return people.get(number);
    }

    public void start() {
        process.start();
        process.awaitReady();
    }

    public void stop() {
        process.stop();
    }
}
