package dev.latchkey.auth.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** SC-17: the one source of everything that is handed out. */
class OpaqueValuesTests {

    private static final int MANY = 200_000;

    private final OpaqueValues values = new OpaqueValues();

    @Test
    @DisplayName("SC-17: 200,000 values of 256 bits, no two the same and no bit more often set than chance has it")
    void areRandomInEveryBit() {
        Set<String> seen = new HashSet<>(MANY * 2);
        int[] set = new int[256];
        for (int i = 0; i < MANY; i++) {
            String value = values.generate();
            byte[] bytes = Base64.getUrlDecoder().decode(value);
            assertThat(bytes).hasSize(32);
            for (int bit = 0; bit < set.length; bit++) {
                set[bit] += bytes[bit / 8] >> (bit % 8) & 1;
            }
            seen.add(value);
        }

        assertThat(seen).hasSize(MANY);
        // Seven standard deviations: once in a billion runs of this test by chance, and always for a bit that is fixed.
        double deviation = Math.sqrt(MANY) / 2;
        for (int count : set) {
            assertThat((double) count).isBetween(MANY / 2 - 7 * deviation, MANY / 2 + 7 * deviation);
        }
    }

    @Test
    void areToldFromWhatIsNone() {
        assertThat(OpaqueValues.isWellFormed(values.generate())).isTrue();
        for (String other :
                new String[] {"", "a", "a".repeat(42), "a".repeat(44), "a".repeat(42) + "=", "ä".repeat(43)}) {
            assertThat(OpaqueValues.isWellFormed(other)).as(other).isFalse();
        }
    }
}
