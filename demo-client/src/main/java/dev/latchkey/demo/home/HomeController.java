package dev.latchkey.demo.home;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The front page. */
@Controller
class HomeController {

    @GetMapping("/")
    String home(@RequestParam(name = "signed-out", required = false) @Nullable String signedOut, Model model) {
        model.addAttribute("signedOutOnlyHere", "here".equals(signedOut));
        return "home/home";
    }
}
