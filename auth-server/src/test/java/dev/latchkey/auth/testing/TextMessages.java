package dev.latchkey.auth.testing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The webhook that sends text messages, and what was posted there. Tests use numbers of their own. */
public final class TextMessages {

    /** With this, the server signs what it posts. */
    public static final String SECRET = "what the sender of messages and the server know";

    private static final TextMessages INSTANCE = new TextMessages();
    private static final Pattern CODE = Pattern.compile("#([0-9]{6})$");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final OutsideWorld world = OutsideWorld.running();
    private final String webhook = world.at(exchange -> OutsideWorld.send(exchange, 200, "text/plain", "taken"));

    private TextMessages() {}

    public static TextMessages running() {
        return INSTANCE;
    }

    public String webhook() {
        return webhook;
    }

    /** A message with the request that it came in. */
    public record Message(String to, String text, String body, Map<String, String> headers) {

        static Message of(OutsideWorld.Received received) {
            JsonNode content = JsonMapper.shared().readTree(received.body());
            return new Message(
                    content.at("/to").asString(), content.at("/text").asString(), received.body(), received.headers());
        }

        public String code() {
            Matcher code = CODE.matcher(text);
            if (!code.find()) {
                throw new AssertionError("No code in " + text);
            }
            return code.group(1);
        }
    }

    /** The messages to a number, oldest first. */
    public List<Message> to(String number) {
        return world.receivedAt(webhook).stream()
                .map(Message::of)
                .filter(message -> message.to().equals(number))
                .toList();
    }

    /** The newest message to a number, as soon as this many are there. */
    public Message awaitTo(String number, int count) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (to(number).size() < count) {
            if (System.nanoTime() > end) {
                throw new AssertionError("No message number " + count + " to " + number + ", but " + to(number));
            }
            LockSupport.parkNanos(20_000_000);
        }
        return to(number).get(count - 1);
    }
}
