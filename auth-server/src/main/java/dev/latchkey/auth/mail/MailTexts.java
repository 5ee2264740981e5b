package dev.latchkey.auth.mail;

import dev.latchkey.auth.web.Issuer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Makes subject, text and HTML of a mail. An engine of its own: no request, no session and no page is there to read from. */
@Component
class MailTexts {

    private static final Pattern LINE_BREAKS_AND_CONTROLS = Pattern.compile("[\\p{Cntrl}\\p{Zl}\\p{Zp}]+");
    private static final String FOLDER = "mail/";
    private static final String TEXT = ".txt";

    private final MessageSource messages;
    private final SpringTemplateEngine engine;
    private final Issuer issuer;

    MailTexts(MessageSource messages, Issuer issuer) {
        this.messages = messages;
        this.issuer = issuer;
        this.engine = new SpringTemplateEngine();
        engine.setTemplateEngineMessageSource(messages);
        ClassLoaderTemplateResolver text = resolver(1, TemplateMode.TEXT);
        text.setResolvablePatterns(Set.of("*" + TEXT));
        engine.addTemplateResolver(text);
        ClassLoaderTemplateResolver html = resolver(2, TemplateMode.HTML);
        html.setSuffix(".html");
        engine.addTemplateResolver(html);
    }

    RenderedMail render(MailContent content) {
        Locale locale = content.locale();
        Context context = new Context(locale);
        context.setVariable("page", content.values());
        context.setVariable("home", issuer.value());
        String name = FOLDER + content.template();
        return new RenderedMail(
                content.to(),
                subject(content, locale),
                engine.process(name + TEXT, context).strip() + "\n",
                engine.process(name, context));
    }

    /** One line, whatever a value in it holds: a line break would begin another header. */
    private String subject(MailContent content, Locale locale) {
        String text = messages.getMessage("mail." + content.template() + ".subject", null, locale);
        return LINE_BREAKS_AND_CONTROLS.matcher(text).replaceAll(" ").strip();
    }

    private static ClassLoaderTemplateResolver resolver(int order, TemplateMode mode) {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(MailTexts.class.getClassLoader());
        resolver.setOrder(order);
        resolver.setPrefix("templates/");
        resolver.setTemplateMode(mode);
        resolver.setCharacterEncoding("UTF-8");
        return resolver;
    }
}
