package dev.latchkey.auth.mail;

import java.util.Locale;
import java.util.Map;

/** What a queued mail is made of; stored sealed. */
record MailContent(String to, String language, String template, Map<String, String> values) {

    Locale locale() {
        return Locale.forLanguageTag(language);
    }

    @Override
    public String toString() {
        return "MailContent[" + template + "]";
    }
}
