package dev.latchkey.auth.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTests {

    @TempDir
    Path folder;

    @Test
    void generatesOnceAndReadsFromThenOn() throws Exception {
        Path file = folder.resolve("secret");
        assertThat(PrivateFile.readOrCreate(file, () -> "first")).isEqualTo("first");
        assertThat(PrivateFile.readOrCreate(file, () -> "second")).isEqualTo("first");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void isForItsOwnerOnly() throws Exception {
        Path inner = folder.resolve("data/auth");
        PrivateFile.createFolder(inner);
        PrivateFile.readOrCreate(inner.resolve("secret"), () -> "secret");
        assertThat(permissions(inner)).isEqualTo("rwx------");
        assertThat(permissions(inner.resolve("secret"))).isEqualTo("rw-------");
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
