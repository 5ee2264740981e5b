package dev.latchkey.auth.administration;

import dev.latchkey.auth.account.AccountDetails;
import dev.latchkey.auth.account.Role;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads an account from JSON, strictly: what is not known, or is of another type, is said by its name. A change is a merge
 * patch (RFC 7396): what is left out stays, and null takes away what can be missing.
 */
final class UserRequest {

    private static final Set<String> NEW = Set.of("username", "email", "name", "birthdate", "roles");
    private static final Set<String> CHANGE =
            Set.of("username", "email", "emailVerified", "name", "birthdate", "roles", "enabled");

    private final JsonNode body;
    private final List<FieldProblem> problems = new ArrayList<>();

    private UserRequest(JsonNode body, Set<String> known) {
        this.body = body;
        if (!body.isObject()) {
            throw new InvalidRequestException(List.of());
        }
        for (String name : body.propertyNames()) {
            if (!known.contains(name)) {
                problems.add(new FieldProblem(FieldProblem.shortened(name), "is not a field of this request"));
            }
        }
    }

    /** @throws InvalidRequestException with everything that is wrong */
    static AccountDetails create(JsonNode body) {
        UserRequest request = new UserRequest(body, NEW);
        AccountDetails nobody = new AccountDetails("", "", false, "", null, Set.of(Role.USER), true);
        request.require("username");
        request.require("email");
        AccountDetails details = request.applied(nobody);
        return details.name().isEmpty()
                ? details.withProfile(details.username(), details.email(), details.username(), details.birthdate())
                : details;
    }

    /** @throws InvalidRequestException with everything that is wrong */
    static AccountDetails change(JsonNode body, AccountDetails present) {
        return new UserRequest(body, CHANGE).applied(present);
    }

    private AccountDetails applied(AccountDetails present) {
        String email = text("email", present.email());
        boolean stillVerified = present.emailVerified() && email.equals(present.email());
        AccountDetails details = new AccountDetails(
                text("username", present.username()),
                email,
                flag("emailVerified", stillVerified),
                text("name", present.name()),
                birthdate(present.birthdate()),
                roles(present.roles()),
                flag("enabled", present.enabled()));
        if (!problems.isEmpty()) {
            throw new InvalidRequestException(problems);
        }
        return details;
    }

    private void require(String name) {
        if (!body.has(name)) {
            problems.add(new FieldProblem(name, "is missing"));
        }
    }

    private String text(String name, String otherwise) {
        return valid(name, JsonNode::isString, "is no text") ? body.path(name).asString() : otherwise;
    }

    private boolean flag(String name, boolean otherwise) {
        return valid(name, JsonNode::isBoolean, "is neither true nor false")
                ? body.path(name).asBoolean()
                : otherwise;
    }

    private @Nullable LocalDate birthdate(@Nullable LocalDate otherwise) {
        JsonNode value = body.path("birthdate");
        if (value.isNull()) {
            return null;
        }
        if (!valid("birthdate", JsonNode::isString, "is no date such as 1990-04-01")) {
            return otherwise;
        }
        try {
            return LocalDate.parse(value.asString());
        } catch (DateTimeException e) {
            problems.add(new FieldProblem("birthdate", "is no date such as 1990-04-01"));
            return otherwise;
        }
    }

    private Set<String> roles(Set<String> otherwise) {
        if (!valid("roles", UserRequest::isListOfTexts, "is no list of roles")) {
            return otherwise;
        }
        Set<String> roles = new LinkedHashSet<>();
        body.path("roles").forEach(role -> roles.add(role.asString()));
        return roles;
    }

    private boolean valid(String name, Predicate<JsonNode> type, String otherwise) {
        JsonNode value = body.path(name);
        if (value.isMissingNode()) {
            return false;
        }
        if (!type.test(value)) {
            problems.add(new FieldProblem(name, otherwise));
            return false;
        }
        return true;
    }

    private static boolean isListOfTexts(JsonNode value) {
        return value.isArray() && value.valueStream().allMatch(JsonNode::isString);
    }
}
