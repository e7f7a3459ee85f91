import java.net.URI;
import java.nio.file.Files;
import javax.websocket.ClientEndpointConfig;
import javax.websocket.CloseReason;
import javax.websocket.ContainerProvider;
import javax.websocket.Endpoint;
import javax.websocket.EndpointConfig;
import javax.websocket.Session;
import javax.websocket.server.ServerContainer;
import javax.websocket.server.ServerEndpointConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.Constants;
import org.apache.tomcat.websocket.server.WsContextListener;

/** Tomcat's implementation of Jakarta WebSocket, in both roles, as Debian has it. */
public final class Tomcat9 {
    public static void main(String[] arguments) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        Lab.run(arguments, Lab.debian("libtomcat9-java"), Tomcat9::client, Tomcat9::server);
    }

    private static void client(String address, Lab.Seen seen) {
        try {
            var container = ContainerProvider.getWebSocketContainer();
            var config = ClientEndpointConfig.Builder.create().build();
            container.connectToServer(new Watched(seen), config, URI.create(address));
        } catch (Exception error) {
            seen.failed(error);
            seen.ended(null, null, null);
        }
    }

    private static int server() throws Exception {
        var tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
        tomcat.setPort(0);
        tomcat.setHostname("127.0.0.1");
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        var context = tomcat.addContext("", null);
        context.addApplicationListener(Listener.class.getName());
        Tomcat.addServlet(context, "default", new org.apache.catalina.servlets.DefaultServlet());
        context.addServletMappingDecoded("/", "default");
        tomcat.start();
        return tomcat.getConnector().getLocalPort();
    }

    /** Adds the endpoint when the server starts. */
    public static final class Listener extends WsContextListener {
        @Override
        public void contextInitialized(javax.servlet.ServletContextEvent event) {
            super.contextInitialized(event);
            var name = Constants.SERVER_CONTAINER_SERVLET_CONTEXT_ATTRIBUTE;
            var container = (ServerContainer) event.getServletContext().getAttribute(name);
            try {
                container.addEndpoint(
                        ServerEndpointConfig.Builder.create(Watched.class, "/{way}").build());
            } catch (javax.websocket.DeploymentException error) {
                throw new IllegalStateException(error);
            }
        }
    }

    /** A code that is not among those of the interface: it has a method to be made from. */
    private static CloseReason reason(int code, String text) {
        return new CloseReason(CloseReason.CloseCodes.getCloseCode(code), text);
    }

    public static final class Watched extends Endpoint {
        private Lab.Seen seen;

        public Watched() {}

        Watched(Lab.Seen seen) {
            this.seen = seen;
        }

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            if (seen == null) {
                var query = session.getQueryString();
                var path = session.getRequestURI().getPath();
                seen = new Lab.Seen(query == null ? path : path + "?" + query);
            }
            seen.opened();
            session.addMessageHandler(String.class, text -> {});
            session.addMessageHandler(java.nio.ByteBuffer.class, bytes -> {});
            if (!seen.closes) {
                return;
            }
            try {
                if (seen.code == null) {
                    session.close();
                } else {
                    session.close(reason(seen.code, seen.reason));
                }
            } catch (Exception error) {
                seen.refused(error);
                try {
                    session.close();
                } catch (java.io.IOException again) {
                    seen.failed(again);
                }
            }
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            seen.ended(reason.getCloseCode().getCode(), reason.getReasonPhrase(), null);
        }

        @Override
        public void onError(Session session, Throwable error) {
            seen.failed(error);
        }
    }
}
