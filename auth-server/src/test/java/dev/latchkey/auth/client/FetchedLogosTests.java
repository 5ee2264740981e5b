package dev.latchkey.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.image.Logos;
import dev.latchkey.auth.testing.OutsideWorld;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestImages;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("PT-11, SS: the address of a logo is fetched by the server, and never by a person's browser")
class FetchedLogosTests {

    private final Story story = new Story();
    private final JdbcClient database = story.server().database();
    private final FetchedLogos fetched = story.server().bean(FetchedLogos.class);
    private final ClientLogos logos = story.server().bean(ClientLogos.class);
    private final Logos drawer = story.server().bean(Logos.class);
    private final OutsideWorld world = OutsideWorld.running();
    private final UUID client = UUID.randomUUID();

    @AfterEach
    void leaves() {
        database.sql("delete from client where id = :id").param("id", client).update();
    }

    @Test
    void isDrawnAnewAndShownFromHere() {
        String address = serving("image/png", TestImages.polyglot());
        registered(address);

        fetched.fetch();

        String path = logos.paths(List.of(client)).get(client);
        assertThat(path).matches("/images/[0-9a-f]{64}\\.png");
        assertThat(logos.find(path.substring(8, 72)).orElseThrow())
                .isEqualTo(drawer.draw(TestImages.png(64, 64)).png());
        assertThat(world.receivedAt(address))
                .hasSize(1)
                .first()
                .satisfies(
                        asked -> assertThat(asked.headers()).doesNotContainKeys("cookie", "authorization", "referer"));
    }

    @Test
    void isAskedForOnceAWeekHoweverOftenItIsWanted() {
        String address = serving("image/png", TestImages.png(32, 32));
        registered(address);

        fetched.fetch();
        fetched.fetch();
        assertThat(world.receivedAt(address)).hasSize(1);

        database.sql("update client_logo set fetched_at = now() - interval '8 days' where client_id = :id")
                .param("id", client)
                .update();
        fetched.fetch();
        assertThat(world.receivedAt(address)).hasSize(2);
    }

    @Test
    void isNotShownWhenItIsNoPicture() {
        for (byte[] content :
                new byte[][] {TestImages.svg(), TestImages.bomb(20_000, 20_000), new byte[Logos.MOST_BYTES + 1]}) {
            registered(serving("image/png", content));

            fetched.fetch();

            assertThat(logos.paths(List.of(client))).isEmpty();
            assertThat(asked()).isEqualTo(1);
            leaves();
        }
    }

    @Test
    @DisplayName("SS-01: an address inside the network is not asked")
    void isNotFetchedFromInside() {
        registered("https://127.0.0.1/logo.png");

        fetched.fetch();

        assertThat(logos.paths(List.of(client))).isEmpty();
        assertThat(asked()).as("it was tried, and is not tried every minute").isEqualTo(1);
    }

    @Test
    void makesWayForWhatWasUploadedAndGoesWithTheAddress() {
        String address = serving("image/png", TestImages.png(32, 32));
        registered(address);
        fetched.fetch();
        database.sql("update client set metadata = metadata - 'logo_uri' where id = :id")
                .param("id", client)
                .update();
        fetched.fetch();
        assertThat(logos.paths(List.of(client))).isEmpty();

        logos.upload(client, drawer.draw(TestImages.png(40, 40)));
        Map<UUID, String> uploaded = logos.paths(List.of(client));
        database.sql("update client set metadata = metadata || jsonb_build_object('logo_uri', :uri) where id = :id")
                .param("uri", address)
                .param("id", client)
                .update();
        fetched.fetch();
        assertThat(logos.paths(List.of(client))).isEqualTo(uploaded).hasSize(1);
    }

    private long asked() {
        return database.sql("select count(*) from client_logo where client_id = :id")
                .param("id", client)
                .query(Long.class)
                .single();
    }

    private String serving(String type, byte[] content) {
        return world.at(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
    }

    private void registered(String logoUri) {
        database.sql("""
                        insert into client (id, client_id, metadata, policy, trusted, enabled, created_at, updated_at, version)
                        values (:id, 'logo-' || :id, jsonb_build_object('client_name', 'Logo', 'logo_uri', :uri),
                                '{"lifetimes": {}}', false, true, now() - interval '10 years', now(), 0)
                        """).param("id", client).param("uri", logoUri).update();
    }
}
