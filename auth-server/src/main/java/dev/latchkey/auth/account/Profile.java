package dev.latchkey.auth.account;

import org.jspecify.annotations.Nullable;

/**
 * What a person says of themselves beyond a name.
 *
 * @param page where the person is presented, the claim {@code profile}
 * @param picture where a picture of the person is; it is told and never fetched
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims">OpenID Connect Core, section 5.1</a>
 */
public record Profile(
        @Nullable String givenName,
        @Nullable String middleName,
        @Nullable String familyName,
        @Nullable String nickname,
        @Nullable String gender,
        @Nullable String page,
        @Nullable String picture,
        @Nullable String website,
        @Nullable String zoneinfo,
        @Nullable String locale,
        @Nullable String phoneNumber,
        Address address) {

    public static final Profile EMPTY = new Profile(
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            new Address(null, null, null, null, null));

    /** A postal address (OpenID Connect Core §5.1.1). */
    public record Address(
            @Nullable String streetAddress,
            @Nullable String locality,
            @Nullable String region,
            @Nullable String postalCode,
            @Nullable String country) {}
}
