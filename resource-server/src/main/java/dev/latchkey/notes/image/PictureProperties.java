package dev.latchkey.notes.image;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of pictures.
 *
 * @param maxSize largest picture, as sent and as kept
 * @param maxPixels most pixels; decoding needs up to eight bytes for each
 * @param maxConcurrent how many are decoded at a time, which bounds the memory they need together
 * @param patience how long a request waits for its turn
 */
@ConfigurationProperties("latchkey.image")
public record PictureProperties(
        @DefaultValue("5MB") DataSize maxSize,
        @DefaultValue("12500000") int maxPixels,
        @DefaultValue("2") int maxConcurrent,
        @DefaultValue("5s") Duration patience) {}
