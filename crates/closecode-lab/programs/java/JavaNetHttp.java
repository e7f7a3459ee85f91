import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** The client of the JDK, java.net.http.WebSocket. */
final class JavaNetHttp {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    public static void main(String[] arguments) throws Exception {
        Lab.run(arguments, Runtime.version().toString().replaceFirst("\\+.*", ""),
                JavaNetHttp::client, null);
    }

    private static void client(String address, Lab.Seen seen) {
        WebSocket socket;
        try {
            socket = CLIENT.newWebSocketBuilder()
                    .buildAsync(URI.create(address), new Listener(seen))
                    .join();
        } catch (CompletionException error) {
            seen.failed(error.getCause());
            seen.ended(null, null, null);
            return;
        }
        if (!seen.closes) {
            return;
        }
        // Without a code there is no way to close it.
        var code = seen.code == null ? WebSocket.NORMAL_CLOSURE : seen.code;
        try {
            socket.sendClose(code, seen.reason).join();
        } catch (CompletionException error) {
            seen.refused(error.getCause());
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
        }
    }

    private record Listener(Lab.Seen seen) implements WebSocket.Listener {
        @Override
        public void onOpen(WebSocket socket) {
            seen.opened();
            WebSocket.Listener.super.onOpen(socket);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            seen.ended(code, reason, null);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            seen.failed(error);
            seen.ended(null, null, null);
        }
    }
}
