package dev.latchkey.notes.note;

import dev.latchkey.notes.image.Picture;
import dev.latchkey.notes.image.PictureFormat;
import dev.latchkey.notes.image.Pictures;
import dev.latchkey.notes.security.Account;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The picture of a note, a resource of its own with its own entity tag. */
@RestController
@RequestMapping("/notes/{id}/image")
class NoteImageController {

    private final NoteImages images;

    private final Pictures pictures;

    NoteImageController(NoteImages images, Pictures pictures) {
        this.images = images;
        this.pictures = pictures;
    }

    @PutMapping(
            consumes = {MediaType.IMAGE_PNG_VALUE, MediaType.IMAGE_JPEG_VALUE, MediaType.APPLICATION_OCTET_STREAM_VALUE
            })
    ResponseEntity<Void> put(
            Account account,
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch,
            @RequestBody byte[] content) {
        ImagePrecondition expected = ImagePrecondition.of(ifMatch, ifNoneMatch);
        Picture picture = pictures.keep(content);
        boolean created = images.put(account.id(), id, expected, picture).orThrow();
        return ResponseEntity.status(created ? HttpStatus.CREATED : HttpStatus.NO_CONTENT)
                .eTag(picture.etag())
                .build();
    }

    /** {@code Range} is answered by Spring MVC, for what comes as a resource. */
    @GetMapping
    ResponseEntity<Object> read(
            Account account,
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable String range,
            @RequestHeader(name = HttpHeaders.IF_RANGE, required = false) @Nullable String ifRange) {
        NoteImages.Stored image = images.find(account.id(), id).orElseThrow(NoSuchNoteException::new);
        byte[] content = images.content(image).orElseThrow(NoSuchNoteException::new);
        // RFC 9110 §13.1.5: a range of another picture than the client has begun to read would be of no use.
        boolean ranges = ifRange == null || ifRange.equals(image.etag());
        if (range != null && ranges && !isSatisfiable(range, content)) {
            throw new RangeNotSatisfiableException(content.length);
        }
        return ResponseEntity.ok()
                .eTag(image.etag())
                .contentType(MediaType.parseMediaType(image.format().contentType()))
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment(id, image.format()))
                .body(ranges ? new ByteArrayResource(content) : content);
    }

    private static boolean isSatisfiable(String range, byte[] content) {
        try {
            return !HttpRange.toResourceRegions(HttpRange.parseRanges(range), new ByteArrayResource(content))
                    .isEmpty();
        } catch (IllegalArgumentException ex) {
            return false;
        }
    }

    @DeleteMapping
    ResponseEntity<Void> delete(
            Account account,
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        images.delete(account.id(), id, ImagePrecondition.of(ifMatch, null)).orThrow();
        return ResponseEntity.noContent().build();
    }

    private static String attachment(UUID id, PictureFormat format) {
        return ContentDisposition.attachment()
                .filename("note-" + id + "." + format.extension())
                .build()
                .toString();
    }
}
