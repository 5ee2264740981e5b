package dev.latchkey.demo.note;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The picture of a note, and the page on which it is chosen. */
@Controller
@RequestMapping("/notes/{id}")
class PictureController {

    private static final Set<MediaType> SHOWN = Set.of(MediaType.IMAGE_PNG, MediaType.IMAGE_JPEG);

    private final NotesClient notes;

    private final PicturesClient pictures;

    PictureController(NotesClient notes, PicturesClient pictures) {
        this.notes = notes;
        this.pictures = pictures;
    }

    /** For the browser, which has no access token to fetch it from the API. */
    @GetMapping("/image")
    ResponseEntity<byte[]> image(@PathVariable UUID id) {
        ResponseEntity<byte[]> picture = pictures.get(id);
        MediaType type = picture.getHeaders().getContentType();
        if (type == null || !SHOWN.contains(type)) {
            // Anything else could be a page, and would speak with our voice.
            throw new ResponseStatusException(HttpStatus.BAD_GATEWAY, "The picture is of the type " + type);
        }
        return ResponseEntity.ok().contentType(type).body(picture.getBody());
    }

    @GetMapping("/picture")
    String choose(
            @PathVariable UUID id,
            @RequestParam(name = "too-large", required = false) @Nullable String tooLarge,
            Model model) {
        return page(id, tooLarge == null ? null : "too-large", model);
    }

    private String page(UUID id, @Nullable String problem, Model model) {
        model.addAttribute("problem", problem);
        model.addAttribute("note", notes.get(id).note());
        model.addAttribute("etag", pictures.etag(id));
        return "note/picture";
    }

    @PostMapping("/picture")
    String put(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String etag,
            @RequestParam MultipartFile file,
            RedirectAttributes next,
            Model model) {
        String problem = file.isEmpty()
                ? "none-chosen"
                : problemOf(() -> pictures.put(id, blankAsNull(etag), file.getResource()));
        if (problem != null) {
            return page(id, problem, model);
        }
        next.addFlashAttribute("done", "saved");
        return "redirect:/notes/" + id;
    }

    @PostMapping("/picture/remove")
    String remove(@PathVariable UUID id, @RequestParam String etag, RedirectAttributes next, Model model) {
        String problem = problemOf(() -> pictures.delete(id, etag));
        if (problem != null) {
            return page(id, problem, model);
        }
        next.addFlashAttribute("done", "saved");
        return "redirect:/notes/" + id;
    }

    /** What to tell the person, as part of a message key; null when it worked. */
    private static @Nullable String problemOf(Runnable change) {
        try {
            change.run();
            return null;
        } catch (NotesApiException.Refused refused) {
            return switch (refused.status()) {
                case 413 -> "too-large";
                case 415 -> "wrong-kind";
                default -> "unreadable";
            };
        } catch (NotesApiException.Full full) {
            return "full";
        } catch (NotesApiException.Changed changed) {
            return "changed";
        }
    }

    private static @Nullable String blankAsNull(@Nullable String etag) {
        return etag == null || etag.isBlank() ? null : etag;
    }
}
