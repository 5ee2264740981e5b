package dev.latchkey.auth.account;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.repository.Repository;

interface AccountRows extends Repository<Account, UUID> {

    @EntityGraph(attributePaths = "roles")
    Optional<Account> findById(UUID id);

    @EntityGraph(attributePaths = "roles")
    Optional<Account> findByUsernameKey(String usernameKey);

    @EntityGraph(attributePaths = "roles")
    Optional<Account> findByEmailKey(String emailKey);

    Account save(Account account);

    void delete(Account account);

    void flush();
}
