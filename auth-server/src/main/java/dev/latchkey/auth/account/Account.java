package dev.latchkey.auth.account;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/**
 * A person. The id is random, is the subject of every token and never changes; everything else may.
 *
 * <p>Only what changed is written ({@code DynamicUpdate}): the password hash is also renewed outside of this entity, by
 * {@link Passwords}, and an unrelated change must not bring the older hash back.
 */
@Entity
@DynamicUpdate
@Table(name = "account")
public class Account {

    private static final int NAME_LIMIT = 100;
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\p{Zl}\\p{Zp}]");
    private static final LocalDate EARLIEST_BIRTHDATE = LocalDate.of(1900, 1, 1);

    @Id
    private UUID id;

    @Column(nullable = false)
    private String username;

    @Column(nullable = false)
    private String usernameKey;

    @Column(nullable = false)
    private String email;

    @Column(nullable = false)
    private String emailKey;

    @Column(nullable = false)
    private boolean emailVerified;

    @Column(nullable = false)
    private String name;

    private @Nullable LocalDate birthdate;

    private @Nullable String passwordHash;

    private @Nullable Instant passwordChangedAt;

    private @Nullable Instant passwordBlockedAt;

    @Column(nullable = false)
    private boolean enabled;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "account_role", joinColumns = @JoinColumn(name = "account_id"))
    @Column(name = "role", nullable = false)
    private Set<String> roles = new TreeSet<>();

    @Column(nullable = false, updatable = false)
    private Instant createdAt;

    @Column(nullable = false)
    private Instant updatedAt;

    @Version
    @Column(nullable = false)
    private @Nullable Long version;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected Account() {}

    @SuppressWarnings("NullAway.Init") // the two keys are set with their names
    Account(String username, String email, String name, Instant now) {
        this.id = UUID.randomUUID();
        this.enabled = true;
        this.createdAt = now;
        this.updatedAt = now;
        rename(username, now);
        moveTo(email, false, now);
        introduce(name, null, now);
    }

    public UUID getId() {
        return id;
    }

    public String getUsername() {
        return username;
    }

    public String getEmail() {
        return email;
    }

    public boolean isEmailVerified() {
        return emailVerified;
    }

    /** The name to show to people. */
    public String getName() {
        return name;
    }

    public @Nullable LocalDate getBirthdate() {
        return birthdate;
    }

    /** The hash, with its method in front; null for who signs in by other means. */
    public @Nullable String getPasswordHash() {
        return passwordHash;
    }

    /** When the password was last chosen, if that is known; a renewed hash is the same password. */
    public @Nullable Instant getPasswordChangedAt() {
        return passwordChangedAt;
    }

    /** Whether the password is good for nothing until another one is set. */
    public boolean isPasswordBlocked() {
        return passwordBlockedAt != null;
    }

    public boolean isEnabled() {
        return enabled;
    }

    public Set<String> getRoles() {
        return Set.copyOf(roles);
    }

    public Instant getCreatedAt() {
        return createdAt;
    }

    public Instant getUpdatedAt() {
        return updatedAt;
    }

    public long getVersion() {
        return version == null ? 0 : version;
    }

    void rename(String newUsername, Instant now) {
        String key = AccountKeys.ofUsername(newUsername);
        touch(!newUsername.equals(username), now);
        this.username = newUsername;
        this.usernameKey = key;
    }

    void moveTo(String newEmail, boolean verified, Instant now) {
        String key = AccountKeys.ofEmail(newEmail);
        touch(!newEmail.equals(email) || verified != emailVerified, now);
        this.email = newEmail;
        this.emailKey = key;
        this.emailVerified = verified;
    }

    void introduce(String newName, @Nullable LocalDate newBirthdate, Instant now) {
        requireName(newName);
        requireBirthdate(newBirthdate, now);
        touch(!newName.equals(name) || !Objects.equals(newBirthdate, birthdate), now);
        this.name = newName;
        this.birthdate = newBirthdate;
    }

    void assignRoles(Collection<String> newRoles, Instant now) {
        Set<String> wanted = new TreeSet<>(newRoles);
        for (String role : wanted) {
            if (!Role.isName(role)) {
                throw new InvalidAccountException("roles", "are upper-case words such as USER");
            }
        }
        if (!wanted.equals(roles)) {
            touch(true, now);
            roles.clear();
            roles.addAll(wanted);
        }
    }

    void enable(boolean value, Instant now) {
        touch(value != enabled, now);
        this.enabled = value;
    }

    void changePasswordHash(@Nullable String newHash, Instant now) {
        touch(!Objects.equals(newHash, passwordHash), now);
        this.passwordHash = newHash;
        this.passwordChangedAt = now;
        this.passwordBlockedAt = null;
    }

    private void touch(boolean changed, Instant now) {
        if (changed) {
            this.updatedAt = now;
        }
    }

    static void requireName(String name) {
        if (name.isBlank() || !name.equals(name.strip())) {
            throw new InvalidAccountException("name", "is empty or begins or ends with a space");
        }
        if (name.codePointCount(0, name.length()) > NAME_LIMIT) {
            throw new InvalidAccountException("name", "is longer than " + NAME_LIMIT + " characters");
        }
        if (INVISIBLE.matcher(name).find()) {
            throw new InvalidAccountException("name", "holds characters that cannot be seen");
        }
    }

    static void requireBirthdate(@Nullable LocalDate birthdate, Instant now) {
        if (birthdate == null) {
            return;
        }
        // Somewhere on earth the day has already begun.
        LocalDate latest = LocalDate.ofInstant(now, ZoneOffset.ofHours(14));
        if (birthdate.isBefore(EARLIEST_BIRTHDATE) || birthdate.isAfter(latest)) {
            throw new InvalidAccountException("birthdate", "is not the birthday of a living person");
        }
    }
}
