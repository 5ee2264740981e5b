package dev.latchkey.auth.audit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.latchkey.auth.testing.AuthServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SecurityLogTests {

    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("latchkey.audit");

    private final AuthServer server = AuthServer.running();
    private final AuditTrail trail = server.bean(AuditTrail.class);
    private final UUID account = UUID.randomUUID();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        LOGGER.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        LOGGER.detachAppender(lines);
    }

    @Test
    void saysWhatWasCommittedAsOneLineOfTheElasticCommonSchema() {
        UUID actor = UUID.randomUUID();
        trail.record(SecurityEvent.failure(SecurityEventType.SIGN_IN, "WRONG_PASSWORD")
                .account(account)
                .actor(actor)
                .client("evil\r\n{\"event\":\"forged\"}")
                .detail("factor", "PASSWORD"));

        String json = ecs(own().get(0));
        assertThat(json.strip()).doesNotContain("\n", "\r");
        JsonNode line = JsonMapper.shared().readTree(json);
        assertThat(line.at("/event/kind").asString()).isEqualTo("event");
        assertThat(line.at("/event/category/0").asString()).isEqualTo("authentication");
        assertThat(line.at("/event/action").asString()).isEqualTo("sign_in");
        assertThat(line.at("/event/outcome").asString()).isEqualTo("failure");
        assertThat(line.at("/event/reason").asString()).isEqualTo("WRONG_PASSWORD");
        assertThat(line.at("/user/id").asString()).isEqualTo(actor.toString());
        assertThat(line.at("/user/target/id").asString()).isEqualTo(account.toString());
        assertThat(line.at("/labels/client_id").asString()).isEqualTo("evil  {\"event\":\"forged\"}");
        assertThat(line.at("/labels/detail_factor").asString()).isEqualTo("PASSWORD");
        assertThat(line.at("/log/logger").asString()).isEqualTo("latchkey.audit");
    }

    @Test
    void saysNothingOfWhatWasRolledBack() {
        server.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            trail.record(
                    SecurityEvent.success(SecurityEventType.PASSWORD_CHANGED).account(account));
            assertThat(own()).isEmpty();
            status.setRollbackOnly();
        });
        assertThat(own()).isEmpty();
    }

    @Test
    void canBeSwitchedOff() {
        new SecurityLog(new AuditProperties(
                        java.time.Duration.ofDays(400),
                        false,
                        1,
                        new AuditProperties.Guessing(java.time.Duration.ofMinutes(1), 1, 1, 1)))
                .write(RecordedEvent.of(
                        SecurityEvent.success(SecurityEventType.SIGN_IN).account(account),
                        new RequestOrigin(null, null, null),
                        java.time.Instant.EPOCH));
        assertThat(own()).isEmpty();
    }

    private List<ILoggingEvent> own() {
        return lines.list.stream()
                .filter(event -> event.getFormattedMessage().contains(account.toString()))
                .toList();
    }

    private static String ecs(ILoggingEvent event) {
        StructuredLogEncoder encoder = new StructuredLogEncoder();
        LoggerContext context = new LoggerContext();
        context.putObject(Environment.class.getName(), new MockEnvironment());
        encoder.setContext(context);
        encoder.setFormat("ecs");
        encoder.start();
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }
}
