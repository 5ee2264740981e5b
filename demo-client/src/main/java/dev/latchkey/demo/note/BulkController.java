package dev.latchkey.demo.note;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What concerns all notes at once. The notes API asks for a recent and strong sign-in first, and gets it. */
@Controller
@RequestMapping("/notes")
class BulkController {

    private static final String FILE = "/notes/export/notes.zip";

    private final NotesClient notes;

    BulkController(NotesClient notes) {
        this.notes = notes;
    }

    @GetMapping("/delete-all")
    String confirmDeletion() {
        return "note/delete-all";
    }

    @PostMapping("/delete-all")
    String delete(@RequestParam(defaultValue = "false") boolean sure, RedirectAttributes next, Model model) {
        if (!sure) {
            model.addAttribute("unsure", true);
            return "note/delete-all";
        }
        next.addFlashAttribute("doneCount", notes.deleteAll());
        next.addFlashAttribute("done", "deleted-all");
        return "redirect:/notes";
    }

    @GetMapping("/export")
    String export(@RequestParam(required = false) @Nullable String ready, Model model, HttpServletResponse response) {
        model.addAttribute("ready", ready != null);
        if (ready != null) {
            response.setHeader("Refresh", "1; url=" + FILE);
        }
        return "note/export";
    }

    /**
     * After a sign-in that came between, the browser still shows the sign-in page, and would go on showing it during a
     * download: it is given a page first, which starts the download. The framework marks such a return with {@code continue};
     * what the mark says is not looked at.
     */
    @GetMapping(path = "/export/notes.zip", params = "continue")
    String afterSignIn() {
        return "redirect:/notes/export?ready";
    }

    /** Passes the archive on while it arrives. */
    @GetMapping("/export/notes.zip")
    void file(HttpServletResponse response) {
        notes.export(() -> {
            response.setContentType("application/zip");
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"notes.zip\"");
            return response.getOutputStream();
        });
    }
}
