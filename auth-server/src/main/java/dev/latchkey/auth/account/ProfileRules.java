package dev.latchkey.auth.account;

import java.net.URI;
import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the fields of a {@link Profile} may hold. Nothing is all right everywhere. */
final class ProfileRules {

    private static final int TEXT_LIMIT = 100;
    private static final int LONG_LIMIT = 200;
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\p{Zl}\\p{Zp}]");
    private static final Pattern INVISIBLE_BUT_NEW_LINES =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\p{Zl}\\p{Zp}&&[^\\r\\n]]");
    /** E.164: at most fifteen digits. */
    private static final Pattern PHONE_NUMBER = Pattern.compile("\\+[1-9][0-9]{5,14}");

    private ProfileRules() {}

    static void check(Profile profile) {
        text("given_name", profile.givenName());
        text("middle_name", profile.middleName());
        text("family_name", profile.familyName());
        text("nickname", profile.nickname());
        text("gender", profile.gender());
        text("locality", profile.address().locality());
        text("region", profile.address().region());
        text("postal_code", profile.address().postalCode());
        text("country", profile.address().country());
        require(isMultiLine(profile.address().streetAddress()), "street_address", "is too long or not readable");
        require(isWebsite(profile.page()), "profile", "is no https or http address");
        require(isWebsite(profile.picture()), "picture", "is no https or http address");
        require(isWebsite(profile.website()), "website", "is no https or http address");
        require(isZone(profile.zoneinfo()), "zoneinfo", "is no time zone such as Europe/Berlin");
        require(isLocale(profile.locale()), "locale", "is no language such as en or de-AT");
        String phone = profile.phoneNumber();
        require(
                phone == null || PHONE_NUMBER.matcher(phone).matches(),
                "phone_number",
                "is no number such as +49301234567");
    }

    private static void text(String field, @Nullable String value) {
        require(
                value == null
                        || (value.codePointCount(0, value.length()) <= TEXT_LIMIT
                                && !INVISIBLE.matcher(value).find()),
                field,
                "is longer than " + TEXT_LIMIT + " characters or not readable");
    }

    private static boolean isMultiLine(@Nullable String value) {
        return value == null
                || (value.length() <= LONG_LIMIT
                        && !INVISIBLE_BUT_NEW_LINES.matcher(value).find());
    }

    private static boolean isWebsite(@Nullable String value) {
        if (value == null) {
            return true;
        }
        if (value.length() > LONG_LIMIT) {
            return false;
        }
        try {
            URI uri = URI.create(value);
            return Set.of("http", "https").contains(String.valueOf(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    private static boolean isZone(@Nullable String value) {
        return value == null || ZoneId.getAvailableZoneIds().contains(value);
    }

    private static boolean isLocale(@Nullable String value) {
        if (value == null) {
            return true;
        }
        try {
            return value.length() <= TEXT_LIMIT
                    && !new Locale.Builder()
                            .setLanguageTag(value)
                            .build()
                            .getLanguage()
                            .isEmpty();
        } catch (IllformedLocaleException notALanguage) {
            return false;
        }
    }

    private static void require(boolean holds, String field, String reason) {
        if (!holds) {
            throw new InvalidAccountException(field, reason);
        }
    }
}
