package dev.latchkey.auth.brake;

import dev.latchkey.auth.secret.HmacSha256;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.secret.SecretKeys;
import dev.latchkey.auth.web.NetworkAddress;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes counters of what is counted. */
@Component
class Subjects {

    private final byte[] key;
    private final BrakeProperties properties;

    Subjects(SecretKeys keys, BrakeProperties properties) {
        this.key = keys.derive("brake");
        this.properties = properties;
    }

    Counter address(String address) {
        return counter(Counter.Kind.ADDRESS, NetworkAddress.aggregated(address), properties.addressFailures());
    }

    /** For a name that nobody has, an account that nobody has: it costs and counts the same. */
    Counter account(@Nullable UUID accountId, String name) {
        String subject = accountId == null ? "nobody/" + name : "account/" + accountId;
        return counter(Counter.Kind.ACCOUNT, subject, properties.passwordFailures());
    }

    Counter name(String name) {
        return counter(Counter.Kind.NAME, name, properties.passwordFailures());
    }

    Counter device(String secret) {
        return counter(Counter.Kind.DEVICE, secret, properties.passwordFailures());
    }

    Counter mail(String emailKey) {
        return counter(Counter.Kind.MAIL, emailKey, properties.mailsPerAddress());
    }

    Counter mailNetwork(String address) {
        return counter(Counter.Kind.MAIL_NETWORK, NetworkAddress.aggregated(address), properties.mailsPerNetwork());
    }

    /** @param whose an account or a number */
    Counter messages(String whose, int allowed) {
        return counter(Counter.Kind.MESSAGES, whose, allowed);
    }

    Counter unsolved(String address, int allowed) {
        return counter(Counter.Kind.UNSOLVED, NetworkAddress.aggregated(address), allowed);
    }

    Counter factor(UUID accountId) {
        return counter(Counter.Kind.FACTOR, accountId.toString(), properties.factorFailures());
    }

    Counter userCodesOfSession(UUID sessionId, int allowed) {
        return counter(Counter.Kind.USER_CODE, "session/" + sessionId, allowed);
    }

    Counter userCodesOfAddress(String address) {
        return counter(
                Counter.Kind.USER_CODE, "address/" + NetworkAddress.aggregated(address), properties.addressFailures());
    }

    Counter userCodesTogether(int allowed) {
        return counter(Counter.Kind.USER_CODE, "everybody", allowed);
    }

    Counter ofClients(Counter.Kind kind, String clientId, String address, int allowed) {
        return counter(kind, clientId + "/" + NetworkAddress.aggregated(address), allowed);
    }

    private Counter counter(Counter.Kind kind, String value, int allowed) {
        return new Counter(kind, OpaqueValues.encode(HmacSha256.of(key, kind + "/" + value)), allowed);
    }
}
