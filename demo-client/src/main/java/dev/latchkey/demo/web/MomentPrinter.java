package dev.latchkey.demo.web;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.springframework.format.Printer;

/** Prints a moment in words, in UTC: the server does not know the reader's time zone, a script on the page does. */
class MomentPrinter implements Printer<Instant> {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT);

    @Override
    public String print(Instant moment, Locale locale) {
        return FORMAT.withLocale(locale).format(moment.atOffset(ZoneOffset.UTC)) + " UTC";
    }
}
