package dev.latchkey.auth.risk;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes small files in the MaxMind DB format 2.0: IPv4, records of 32 bits, networks of 24. */
final class GeoDatabaseFile {

    private static final int PREFIX = 24;
    private static final int SEPARATOR = 16;

    /** Both children of each node: 0 for nothing, n for node n, -n for the data at n - 1. */
    private final List<int[]> nodes = new ArrayList<>(List.of(new int[2]));

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    GeoDatabaseFile put(String network, Map<String, ?> value) {
        int leaf = -(data.size() + 1);
        write(data, value);
        byte[] address = bytes(network);
        int node = 0;
        for (int bit = 0; bit < PREFIX - 1; bit++) {
            int side = side(address, bit);
            if (nodes.get(node)[side] == 0) {
                nodes.add(new int[2]);
                nodes.get(node)[side] = nodes.size() - 1;
            }
            node = nodes.get(node)[side];
        }
        nodes.get(node)[side(address, PREFIX - 1)] = leaf;
        return this;
    }

    Path writeTo(Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (int[] node : nodes) {
            for (int child : node) {
                out.writeInt(child == 0 ? nodes.size() : child > 0 ? child : nodes.size() + SEPARATOR - child - 1);
            }
        }
        out.write(new byte[SEPARATOR]);
        data.writeTo(out);
        out.write(new byte[] {(byte) 0xab, (byte) 0xcd, (byte) 0xef});
        out.write("MaxMind.com".getBytes(StandardCharsets.US_ASCII));
        write(
                bytes,
                Map.of(
                        "node_count",
                        (long) nodes.size(),
                        "record_size",
                        32,
                        "ip_version",
                        4,
                        "database_type",
                        "Test-City",
                        "languages",
                        List.of("en", "de"),
                        "binary_format_major_version",
                        2,
                        "binary_format_minor_version",
                        0,
                        "build_epoch",
                        BigInteger.valueOf(1_700_000_000),
                        "description",
                        Map.of("en", "Made by a test")));
        return Files.write(file, bytes.toByteArray());
    }

    private static void write(ByteArrayOutputStream out, Object value) {
        if (value instanceof String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            control(out, 2, utf8.length);
            out.writeBytes(utf8);
        } else if (value instanceof Double number) {
            control(out, 3, 8);
            number(out, Double.doubleToLongBits(number), 8);
        } else if (value instanceof Integer number) {
            control(out, 5, 2);
            number(out, number, 2);
        } else if (value instanceof Long number) {
            control(out, 6, 4);
            number(out, number, 4);
        } else if (value instanceof BigInteger number) {
            control(out, 9, 8);
            number(out, number.longValueExact(), 8);
        } else if (value instanceof List<?> list) {
            control(out, 11, list.size());
            list.forEach(element -> write(out, element));
        } else if (value instanceof Map<?, ?> map) {
            control(out, 7, map.size());
            map.forEach((key, element) -> {
                write(out, key);
                write(out, element);
            });
        } else {
            throw new IllegalArgumentException("Nothing that is written here: " + value);
        }
    }

    private static void control(ByteArrayOutputStream out, int type, int size) {
        if (size >= 29) {
            throw new IllegalArgumentException("Longer than what is written here: " + size);
        }
        out.write(type <= 7 ? type << 5 | size : size);
        if (type > 7) {
            out.write(type - 7);
        }
    }

    private static void number(ByteArrayOutputStream out, long value, int length) {
        for (int i = length - 1; i >= 0; i--) {
            out.write((int) (value >>> (8 * i)));
        }
    }

    private static int side(byte[] address, int bit) {
        return address[bit / 8] >> (7 - bit % 8) & 1;
    }

    private static byte[] bytes(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
