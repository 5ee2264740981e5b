package dev.latchkey.auth.federation;

/**
 * What is said of a provider that speaks SAML besides what is said of every provider.
 *
 * @param metadataUrl where it publishes its metadata; empty if that was pasted
 * @param metadata what was pasted
 * @param subjectAttribute the attribute by which people are known; empty for a persistent NameID
 * @param emailAttribute the attribute with the address; empty for none
 * @param signRequests whether requests are signed even if it does not ask for that
 */
record SamlSettings(
        String metadataUrl, String metadata, String subjectAttribute, String emailAttribute, boolean signRequests) {

    static final SamlSettings USUAL = new SamlSettings("", "", "", "email", false);
}
