package dev.latchkey.auth.client;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How clients prove themselves by assertions.
 *
 * @param tokenEndpointAudience whether an assertion may also be for the token endpoint, as OpenID Connect Core §9 has it. By
 *     default the issuer is the only audience (draft-ietf-oauth-rfc7523bis): another server that a client uses too could name
 *     our token endpoint as its own, and would be given assertions that are good here
 */
@ConfigurationProperties("latchkey.client.assertions")
record ClientAssertionProperties(@DefaultValue("false") boolean tokenEndpointAudience) {}
