package dev.latchkey.auth.mail;

import dev.latchkey.auth.mail.DemoMailbox.KeptMail;
import dev.latchkey.auth.web.Issuer;
import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** The mails of the demo, to be read in the browser. Not there in any other case. */
@Controller
@Conditional(InDemoWithoutSmtp.class)
class DemoMailController {

    /** The page of a mail has a policy of its own: it may do nothing but look as it does, and lead on in a new window. */
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none';"
                    + " frame-ancestors 'none'; sandbox allow-popups allow-popups-to-escape-sandbox";

    private static final Pattern LINK = Pattern.compile("https?://\\S+");

    private final DemoMailbox mailbox;
    private final Issuer issuer;

    DemoMailController(DemoMailbox mailbox, Issuer issuer) {
        this.mailbox = mailbox;
        this.issuer = issuer;
    }

    @GetMapping("/demo/mail")
    ModelAndView list() {
        List<DemoMailPage> mails = mailbox.all().stream().map(this::page).toList();
        return new ModelAndView("demo/mails", Map.of("page", new DemoMailsPage(mails)));
    }

    @GetMapping("/demo/mail/{id}")
    ModelAndView show(@PathVariable UUID id) {
        return new ModelAndView("demo/mail", Map.of("page", page(find(id))));
    }

    @GetMapping(path = "/demo/mail/{id}/html")
    @ResponseBody
    String html(@PathVariable UUID id, HttpServletResponse response) {
        response.setContentType(MediaType.TEXT_HTML_VALUE + ";charset=UTF-8");
        response.setHeader("Content-Security-Policy", POLICY);
        // A sandboxed document is of no origin, and its links open windows of their own.
        response.setHeader("Cross-Origin-Opener-Policy", "unsafe-none");
        return find(id).mail().html();
    }

    private KeptMail find(UUID id) {
        return mailbox.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private DemoMailPage page(KeptMail kept) {
        List<String> links = LINK.matcher(kept.mail().text())
                .results()
                .map(MatchResult::group)
                .filter(link -> link.startsWith(issuer.url("/")))
                .distinct()
                .toList();
        return new DemoMailPage(
                kept.id(),
                kept.at().atZone(ZoneId.systemDefault()),
                kept.mail().to(),
                kept.mail().subject(),
                kept.mail().text(),
                links);
    }
}
