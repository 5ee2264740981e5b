package dev.latchkey.demo.note;

import jakarta.validation.Valid;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The pages of the notes. */
@Controller
@RequestMapping("/notes")
class NotesController {

    private final NotesClient notes;

    NotesController(NotesClient notes) {
        this.notes = notes;
    }

    @GetMapping
    String list(
            @RequestParam(name = "q", required = false) @Nullable String query,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        String words = query == null || query.isBlank() ? null : query.strip();
        model.addAttribute("query", words);
        model.addAttribute("cursor", cursor);
        model.addAttribute("list", notes.list(words, cursor));
        return "note/list";
    }

    @GetMapping("/new")
    String write(Model model) {
        model.addAttribute("note", NoteForm.empty());
        return "note/new";
    }

    @PostMapping
    String create(
            @Valid @ModelAttribute("note") NoteForm form,
            BindingResult problems,
            RedirectAttributes next,
            Model model) {
        if (problems.hasErrors()) {
            return "note/new";
        }
        try {
            StoredNote created = notes.create(form);
            next.addFlashAttribute("done", "created");
            return "redirect:/notes/" + created.note().id();
        } catch (NotesApiException.Refused refused) {
            reject(refused, problems);
        } catch (NotesApiException.Full full) {
            problems.reject("note.full");
        } catch (NotesApiException.Unavailable down) {
            model.addAttribute("unavailable", true);
        }
        return "note/new";
    }

    @GetMapping("/{id}")
    String read(@PathVariable UUID id, Model model) {
        model.addAttribute("stored", notes.get(id));
        return "note/read";
    }

    @GetMapping("/{id}/edit")
    String edit(@PathVariable UUID id, Model model) {
        StoredNote stored = notes.get(id);
        model.addAttribute("id", id);
        model.addAttribute("etag", stored.etag());
        model.addAttribute("note", NoteForm.of(stored.note()));
        return "note/edit";
    }

    @PostMapping("/{id}")
    String save(
            @PathVariable UUID id,
            @RequestParam String etag,
            @Valid @ModelAttribute("note") NoteForm form,
            BindingResult problems,
            RedirectAttributes next,
            Model model) {
        model.addAttribute("id", id);
        model.addAttribute("etag", etag);
        if (problems.hasErrors()) {
            return "note/edit";
        }
        try {
            notes.replace(id, etag, form);
            next.addFlashAttribute("done", "saved");
            return "redirect:/notes/" + id;
        } catch (NotesApiException.Refused refused) {
            reject(refused, problems);
        } catch (NotesApiException.Unavailable down) {
            model.addAttribute("unavailable", true);
        } catch (NotesApiException.Changed changed) {
            return conflict(id, model);
        } catch (NotesApiException.Missing deleted) {
            // What was typed can still become a new note.
            model.addAttribute("deleted", true);
            return "note/new";
        }
        return "note/edit";
    }

    /** Shows what is stored now beside what was typed; saving from there replaces exactly the version shown. */
    private String conflict(UUID id, Model model) {
        StoredNote stored = notes.get(id);
        model.addAttribute("stored", stored);
        model.addAttribute("etag", stored.etag());
        return "note/conflict";
    }

    @GetMapping("/{id}/delete")
    String confirmDeletion(@PathVariable UUID id, Model model) {
        model.addAttribute("stored", notes.get(id));
        return "note/delete";
    }

    @PostMapping("/{id}/delete")
    String delete(@PathVariable UUID id, @RequestParam String etag, RedirectAttributes next, Model model) {
        try {
            notes.delete(id, etag);
        } catch (NotesApiException.Changed changed) {
            model.addAttribute("stored", notes.get(id));
            model.addAttribute("changed", true);
            return "note/delete";
        }
        next.addFlashAttribute("done", "deleted");
        return "redirect:/notes";
    }

    private static void reject(NotesApiException.Refused refused, BindingResult problems) {
        for (String field : refused.fields()) {
            if (problems.getFieldType(field) != null) {
                problems.rejectValue(field, "note.refused");
            }
        }
        if (!problems.hasErrors()) {
            problems.reject("note.refused");
        }
    }
}
