import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/** OkHttp, as Debian has it. */
final class OkHttp {
    private static final OkHttpClient CLIENT = client();

    public static void main(String[] arguments) throws Exception {
        Lab.run(arguments, Lab.debian("libokhttp-java"), OkHttp::open, null);
    }

    private static OkHttpClient client() {
        // A host is asked for five connections at a time, unless told otherwise.
        var dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(256);
        dispatcher.setMaxRequestsPerHost(256);
        return new OkHttpClient.Builder().dispatcher(dispatcher).build();
    }

    private static void open(String address, Lab.Seen seen) {
        CLIENT.newWebSocket(new Request.Builder().url(address).build(), new Listener(seen));
    }

    private static final class Listener extends WebSocketListener {
        private final Lab.Seen seen;

        Listener(Lab.Seen seen) {
            this.seen = seen;
        }

        @Override
        public void onOpen(WebSocket socket, Response response) {
            seen.opened();
            if (!seen.closes) {
                return;
            }
            // Without a code there is no way to close it.
            var code = seen.code == null ? 1000 : seen.code;
            try {
                socket.close(code, seen.reason.isEmpty() ? null : seen.reason);
            } catch (IllegalArgumentException error) {
                seen.refused(error);
                socket.close(1000, null);
            }
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            // It leaves it to its users to answer.
            socket.close(1000, null);
        }

        @Override
        public void onClosed(WebSocket socket, int code, String reason) {
            seen.ended(code, reason, null);
        }

        @Override
        public void onFailure(WebSocket socket, Throwable error, Response response) {
            seen.failed(error);
            seen.ended(null, null, null);
        }
    }
}
