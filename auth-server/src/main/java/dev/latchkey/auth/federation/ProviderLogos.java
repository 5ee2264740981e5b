package dev.latchkey.auth.federation;

import dev.latchkey.auth.image.ImageSource;
import dev.latchkey.auth.image.Logo;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The pictures on the buttons of providers. */
@Repository
class ProviderLogos implements ImageSource {

    private final JdbcClient jdbc;

    ProviderLogos(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<byte[]> find(String name) {
        return jdbc.sql("select png from provider_logo where name = :name limit 1")
                .param("name", name)
                .query((row, number) -> row.getBytes("png"))
                .optional();
    }

    /** Where they are shown, by provider. One without is not in the answer. */
    Map<UUID, String> paths() {
        Map<UUID, String> paths = new HashMap<>();
        jdbc.sql("select provider_id, name from provider_logo").query(row -> {
            paths.put(row.getObject("provider_id", UUID.class), Logo.path(row.getString("name")));
        });
        return paths;
    }

    void put(UUID providerId, Logo logo) {
        jdbc.sql("""
                        insert into provider_logo (provider_id, name, png) values (:provider, :name, :png)
                        on conflict (provider_id) do update set name = excluded.name, png = excluded.png
                        """)
                .param("provider", providerId)
                .param("name", logo.name())
                .param("png", logo.png())
                .update();
    }

    void remove(UUID providerId) {
        jdbc.sql("delete from provider_logo where provider_id = :provider")
                .param("provider", providerId)
                .update();
    }
}
