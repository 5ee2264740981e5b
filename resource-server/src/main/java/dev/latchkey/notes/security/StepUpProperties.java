package dev.latchkey.notes.security;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What deleting or exporting everything demands of the sign-in.
 *
 * @param acrValues accepted values of {@code acr}; any when there are none
 * @param maxAge longest time since the sign-in
 */
@ConfigurationProperties("latchkey.step-up")
record StepUpProperties(
        @DefaultValue("urn:latchkey:acr:2fa") List<String> acrValues,
        @DefaultValue("5m") Duration maxAge) {}
