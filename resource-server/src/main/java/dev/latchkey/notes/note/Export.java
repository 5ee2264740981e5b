package dev.latchkey.notes.note;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.latchkey.notes.image.PictureFormat;
import dev.latchkey.notes.image.PictureStore;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything an account keeps, as an archive: {@code notes.json} and the pictures. It is written page by page while it is
 * read, so that neither memory nor a transaction grows with what people keep.
 */
@Component
class Export {

    private static final int PAGE = 200;

    private final NoteLists lists;

    private final NoteImages images;

    private final PictureStore pictures;

    private final JsonMapper json;

    private final Clock clock;

    Export(NoteLists lists, NoteImages images, PictureStore pictures, JsonMapper json, Clock clock) {
        this.lists = lists;
        this.images = images;
        this.pictures = pictures;
        this.json = json;
        this.clock = clock;
    }

    void write(String owner, OutputStream output) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(output);
        zip.putNextEntry(new ZipEntry("notes.json"));
        writeNotes(owner, zip);
        zip.closeEntry();
        writePictures(owner, zip);
        zip.finish();
    }

    private void writeNotes(String owner, OutputStream output) {
        try (JsonGenerator generator = json.createGenerator(new Unclosed(output))) {
            generator.writeStartObject();
            generator.writePOJOProperty("exportedAt", clock.instant());
            generator.writeArrayPropertyStart("notes");
            forEach(owner, note -> generator.writePOJO(new ExportedNote(note, fileOf(note))));
            generator.writeEndArray();
            generator.writeEndObject();
        }
    }

    private void writePictures(String owner, ZipOutputStream zip) throws IOException {
        forEach(owner, note -> {
            String file = fileOf(note);
            Optional<byte[]> content = file == null
                    ? Optional.empty()
                    : images.find(owner, note.id()).map(NoteImages.Stored::key).flatMap(pictures::get);
            if (content.isPresent()) {
                zip.putNextEntry(new ZipEntry(file));
                zip.write(content.get());
                zip.closeEntry();
            }
        });
    }

    private <E extends Exception> void forEach(String owner, Visitor<E> visitor) throws E {
        NoteLists.Slice slice = new NoteLists.Slice(List.of(), null);
        do {
            slice = lists.newest(owner, slice.last(), PAGE);
            for (Note note : slice.notes()) {
                visitor.visit(note);
            }
        } while (slice.last() != null);
    }

    private static @Nullable String fileOf(Note note) {
        return note.image() == null
                ? null
                : "images/" + note.id() + "."
                        + PictureFormat.ofContentType(note.image().contentType())
                                .extension();
    }

    /** A note, and where in the archive its picture is. */
    record ExportedNote(
            @JsonUnwrapped Note note,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String imageFile) {}

    private interface Visitor<E extends Exception> {
        void visit(Note note) throws E;
    }

    /** An archive goes on after its first entry. */
    private static final class Unclosed extends FilterOutputStream {

        Unclosed(OutputStream output) {
            super(output);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
