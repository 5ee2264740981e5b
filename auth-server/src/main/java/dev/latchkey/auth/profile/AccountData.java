package dev.latchkey.auth.profile;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.account.PersonalData;
import dev.latchkey.auth.account.Profiles;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The account itself, for the copy of a person. */
@Component
@Order(10)
class AccountData implements PersonalData {

    private final Accounts accounts;
    private final Profiles profiles;

    AccountData(Accounts accounts, Profiles profiles) {
        this.accounts = accounts;
        this.profiles = profiles;
    }

    @Override
    public String part() {
        return "account";
    }

    @Override
    public Object of(UUID accountId) {
        Account account = accounts.findById(accountId).orElseThrow();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", account.getId());
        data.put("username", account.getUsername());
        data.put("email", account.getEmail());
        data.put("email_verified", account.isEmailVerified());
        data.put("name", account.getName());
        data.put("birthdate", account.getBirthdate());
        data.put("roles", account.getRoles());
        data.put("created_at", account.getCreatedAt());
        data.put("updated_at", account.getUpdatedAt());
        data.put("password_changed_at", account.getPasswordChangedAt());
        data.put("profile", profiles.of(accountId));
        return data;
    }
}
