package dev.latchkey.auth.mail;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mail to be sent: {@code Mail.to(address, locale).template("verify-email").with("link", link)}. The texts are
 * {@code templates/mail/<template>.txt} and {@code .html}, which read the values as {@code page['link']}; the subject is the
 * message {@code mail.<template>.subject}.
 */
public final class Mail {

    private static final Pattern TEMPLATE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private final String address;
    private final Locale locale;
    private final @Nullable String template;
    private final Map<String, String> values;
    private final @Nullable Instant expiresAt;

    private Mail(
            String address,
            Locale locale,
            @Nullable String template,
            Map<String, String> values,
            @Nullable Instant expiresAt) {
        this.address = address;
        this.locale = locale;
        this.template = template;
        this.values = values;
        this.expiresAt = expiresAt;
    }

    /** @throws IllegalArgumentException if that is not one plain address */
    public static Mail to(String address, Locale locale) {
        return new Mail(MailAddress.checked(address), locale, null, Map.of(), null);
    }

    /** Whether that is one plain address, to which {@link #to} can send. */
    public static boolean canReach(String address) {
        return MailAddress.isPlain(address);
    }

    public Mail template(String name) {
        if (!TEMPLATE.matcher(name).matches()) {
            throw new IllegalArgumentException("Not the name of a mail: " + name);
        }
        return new Mail(address, locale, name, values, expiresAt);
    }

    /** A value for the template. It is escaped there; markup in it stays text. */
    public Mail with(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(key, value);
        return new Mail(address, locale, template, more, expiresAt);
    }

    /** A time for the template, in words of the reader's language and in UTC: nobody knows where they will read it. */
    public Mail with(String key, Instant value) {
        return with(
                key,
                DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                                .withLocale(locale)
                                .withZone(ZoneOffset.UTC)
                                .format(value)
                        + " UTC");
    }

    /** Not to be sent after this: the link or code in it would be good for nothing. Without it, a day after it was queued. */
    public Mail expiring(Instant at) {
        return new Mail(address, locale, template, values, at);
    }

    @Nullable
    Instant expiresAt() {
        return expiresAt;
    }

    MailContent content() {
        if (template == null) {
            throw new IllegalStateException("A mail without template");
        }
        return new MailContent(address, locale.toLanguageTag(), template, values);
    }

    /** Says nothing about whom it is for or what is in it: this is what a careless log line would have. */
    @Override
    public String toString() {
        return "Mail[" + template + "]";
    }
}
