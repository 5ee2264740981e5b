package dev.latchkey.auth.registration;

import dev.latchkey.auth.account.AccountKeys;
import dev.latchkey.auth.account.AccountRegistration;
import dev.latchkey.auth.account.NewAccount;
import dev.latchkey.auth.mail.Mail;
import dev.latchkey.auth.password.PasswordContext;
import dev.latchkey.auth.password.PasswordRules;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a sign-up has to be. Each field says what is wrong with it; whether an address is known is no matter here. */
@Component
class SignUpRules {

    private static final LocalDate UNREADABLE = LocalDate.MIN;

    private final AccountRegistration accounts;
    private final PasswordRules passwords;

    SignUpRules(AccountRegistration accounts, PasswordRules passwords) {
        this.accounts = accounts;
        this.passwords = passwords;
    }

    /** The problems by field, in the order of the page. */
    Map<String, FieldProblem> problemsOf(SignUpForm form) {
        Set<String> invalid = accounts.invalidFields(account(form));
        Map<String, FieldProblem> problems = new LinkedHashMap<>();
        text("name", form.name(), invalid, problems);
        text("username", form.username(), invalid, problems);
        if (!problems.containsKey("username")) {
            String key = AccountKeys.ofUsername(form.username());
            if (ReservedNames.contains(key)) {
                problems.put("username", FieldProblem.of("registration.problem.username.reserved"));
            } else if (accounts.isUsernameTaken(key)) {
                problems.put("username", FieldProblem.USERNAME_TAKEN);
            }
        }
        text("email", form.email(), invalid, problems);
        if (!problems.containsKey("email") && !Mail.canReach(form.email())) {
            problems.put("email", FieldProblem.of("registration.problem.email.invalid"));
        }
        if (!form.birthdate().isEmpty()) {
            text("birthdate", form.birthdate(), invalid, problems);
        }
        passwords
                .refusalOf(form.password(), PasswordContext.of(form.username(), form.email(), form.name(), false))
                .ifPresent(refusal -> problems.put(
                        "password", new FieldProblem(refusal.problem().messageKey(), refusal.length())));
        if (!form.password().equals(form.passwordConfirmation())) {
            problems.put("passwordConfirmation", FieldProblem.of("password.problem.different"));
        }
        return problems;
    }

    NewAccount account(SignUpForm form) {
        return new NewAccount(form.username(), form.email(), form.name(), date(form.birthdate()));
    }

    private static void text(String field, String value, Set<String> invalid, Map<String, FieldProblem> problems) {
        if (value.isEmpty()) {
            problems.put(field, FieldProblem.of("registration.problem." + field + ".missing"));
        } else if (invalid.contains(field)) {
            problems.put(field, FieldProblem.of("registration.problem." + field + ".invalid"));
        }
    }

    private static @Nullable LocalDate date(String text) {
        try {
            return text.isEmpty() ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            return UNREADABLE;
        }
    }
}
