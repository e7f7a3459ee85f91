import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** What every program does for the lab, whatever its library; ../README.md has the protocol. */
final class Lab {
    private Lab() {}

    interface Server {
        /** Listens, and returns the port. */
        int listen() throws Exception;
    }

    /** Prints for which numbers a function of the library holds, as the data has them. */
    static void codes(String key, java.util.function.IntPredicate holds) {
        var ranges = new java.util.ArrayList<String>();
        for (int first = 0; first < 65536; first++) {
            if (!holds.test(first)) {
                continue;
            }
            var last = first;
            while (last < 65535 && holds.test(last + 1)) {
                last++;
            }
            ranges.add(quoted(first == last ? "" + first : first + "-" + last));
            first = last;
        }
        System.out.println(key + " = [" + String.join(", ", ranges) + "]");
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    static void run(String[] arguments, String version, BiConsumer<String, Seen> client,
            Server server) throws Exception {
        switch (arguments[arguments.length - 1]) {
            case "version" -> System.out.println(version);
            case "client" -> {
                var lines = new BufferedReader(new InputStreamReader(System.in));
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    var address = line;
                    new Thread(() -> client.accept(address, new Seen(address))).start();
                }
            }
            default -> {
                System.out.println("{\"port\": " + server.listen() + "}");
                System.out.flush();
            }
        }
    }

    /** The version of a Debian package, without what Debian adds to it. */
    static String debian(String name) {
        try {
            var query = new ProcessBuilder("dpkg-query", "-W", "-f", "${Version}", name).start();
            var version = new String(query.getInputStream().readAllBytes());
            return version.replaceFirst("^\\d+:", "").replaceFirst("-.*", "");
        } catch (java.io.IOException error) {
            throw new IllegalStateException(error);
        }
    }

    /** What is known of the end of one connection, told once. */
    static final class Seen {
        final boolean closes;
        final Integer code;
        final String reason;
        private final Map<String, Object> row = new LinkedHashMap<>();
        private boolean told;

        Seen(String address) {
            var uri = URI.create(address);
            var path = uri.getPath();
            row.put("way", path.substring(path.lastIndexOf('/') + 1));
            row.put("opened", false);
            row.put("error", false);
            Integer code = null;
            var reason = "";
            var closes = false;
            if (uri.getQuery() != null) {
                for (var part : uri.getQuery().split("&")) {
                    var value = part.substring(part.indexOf('=') + 1);
                    if (part.startsWith("close=")) {
                        closes = true;
                        code = value.isEmpty() ? null : Integer.valueOf(value);
                    } else if (part.startsWith("reason=")) {
                        reason = "r".repeat(Integer.parseInt(value));
                    }
                }
            }
            this.closes = closes;
            this.code = code;
            this.reason = reason;
        }

        synchronized void opened() {
            row.put("opened", true);
        }

        synchronized void failed(Throwable error) {
            row.put("error", true);
            row.putIfAbsent("class", error.getClass().getSimpleName());
            row.putIfAbsent("text", String.valueOf(error.getMessage()));
        }

        synchronized void failed(String what) {
            row.put("error", true);
            row.putIfAbsent("class", what);
        }

        /** What the function that closes has thrown. */
        synchronized void refused(Throwable error) {
            row.put("throws", error.getClass().getSimpleName());
            row.put("text", String.valueOf(error.getMessage()));
        }

        /** The same where there is nothing to pass the arguments to. */
        synchronized void refused(String what) {
            row.put("throws", what);
        }

        synchronized void ended(Integer code, String reason, Boolean clean) {
            if (told) {
                return;
            }
            told = true;
            row.put("code", code);
            row.put("reason", reason == null ? "" : reason);
            row.put("clean", clean);
            var line = new StringBuilder();
            row.forEach((key, value) -> {
                line.append(line.isEmpty() ? "{" : ", ").append(quoted(key)).append(": ");
                line.append(value instanceof String text ? quoted(text) : String.valueOf(value));
            });
            System.out.println(line.append('}'));
            System.out.flush();
        }

        private static String quoted(String text) {
            var quoted = new StringBuilder("\"");
            text.chars().forEach(c -> {
                if (c < ' ' || c == '"' || c == '\\' || c > '~') {
                    quoted.append(String.format("\\u%04x", c));
                } else {
                    quoted.append((char) c);
                }
            });
            return quoted.append('"').toString();
        }
    }
}
