package dev.latchkey.auth.federation;

import dev.latchkey.auth.federation.saml.IdentityProviderMetadata;
import dev.latchkey.auth.federation.saml.SamlException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an administrator typed about a provider that speaks SAML. Null where the form has no such field. */
record SamlForm(
        @Nullable String metadataUrl,
        @Nullable String metadata,
        @Nullable String subjectAttribute,
        @Nullable String emailAttribute,
        @Nullable Boolean signRequests) {

    private static final Pattern ATTRIBUTE = Pattern.compile("[^\\p{C}\\s]{0,200}");

    static SamlForm of(SamlSettings settings) {
        return new SamlForm(
                settings.metadataUrl(),
                settings.metadata(),
                settings.subjectAttribute(),
                settings.emailAttribute(),
                settings.signRequests());
    }

    SamlSettings settings() {
        return new SamlSettings(
                text(metadataUrl),
                text(metadata),
                text(subjectAttribute),
                text(emailAttribute),
                Boolean.TRUE.equals(signRequests));
    }

    /**
     * Message keys of what is wrong, by field.
     *
     * @param entityId of whom the metadata has to be
     */
    Map<String, String> problems(String entityId, Instant now) {
        Map<String, String> problems = new LinkedHashMap<>();
        SamlSettings typed = settings();
        boolean byUrl = !typed.metadataUrl().isEmpty();
        if (byUrl && !isAddress(typed.metadataUrl())) {
            problems.put("metadataUrl", "federation.problem.field.metadataUrl");
        }
        if (byUrl != typed.metadata().isEmpty()) {
            problems.put("metadata", "federation.problem.field.metadata.one");
        } else if (!byUrl && !isMetadata(typed.metadata(), entityId, now)) {
            problems.put("metadata", "federation.problem.field.metadata");
        }
        if (!ATTRIBUTE.matcher(typed.subjectAttribute()).matches()) {
            problems.put("subjectAttribute", "federation.problem.field.subjectAttribute");
        }
        if (!ATTRIBUTE.matcher(typed.emailAttribute()).matches()) {
            problems.put("emailAttribute", "federation.problem.field.emailAttribute");
        }
        return problems;
    }

    private static boolean isMetadata(String text, String entityId, Instant now) {
        try {
            byte[] document = text.getBytes(StandardCharsets.UTF_8);
            return document.length <= SamlDiscovery.LIMIT
                    && IdentityProviderMetadata.of(document, entityId, now)
                            .entityId()
                            .equals(entityId);
        } catch (SamlException unfit) {
            return false;
        }
    }

    private static boolean isAddress(String text) {
        try {
            URI uri = URI.create(text);
            return text.length() <= 500
                    && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }
}
