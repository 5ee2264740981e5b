package dev.latchkey.auth.status;

import dev.latchkey.auth.web.Issuer;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Where the status of a grant's access tokens is found. */
@Component
public class StatusReferences {

    static final String PATH = "/oauth2/status-lists/";

    private final StatusProperties properties;
    private final Issuer issuer;

    StatusReferences(StatusProperties properties, Issuer issuer) {
        this.properties = properties;
        this.issuer = issuer;
    }

    /**
     * The value of the {@code status} claim (§6.1 of the draft); none when lists are switched off.
     *
     * @param index the place of the grant, over all lists
     */
    public Optional<Map<String, Object>> claim(long index) {
        if (!properties.enabled()) {
            return Optional.empty();
        }
        return Optional.of(Map.of(
                "status_list",
                Map.of("idx", index % properties.listSize(), "uri", uri(index / properties.listSize()))));
    }

    /** The address of a list, which is also its {@code sub}. */
    String uri(long list) {
        return issuer.url(PATH + list);
    }
}
