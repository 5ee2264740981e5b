package dev.latchkey.auth.federation.saml;

/**
 * Who this server is for one provider.
 *
 * @param entityId the name of this server there
 * @param acsUrl where answers are posted to: the assertion consumer service
 * @param metadataUrl where it publishes itself
 */
public record ServiceProvider(String entityId, String acsUrl, String metadataUrl) {}
