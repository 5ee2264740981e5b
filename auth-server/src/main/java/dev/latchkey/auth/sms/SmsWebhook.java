package dev.latchkey.auth.sms;

import dev.latchkey.auth.outbound.OutboundClient;
import dev.latchkey.auth.outbound.OutboundException;
import dev.latchkey.auth.secret.HmacSha256;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Posts messages to the operator's webhook, with a signature over the time and the body. */
@Component
@ConditionalOnSms
class SmsWebhook implements SmsGateway {

    static final String SIGNATURE = "Latchkey-Signature";

    private static final Logger log = LoggerFactory.getLogger(SmsWebhook.class);
    private static final int SUCCESS = 2;

    private final OutboundClient outbound;
    private final JsonMapper json;
    private final SmsProperties properties;
    private final Clock clock;

    SmsWebhook(OutboundClient outbound, JsonMapper json, SmsProperties properties, Clock clock) {
        this.outbound = outbound;
        this.json = json;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public boolean send(UUID id, SmsMessage message) {
        Map<String, String> content = new LinkedHashMap<>();
        content.put("id", id.toString());
        content.put("to", message.to());
        content.put("text", message.text());
        String body = json.writeValueAsString(content);
        try {
            int status = outbound.postJson(
                            Objects.requireNonNull(properties.webhook()), body, Map.of(SIGNATURE, signature(body)))
                    .status();
            if (status / 100 != SUCCESS) {
                log.warn("Message {} was not taken: the webhook answered {}", id, status);
            }
            return status / 100 == SUCCESS;
        } catch (OutboundException failed) {
            log.warn("Message {} was not taken: the webhook did not answer", id);
            return false;
        }
    }

    /** With the time, so that the receiver can refuse what somebody recorded and posts again later. */
    private String signature(String body) {
        long now = clock.instant().getEpochSecond();
        byte[] signed = (now + "." + body).getBytes(StandardCharsets.UTF_8);
        byte[] key = properties.secret().getBytes(StandardCharsets.UTF_8);
        return "t=" + now + ",v1=" + HexFormat.of().formatHex(HmacSha256.of(key, signed));
    }
}
