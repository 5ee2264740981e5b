package dev.latchkey.auth.administration;

import dev.latchkey.auth.bootstrap.BootstrapException;
import dev.latchkey.auth.client.InvalidClientMetadataException;
import dev.latchkey.auth.client.TakenClientIdException;
import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignedIn;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** Takes the file that declares applications, as the export writes it. */
@Controller
@RequiresFreshFactor
class ApplicationImportController {

    private static final String PATH = ApplicationsController.PATH + "/import";

    private final ApplicationImport imports;

    ApplicationImportController(ApplicationImport imports) {
        this.imports = imports;
    }

    /**
     * What the page shows.
     *
     * @param reason what is wrong with the file and where, in the words of the rule
     * @param imported what was done, or null
     */
    record ImportPage(
            @Nullable String problem, @Nullable String reason, ApplicationImport.@Nullable Imported imported) {}

    @GetMapping(PATH)
    ModelAndView form() {
        return page(null, null, null, HttpStatus.OK);
    }

    @PostMapping(PATH)
    ModelAndView take(SignedIn signedIn, @RequestParam(name = "file", required = false) @Nullable MultipartFile file)
            throws IOException {
        if (file == null || file.isEmpty()) {
            return page("administration.problem.import-none", null, null, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        try {
            return page(null, null, imports.take(Actor.of(signedIn), file.getBytes()), HttpStatus.OK);
        } catch (BootstrapException refused) {
            return refused(refused.path() + " " + refused.reason());
        } catch (InvalidClientMetadataException refused) {
            return refused(refused.path() + " " + refused.reason());
        } catch (TakenClientIdException taken) {
            return refused("client_id differs only in case from a registered one");
        }
    }

    private static ModelAndView refused(String reason) {
        return page("administration.problem.import", reason.strip(), null, HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private static ModelAndView page(
            @Nullable String problem,
            @Nullable String reason,
            ApplicationImport.@Nullable Imported imported,
            HttpStatus status) {
        return new ModelAndView(
                "administration/import", Map.of("page", new ImportPage(problem, reason, imported)), status);
    }
}
