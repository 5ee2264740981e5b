package dev.latchkey.notes.note;

import java.util.Base64;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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
}
