package dev.latchkey.demo.trace;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What just happened: also for somebody whose sign-in failed, who needs it most. */
@Controller
class TraceController {

    @GetMapping("/what-just-happened")
    String steps(Model model) {
        ProtocolTrace trace = ProtocolTrace.current();
        model.addAttribute("signIn", trace.signIn());
        model.addAttribute("later", trace.later());
        return "trace/steps";
    }
}
