package dev.latchkey.auth.mail;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps the newest mails in memory instead of sending them, for whoever tries the server out on their own machine: local
 * mode has one node, and nothing that is sealed in the database is left readable on its disk.
 */
final class DemoMailbox implements MailTransport {

    private static final int LIMIT = 100;

    private final Deque<KeptMail> newestFirst = new ArrayDeque<>();
    private final Clock clock;

    DemoMailbox(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void deliver(RenderedMail mail) {
        newestFirst.addFirst(new KeptMail(UUID.randomUUID(), clock.instant(), mail));
        if (newestFirst.size() > LIMIT) {
            newestFirst.removeLast();
        }
    }

    synchronized List<KeptMail> all() {
        return List.copyOf(newestFirst);
    }

    synchronized Optional<KeptMail> find(UUID id) {
        return newestFirst.stream().filter(kept -> kept.id().equals(id)).findFirst();
    }

    record KeptMail(UUID id, Instant at, RenderedMail mail) {}
}
