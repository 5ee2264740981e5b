package dev.latchkey.auth.bootstrap;

import java.util.List;

/** Takes over the declared identity providers. Called in the transaction of the whole file. */
public interface IdentityProviderImport {

    /** Makes these providers be what is declared, and leaves others alone. The same call twice changes nothing. */
    void importProviders(List<ImportedIdentityProvider> providers);
}
