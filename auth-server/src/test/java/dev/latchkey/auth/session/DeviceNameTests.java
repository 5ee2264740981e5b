package dev.latchkey.auth.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceNameTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Firefox | Linux | Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0
            Chrome | Windows | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36
            Edge | Windows | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0
            Safari | macOS | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15
            Safari | iPhone | Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1
            Chrome | iPhone | Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1
            Firefox | iPad | Mozilla/5.0 (iPad; CPU OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/133.0 Mobile/15E148 Safari/605.1.15
            Chrome | Android | Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36
            Samsung Internet | Android | Mozilla/5.0 (Linux; Android 14; SAMSUNG SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36
            Opera | macOS | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 OPR/116.0.0.0
            Chrome | ChromeOS | Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36
            Internet Explorer | Windows | Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko
            curl | | curl/8.11.0
            | | Java-http-client/17.0.13
            | | <script>alert(1)</script>
            """)
    void isWhatPeopleCallTheirBrowserAndSystem(String browser, String system, String userAgent) {
        assertThat(DeviceName.of(userAgent)).isEqualTo(new DeviceName(browser, system));
    }

    @Test
    void isUnknownForABrowserThatSaysNothing() {
        assertThat(DeviceName.of(null)).isEqualTo(new DeviceName(null, null));
        assertThat(DeviceName.of("")).isEqualTo(new DeviceName(null, null));
    }

    /** RB-07. */
    @Test
    void takesNoTimeForWhatNoBrowserSends() {
        String hostile = "Version/1.1 ".repeat(5_000) + "Mobile/a".repeat(5_000);
        org.junit.jupiter.api.Assertions.assertTimeout(
                Duration.ofMinutes(1), () -> DeviceName.of(hostile.substring(0, 300)));
    }
}
