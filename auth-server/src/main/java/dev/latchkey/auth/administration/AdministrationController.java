package dev.latchkey.auth.administration;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Where administrators begin. */
@Controller
class AdministrationController {

    @GetMapping("/admin")
    String overview() {
        return "administration/overview";
    }
}
