package dev.latchkey.auth.clientregistration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.brake.ClientBrake;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.web.Issuer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** The modes in which the server of the other tests does not run. */
class RegistrationAccessTests {

    private static final String CLIENT = "{\"redirect_uris\":[\"https://dynamic.test/cb\"]%s}";

    private final AuthServer server = AuthServer.running();

    private MockMvc in(RegistrationProperties.Access access) {
        return in(new RegistrationProperties(access, 1000, Duration.ofDays(30), false, List.of()));
    }

    private MockMvc in(RegistrationProperties properties) {
        return MockMvcBuilders.standaloneSetup(new RegistrationController(
                        server.bean(ClientRegistrations.class),
                        server.bean(InitialAccessTokens.class),
                        properties,
                        server.bean(SectorIdentifiers.class),
                        server.bean(ClientBrake.class),
                        server.bean(Issuer.class)))
                .build();
    }

    private static MockHttpServletResponse answer(MockMvc mvc, MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request).andReturn().getResponse();
    }

    private static MockHttpServletRequestBuilder registration(String more) {
        return MockMvcRequestBuilders.post(RegistrationController.PATH)
                .contentType(MediaType.APPLICATION_JSON)
                .content(CLIENT.formatted(more));
    }

    @Test
    void registersAnybodyWhenItIsOpen() throws Exception {
        MockHttpServletResponse answer = answer(in(RegistrationProperties.Access.OPEN), registration(""));

        assertThat(answer.getStatus()).isEqualTo(201);
        assertThat(answer.getContentAsString()).contains("\"client_id\":\"dyn-", "\"registration_access_token\"");
    }

    @Test
    void givesStrangersNoMoreThanAnybodyMayHave() throws Exception {
        MockMvc open = in(RegistrationProperties.Access.OPEN);
        for (String more : List.of(
                ",\"scope\":\"openid mail:read\"",
                ",\"scope\":\"users:read\"",
                ",\"grant_types\":[\"client_credentials\"]",
                ",\"grant_types\":[\"urn:ietf:params:oauth:grant-type:token-exchange\"]")) {
            assertThat(answer(open, registration(more)).getStatus()).as(more).isEqualTo(400);
        }
    }

    @Test
    void leavesOutRequestUrisWhereTheOperatorWouldRatherNotRefuseThem() throws Exception {
        RegistrationProperties lenient = new RegistrationProperties(
                RegistrationProperties.Access.OPEN, 1000, Duration.ofDays(30), true, List.of());
        String requestUris = ",\"request_uris\":[\"https://dynamic.test/request\"]";

        assertThat(answer(in(RegistrationProperties.Access.OPEN), registration(requestUris))
                        .getStatus())
                .isEqualTo(400);
        MockHttpServletResponse answer = answer(in(lenient), registration(requestUris));
        assertThat(answer.getStatus()).isEqualTo(201);
        assertThat(answer.getContentAsString()).doesNotContain("request_uris");
    }

    @Test
    void doesNotExistWhenItIsClosed() throws Exception {
        MockMvc closed = in(RegistrationProperties.Access.CLOSED);
        String token =
                server.bean(InitialAccessTokens.class).create("closed", 1, Duration.ofHours(1), List.of(), List.of());

        assertThat(answer(closed, registration("").header("Authorization", "Bearer " + token))
                        .getStatus())
                .isEqualTo(404);
        for (String method : List.of("GET", "PUT", "DELETE")) {
            MockHttpServletRequestBuilder request = MockMvcRequestBuilders.request(
                            org.springframework.http.HttpMethod.valueOf(method),
                            RegistrationController.PATH + "/dyn-known")
                    .header("Authorization", "Bearer " + token);
            assertThat(answer(closed, request).getStatus()).as(method).isEqualTo(404);
        }
    }
}
