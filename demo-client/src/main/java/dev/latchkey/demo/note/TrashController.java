package dev.latchkey.demo.note;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Deleted notes, and the way back. */
@Controller
@RequestMapping("/notes/trash")
class TrashController {

    private final TrashClient trash;

    TrashController(TrashClient trash) {
        this.trash = trash;
    }

    @GetMapping
    String list(@RequestParam(required = false) @Nullable String cursor, Model model) {
        model.addAttribute("cursor", cursor);
        model.addAttribute("trash", trash.list(cursor));
        return "note/trash";
    }

    @PostMapping("/{id}/restore")
    String restore(@PathVariable UUID id, RedirectAttributes next) {
        trash.restore(id);
        next.addFlashAttribute("done", "restored");
        return "redirect:/notes/" + id;
    }

    @PostMapping("/{id}/remove")
    String remove(@PathVariable UUID id, RedirectAttributes next) {
        trash.remove(id);
        next.addFlashAttribute("done", "removed");
        return "redirect:/notes/trash";
    }
}
