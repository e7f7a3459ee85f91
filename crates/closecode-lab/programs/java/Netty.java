import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.InetSocketAddress;
import java.net.URI;

/** Netty with its protocol handlers, which answer a Close frame and keep it. */
final class Netty {
    private static final NioEventLoopGroup GROUP = new NioEventLoopGroup();

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("codes")) {
            Lab.codes("received", WebSocketCloseStatus::isValidStatusCode);
            System.exit(0);
        }
        Lab.run(arguments, Lab.debian("libnetty-java"), Netty::client, Netty::server);
    }

    private static void client(String address, Lab.Seen seen) {
        var uri = URI.create(address);
        var handshaker = WebSocketClientHandshakerFactory.newHandshaker(
                uri, WebSocketVersion.V13, null, false, EmptyHttpHeaders.INSTANCE);
        new Bootstrap().group(GROUP).channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(
                                new HttpClientCodec(),
                                new HttpObjectAggregator(8192),
                                new WebSocketClientProtocolHandler(handshaker),
                                new Watched(seen));
                    }
                })
                .connect(uri.getHost(), uri.getPort());
    }

    private static int server() throws Exception {
        var channel = new ServerBootstrap().group(GROUP).channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(
                                new HttpServerCodec(),
                                new HttpObjectAggregator(65536),
                                new WebSocketServerProtocolHandler("/", null, false, 65536, false, true),
                                new Watched(null));
                    }
                })
                .bind("127.0.0.1", 0).sync().channel();
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    private static final class Watched extends SimpleChannelInboundHandler<WebSocketFrame> {
        private Lab.Seen seen;

        Watched(Lab.Seen seen) {
            this.seen = seen;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete complete) {
                seen = new Lab.Seen(complete.requestUri());
                opened(context);
            } else if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                opened(context);
            } else if (event == ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT) {
                seen.failed("HANDSHAKE_TIMEOUT");
            }
        }

        private void opened(ChannelHandlerContext context) {
            seen.opened();
            if (!seen.closes) {
                return;
            }
            CloseWebSocketFrame frame;
            try {
                frame = seen.code == null
                        ? new CloseWebSocketFrame()
                        : new CloseWebSocketFrame(seen.code, seen.reason);
            } catch (IllegalArgumentException error) {
                seen.refused(error);
                frame = new CloseWebSocketFrame();
            }
            context.writeAndFlush(frame).addListener(written -> {
                if (!written.isSuccess()) {
                    seen.failed(written.cause());
                }
            });
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {}

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            // A server that has accepted no handshake has nothing to tell.
            if (seen != null) {
                seen.ended(null, null, null);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable error) {
            if (seen != null) {
                seen.failed(error);
            }
            context.close();
        }
    }
}
