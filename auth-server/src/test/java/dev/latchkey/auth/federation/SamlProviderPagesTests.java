package dev.latchkey.auth.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Story;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The pages on which administrators add, change and try SAML providers. */
class SamlProviderPagesTests {

    private static final String NEW = "/admin/identity-providers/new";

    private final Story story = new Story();
    private final AuthServer server = story.server();
    private final Providers providers = server.bean(Providers.class);
    private final SamlProviders saml = server.bean(SamlProviders.class);
    private final Browser admin = story.browserOf(story.newAccounts().administrator());

    @Test
    void addsAProviderByTheAddressOfItsMetadataOrByTheMetadataItself() throws Exception {
        try (StubSamlProvider stub = new StubSamlProvider(server)) {
            admin.open(NEW).open(NEW + "?kind=SAML");
            assertThat(admin.page().body()).contains("name=\"metadataUrl\"").doesNotContain("name=\"clientSecret\"");
            String name = newName();
            admin.submit(NEW, form(name, stub.entityId(), Map.of("metadataUrl", stub.url("/metadata"))));
            Provider added = providers.byName(name).orElseThrow();
            String path = "/admin/identity-providers/" + added.id();
            admin.open(path);
            assertThat(admin.page().body())
                    .contains("/login/federated/" + name + "/acs", "/login/federated/" + name + "/metadata")
                    .doesNotContain(server.bean(Providers.class).secretOf(added));
            admin.submit(path + "/test", Map.of());
            assertThat(admin.page().body()).contains("The provider answers, and");

            String key = providers.secretOf(added);
            admin.open(path).submit(path, form(name, stub.entityId(), Map.of("metadata", stub.metadata())));
            assertThat(saml.of(added.id()).orElseThrow().metadataUrl()).isEmpty();
            assertThat(saml.of(added.id()).orElseThrow().metadata()).contains(stub.entityId());
            assertThat(providers.secretOf(added)).as("our key there stays").isEqualTo(key);
            admin.open(path).submit(path + "/test", Map.of());
            assertThat(admin.page().body()).contains("The provider answers, and");

            admin.open(path).submit(path, form(name, stub.entityId(), Map.of("metadataUrl", stub.url("/elsewhere"))));
            admin.open(path).submit(path + "/test", Map.of());
            assertThat(admin.page().body()).contains("answer as one");
            admin.open("/admin/identity-providers").submit(path + "/state", Map.of("enabled", "false"));
        }
    }

    @Test
    void saysWhatIsWrongAndStoresNothing() throws Exception {
        try (StubSamlProvider stub = new StubSamlProvider(server)) {
            int before = providers.all().size();
            String small = stub.metadata().replaceAll("(?s)<md:KeyDescriptor.*</md:KeyDescriptor>", "");
            for (Map<String, String> wrong : java.util.List.of(
                    Map.of("metadataUrl", "", "metadata", ""),
                    Map.of("metadata", stub.metadata()),
                    Map.of("metadataUrl", "javascript:alert(1)"),
                    Map.of("metadataUrl", "ftp://sso.example.com/"),
                    Map.of("metadataUrl", "", "metadata", "not XML"),
                    Map.of("metadataUrl", "", "metadata", small),
                    Map.of("metadataUrl", "", "metadata", stub.metadata(), "issuer", "urn:somebody-else"),
                    Map.of(
                            "metadataUrl",
                            "",
                            "metadata",
                            "<!DOCTYPE x>" + stub.metadata().substring(22)),
                    Map.of(
                            "metadataUrl",
                            "",
                            "metadata",
                            stub.metadata().replace("entityID=", "validUntil=\"2020-01-01T00:00:00Z\" entityID=")),
                    Map.of(
                            "metadataUrl",
                            "",
                            "metadata",
                            stub.metadata().replace(stub.url("/sso"), "javascript:alert(1)")),
                    Map.of("issuer", ""),
                    Map.of("issuer", "with space"),
                    Map.of("subjectAttribute", "two words"),
                    Map.of("emailAttribute", "two words"),
                    Map.of("kind", "LDAP"))) {
                Map<String, String> form =
                        form(newName(), stub.entityId(), Map.of("metadataUrl", stub.url("/metadata")));
                form.putAll(wrong);
                admin.open(NEW + "?kind=SAML").submit(NEW, form);
                assertThat(admin.page().statusCode()).as(wrong.toString()).isEqualTo(400);
            }
            assertThat(providers.all()).hasSize(before);
        }
    }

    @Test
    void goesOnSpeakingSaml() throws Exception {
        try (StubSamlProvider stub = new StubSamlProvider(server)) {
            String path = "/admin/identity-providers/" + stub.provider().id();
            Map<String, String> form = form(stub.name(), "https://sso.example.com", Map.of());
            form.putAll(Map.of("kind", "OIDC", "clientId", "c", "clientSecret", "s", "scopes", "openid"));
            admin.open(path).submit(path, form);
            assertThat(admin.page().statusCode()).isEqualTo(400);
            assertThat(stub.provider().kind()).isEqualTo(ProviderKind.SAML);
        }
        assertThat(admin.open(NEW + "?kind=LDAP").page().body()).contains("name=\"clientSecret\"");
        assertThat(admin.open(NEW + "?kind=nothing").page().statusCode()).isEqualTo(400);
    }

    private static String newName() {
        return "saml-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private static Map<String, String> form(String name, String entityId, Map<String, String> more) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("name", name);
        form.put("title", "Added");
        form.put("kind", "SAML");
        form.put("issuer", entityId);
        form.put("metadataUrl", "");
        form.put("metadata", "");
        form.put("subjectAttribute", "");
        form.put("emailAttribute", "email");
        form.put("usernameClaim", "uid");
        form.put("nameClaim", "displayName");
        form.put("allowedDomains", "");
        form.put("accountCreation", "CLOSED");
        form.put("secondFactorValues", "");
        form.putAll(more);
        return form;
    }
}
