package dev.latchkey.auth.client;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether a client knows people by public subjects or by those of its sector.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#PairwiseAlg">OpenID Connect Core, section 8.1</a>
 */
final class SubjectRules {

    static final String PAIRWISE = "pairwise";

    private static final String PUBLIC = "public";
    private static final List<String> OFFERED = List.of(PUBLIC, PAIRWISE);

    private SubjectRules() {}

    static void subjectTypeIsOffered(ClientMetadata metadata, Predicate<String> scopeExists) {
        if (!OFFERED.contains(metadata.text(ClientMetadataNames.SUBJECT_TYPE, PUBLIC))) {
            throw new InvalidClientMetadataException(
                    ClientMetadataNames.SUBJECT_TYPE, "is not offered: " + String.join(", ", OFFERED));
        }
    }

    static void pairwiseSubjectHasASector(ClientMetadata metadata, Predicate<String> scopeExists) {
        if (isPairwise(metadata) && sector(metadata) == null) {
            throw new InvalidClientMetadataException(
                    ClientMetadataNames.SECTOR_IDENTIFIER_URI,
                    "is missing: pairwise subjects need it unless all redirect URIs are https and have the same host");
        }
    }

    /** The sector identifier; null for public subjects. */
    static @Nullable String sectorOf(ClientMetadata metadata) {
        return isPairwise(metadata) ? sector(metadata) : null;
    }

    private static boolean isPairwise(ClientMetadata metadata) {
        return metadata.text(ClientMetadataNames.SUBJECT_TYPE, PUBLIC).equals(PAIRWISE);
    }

    /** A loopback address and a private-use scheme belong to nobody, so they are no sector. */
    private static @Nullable String sector(ClientMetadata metadata) {
        String named = metadata.text(ClientMetadataNames.SECTOR_IDENTIFIER_URI);
        if (named != null) {
            return host(named);
        }
        List<String> redirectUris = metadata.texts(ClientMetadataNames.REDIRECT_URIS);
        if (!redirectUris.stream().allMatch(uri -> uri.startsWith("https://"))) {
            return null;
        }
        Set<String> hosts = redirectUris.stream()
                .map(SubjectRules::host)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return hosts.size() == 1 ? hosts.iterator().next() : null;
    }

    private static @Nullable String host(String uri) {
        String host = URI.create(uri).getHost();
        return host == null ? null : host.toLowerCase(Locale.ROOT);
    }
}
