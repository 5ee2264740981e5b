package dev.latchkey.auth.administration;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.AccountDirectory;
import dev.latchkey.auth.account.AccountList;
import dev.latchkey.auth.account.AccountSearch;
import dev.latchkey.auth.account.Accounts;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Accounts, for programs: {@code /api/admin/users}. Who may call is decided by the filter chain in front. */
@RestController
@RequestMapping(AdministrationApi.PATH + "/users")
class UsersApiController {

    private final AccountDirectory directory;
    private final Accounts accounts;
    private final AccountAdministration administration;

    UsersApiController(AccountDirectory directory, Accounts accounts, AccountAdministration administration) {
        this.directory = directory;
        this.accounts = accounts;
        this.administration = administration;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    UserResource.Page list(
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        AccountList list = directory.list(AccountSearch.of(search, state, role, sort), cursor, limit);
        return new UserResource.Page(
                list.accounts().stream().map(UserResource.Listed::of).toList(), list.next());
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<UserResource> invite(ApiCaller caller, @RequestBody JsonNode body) {
        Account account = administration.invite(caller.actor(), UserRequest.create(body));
        return ResponseEntity.created(URI.create(AdministrationApi.PATH + "/users/" + account.getId()))
                .eTag(UserResource.etag(account))
                .body(UserResource.of(account));
    }

    @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<UserResource> show(@PathVariable UUID id) {
        return answer(found(id));
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {AdministrationApi.MERGE_PATCH, MediaType.APPLICATION_JSON_VALUE},
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<UserResource> change(
            ApiCaller caller,
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody JsonNode body) {
        found(id);
        IfMatch match = IfMatch.of(ifMatch);
        return answer(administration
                .change(caller.actor(), id, match.version().orElse(null), present -> UserRequest.change(body, present))
                .orElseThrow(NoSuchAccountException::new));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            ApiCaller caller,
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        found(id);
        IfMatch match = IfMatch.of(ifMatch);
        if (!administration.delete(caller.actor(), id, match.version().orElse(null))) {
            throw new NoSuchAccountException();
        }
    }

    /** Ends all browser sessions of the account. */
    @DeleteMapping("/{id}/sessions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endSessions(ApiCaller caller, @PathVariable UUID id) {
        administration.endSessions(caller.actor(), found(id));
    }

    /** Sends the owner a link to set a new password. */
    @PostMapping("/{id}/password-reset")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void startReset(ApiCaller caller, @PathVariable UUID id) {
        administration.startReset(caller.actor(), found(id));
    }

    /** Sends the invitation again. */
    @PostMapping("/{id}/invitation")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void inviteAgain(ApiCaller caller, @PathVariable UUID id) {
        if (!administration.inviteAgain(caller.actor(), found(id))) {
            throw new NotInvitedException();
        }
    }

    private Account found(UUID id) {
        return accounts.findById(id).orElseThrow(NoSuchAccountException::new);
    }

    private static ResponseEntity<UserResource> answer(Account account) {
        return ResponseEntity.ok().eTag(UserResource.etag(account)).body(UserResource.of(account));
    }
}
