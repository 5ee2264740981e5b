package dev.latchkey.auth.ldap;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultListener;
import com.unboundid.ldap.sdk.SearchResultReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a search has found. Two entries are one too many; more are not kept, if a directory sends them that heeds no limit. */
final class FoundEntries implements SearchResultListener {

    static final int MOST = 2;
    private static final long serialVersionUID = 1;

    private final transient List<Entry> entries = new ArrayList<>(MOST);

    @Override
    public void searchEntryReturned(SearchResultEntry entry) {
        if (entries.size() < MOST) {
            entries.add(entry);
        }
    }

    @Override
    public void searchReferenceReturned(SearchResultReference reference) {
        // Nobody is looked for elsewhere.
    }

    /** Nobody if there are several. */
    Optional<Entry> only() {
        return entries.size() == 1 ? Optional.of(entries.get(0)) : Optional.empty();
    }
}
