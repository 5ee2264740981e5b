package dev.latchkey.notes.note;

import dev.latchkey.notes.image.PictureProperties;
import dev.latchkey.notes.web.BodyLimit;
import java.util.Base64;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

@Configuration(proxyBeanMethods = false)
class NoteConfiguration {

    /** {@code latchkey.secret-keys} is required in production and generated in local mode. */
    @Bean
    Cursors cursors(@Value("${latchkey.secret-keys}") List<String> keys) {
        return new Cursors(keys.stream().map(NoteConfiguration::secretOf).toList());
    }

    private static byte[] secretOf(String key) {
        return Base64.getDecoder().decode(key.substring(key.indexOf(':') + 1).strip());
    }

    @Bean
    BodyLimit limitOfPictures(PictureProperties pictures) {
        return new BodyLimit(HttpMethod.PUT, "/notes/{id}/image", pictures.maxSize());
    }
}
