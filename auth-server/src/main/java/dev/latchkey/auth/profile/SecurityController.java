package dev.latchkey.auth.profile;

import dev.latchkey.auth.account.SecurityItem;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.TimeZones;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** The page on which people see how safe their account is. It shows only: what changes something asks for a fresh factor. */
@Controller
class SecurityController {

    private final ObjectProvider<SecurityItem> items;
    private final TimeZones zones;
    private final MessageSource messages;

    SecurityController(ObjectProvider<SecurityItem> items, TimeZones zones, MessageSource messages) {
        this.items = items;
        this.zones = zones;
        this.messages = messages;
    }

    @GetMapping("/account/security")
    ModelAndView show(SignedIn signedIn, Locale language) {
        ZoneId zone = zones.of(signedIn.accountId());
        List<SecurityPage.Row> rows = items.orderedStream()
                .flatMap(item -> item.of(signedIn.accountId()).stream())
                .map(row -> new SecurityPage.Row(
                        row.title(),
                        row.state(),
                        messages.getMessage(row.text(), row.arguments().toArray(), language),
                        row.since() == null ? null : row.since().atZone(zone),
                        row.link(),
                        row.linkText()))
                .toList();
        return new ModelAndView("profile/security", Map.of("page", new SecurityPage(rows)));
    }
}
