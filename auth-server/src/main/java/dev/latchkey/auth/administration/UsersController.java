package dev.latchkey.auth.administration;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.AccountDetails;
import dev.latchkey.auth.account.AccountDirectory;
import dev.latchkey.auth.account.AccountList;
import dev.latchkey.auth.account.AccountSearch;
import dev.latchkey.auth.account.InvalidAccountException;
import dev.latchkey.auth.account.Role;
import dev.latchkey.auth.account.Roles;
import dev.latchkey.auth.account.TakenException;
import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.SeeOther;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/** The list of accounts, and the page on which one is made. */
@Controller
class UsersController {

    static final String PATH = "/admin/users";

    private static final int PAGE = 25;

    private final AccountDirectory directory;
    private final Roles roles;
    private final AccountAdministration administration;

    UsersController(AccountDirectory directory, Roles roles, AccountAdministration administration) {
        this.directory = directory;
        this.roles = roles;
        this.administration = administration;
    }

    @GetMapping(PATH)
    ModelAndView list(
            @RequestParam(defaultValue = "") String search,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "username") String sort,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String done) {
        AccountList list;
        String problem = null;
        try {
            list = directory.list(AccountSearch.of(search, state, role, sort), cursor, PAGE);
        } catch (InvalidAccountException e) {
            list = new AccountList(List.of(), null);
            problem = "administration.problem.search";
        }
        String next = list.next() == null
                ? null
                : UriComponentsBuilder.fromPath(PATH)
                        .queryParam("search", "{search}")
                        .queryParam("state", "{state}")
                        .queryParam("role", "{role}")
                        .queryParam("sort", "{sort}")
                        .queryParam("cursor", "{cursor}")
                        .build(search, state, role, sort, list.next())
                        .toString();
        UsersPage page = new UsersPage(
                list.accounts(),
                search,
                state,
                role,
                sort,
                List.copyOf(roles.names()),
                next,
                problem,
                "deleted".equals(done) ? "administration.done.deleted" : null);
        return new ModelAndView(
                "administration/users", Map.of("page", page), problem == null ? HttpStatus.OK : HttpStatus.BAD_REQUEST);
    }

    @GetMapping(PATH + "/new")
    @RequiresFreshFactor
    ModelAndView form() {
        return form(new InvitationForm("", "", "", Set.of(Role.USER)), null, HttpStatus.OK);
    }

    @PostMapping(PATH + "/new")
    @RequiresFreshFactor
    ModelAndView invite(
            SignedIn signedIn,
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") Set<String> role) {
        InvitationForm form = new InvitationForm(username.strip(), email.strip(), name.strip(), role);
        try {
            Account account = administration.invite(
                    Actor.of(signedIn),
                    new AccountDetails(
                            form.username(),
                            form.email(),
                            false,
                            form.name().isEmpty() ? form.username() : form.name(),
                            null,
                            new LinkedHashSet<>(role),
                            true));
            return SeeOther.to(PATH + "/" + account.getId() + "?done=invited");
        } catch (InvalidAccountException e) {
            return form(form, "administration.problem." + e.field(), HttpStatus.BAD_REQUEST);
        } catch (TakenException e) {
            return form(form, "administration.problem.taken." + e.field(), HttpStatus.CONFLICT);
        }
    }

    private ModelAndView form(InvitationForm form, @Nullable String problem, HttpStatus status) {
        return new ModelAndView(
                "administration/invite", Map.of("page", new InvitePage(form, roles.all(), problem)), status);
    }

    /** What was typed. */
    record InvitationForm(String username, String email, String name, Set<String> roles) {}

    /** What the page shows. */
    record InvitePage(
            InvitationForm form, List<Role> roles, @Nullable String problem) {}
}
