package dev.latchkey.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.client.ManagedClient;
import dev.latchkey.auth.client.ManagedClients;
import dev.latchkey.auth.testing.AuthServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.transaction.support.TransactionTemplate;

/** What is written is read as the same again. */
class BootstrapExportTests {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(LATCHKEY_CLIENT_SECRET_\\w+)}");

    private final AuthServer server = AuthServer.running();
    private final BootstrapExport export = server.bean(BootstrapExport.class);

    @Test
    void isTheSameAfterAnImportIntoAnEmptyServer() {
        Map<String, Object> secrets = new TreeMap<>();
        ConfigurableEnvironment environment = server.bean(ConfigurableEnvironment.class);
        server.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            status.setRollbackOnly();
            server.database()
                    .sql("update client set enabled = false where client_id = 'odd'")
                    .update();
            String before = export.write(all());
            VARIABLE.matcher(before)
                    .results()
                    .forEach(found -> secrets.put(found.group(1), "s".repeat(20) + UUID.randomUUID()));
            environment.getPropertySources().addFirst(new MapPropertySource("exported", secrets));
            server.database().sql("delete from client").update();
            server.database().sql("delete from resource").update();
            server.database().sql("delete from scope").update();
            assertThat(all()).isEmpty();

            server.bean(Bootstrap.class).apply(new ByteArrayResource(before.getBytes(StandardCharsets.UTF_8)));

            assertThat(export.write(all())).isEqualTo(before);
            assertThat(before)
                    .contains("client_id: \"partner\"", "enabled: false", "identifier: \"https://notes.test\"");
            assertThat(secrets).isNotEmpty();
        });
        environment.getPropertySources().remove("exported");
    }

    private List<ManagedClient> all() {
        return server
                .database()
                .sql("select id from client order by client_id collate \"C\"")
                .query(UUID.class)
                .list()
                .stream()
                .map(id -> server.bean(ManagedClients.class).find(id).orElseThrow())
                .toList();
    }
}
