package dev.latchkey.auth.mail;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Somebody tries the server out on their own machine, and there is no SMTP server. */
final class InDemoWithoutSmtp implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Environment environment = context.getEnvironment();
        return "local".equals(environment.getProperty("latchkey.mode"))
                && environment.acceptsProfiles(Profiles.of("demo"))
                && !StringUtils.hasText(environment.getProperty("spring.mail.host"));
    }
}
