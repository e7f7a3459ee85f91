import java.net.URI;
import java.util.concurrent.ExecutionException;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.WebSocketAdapter;
import org.eclipse.jetty.websocket.client.WebSocketClient;
import org.eclipse.jetty.websocket.server.WebSocketHandler;
import org.eclipse.jetty.websocket.servlet.WebSocketServletFactory;

/** Jetty 9.4 with its own interface, as Debian has it. */
final class Jetty9 {
    private static WebSocketClient client;

    public static void main(String[] arguments) throws Exception {
        System.setProperty("org.eclipse.jetty.util.log.class",
                "org.eclipse.jetty.util.log.StdErrLog");
        System.setProperty("org.eclipse.jetty.LEVEL", "OFF");
        if (arguments[0].equals("client")) {
            // Only now, because it reads these settings.
            client = new WebSocketClient();
            client.start();
        }
        Lab.run(arguments, Lab.debian("libjetty9-java"), Jetty9::client, Jetty9::server);
    }

    private static void client(String address, Lab.Seen seen) {
        try {
            client.connect(new Watched(seen), URI.create(address)).get();
        } catch (ExecutionException error) {
            seen.failed(error.getCause());
            seen.ended(null, null, null);
        } catch (Exception error) {
            seen.failed(error);
            seen.ended(null, null, null);
        }
    }

    private static int server() throws Exception {
        var server = new Server();
        var connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new WebSocketHandler() {
            @Override
            public void configure(WebSocketServletFactory factory) {
                factory.setCreator((request, response) ->
                        new Watched(new Lab.Seen(request.getRequestURI().toString())));
            }
        });
        server.start();
        return connector.getLocalPort();
    }

    static final class Watched extends WebSocketAdapter {
        private final Lab.Seen seen;

        Watched(Lab.Seen seen) {
            this.seen = seen;
        }

        @Override
        public void onWebSocketConnect(Session session) {
            super.onWebSocketConnect(session);
            seen.opened();
            if (seen.closes) {
                // The connection is open for it only once this method has returned.
                new Thread(() -> close(session)).start();
            }
        }

        private void close(Session session) {
            try {
                if (seen.code == null) {
                    session.close();
                } else {
                    session.close(seen.code, seen.reason.isEmpty() ? null : seen.reason);
                }
            } catch (RuntimeException error) {
                seen.refused(error);
                session.close();
            }
        }

        @Override
        public void onWebSocketClose(int code, String reason) {
            seen.ended(code, reason, null);
        }

        @Override
        public void onWebSocketError(Throwable error) {
            seen.failed(error);
        }
    }
}
