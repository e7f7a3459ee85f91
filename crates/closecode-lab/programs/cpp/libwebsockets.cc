#include <libwebsockets.h>

#include <deque>
#include <thread>

#include "lab.h"

using lab::Seen;

static lws_context *context;
static lws_vhost *vhost;

// Addresses to open, from the thread that reads them.
static std::mutex waiting;
static std::deque<std::string> addresses;

/// What the peer's Close frame said, until the connection is closed.
struct Connection {
    Seen seen;
    std::optional<int> code;
    std::string reason;
};

static void open(const std::string &address) {
    auto host = address.substr(address.find("//") + 2);
    auto path = host.substr(host.find('/'));
    host.resize(host.find('/'));
    auto name = host.substr(0, host.find(':'));
    lws_client_connect_info info = {};
    info.context = context;
    info.vhost = vhost;
    info.address = name.c_str();
    info.port = std::stoi(host.substr(host.find(':') + 1));
    info.path = path.c_str();
    info.host = host.c_str();
    info.origin = host.c_str();
    info.opaque_user_data = new Connection{Seen(address), {}, ""};
    // What fails is told to the callback.
    lws_client_connect_via_info(&info);
}

/// Closes, which a callback does by returning -1.
static int close(lws *wsi, Seen &seen) {
    // Nothing is refused. A reason that is too long is cut.
    if (seen.code) {
        auto text = reinterpret_cast<unsigned char *>(seen.reason.data());
        lws_close_reason(wsi, static_cast<lws_close_status>(*seen.code), text, seen.reason.size());
    }
    return -1;
}

static int callback(lws *wsi, lws_callback_reasons reason, void *user, void *in, size_t length) {
    auto connection = static_cast<Connection *>(lws_get_opaque_user_data(wsi));
    switch (reason) {
    case LWS_CALLBACK_EVENT_WAIT_CANCELLED: {
        std::deque<std::string> some;
        {
            std::lock_guard<std::mutex> lock(waiting);
            some.swap(addresses);
        }
        for (auto &address : some) open(address);
        return 0;
    }
    case LWS_CALLBACK_FILTER_PROTOCOL_CONNECTION: {
        char path[256] = "", query[256] = "";
        lws_hdr_copy(wsi, path, sizeof path, WSI_TOKEN_GET_URI);
        std::string address = path;
        // Each argument is a fragment of its own.
        for (int i = 0; lws_hdr_copy_fragment(wsi, query, sizeof query,
                                              WSI_TOKEN_HTTP_URI_ARGS, i) >= 0; ++i) {
            address += (i ? "&" : "?") + std::string(query);
        }
        lws_set_opaque_user_data(wsi, new Connection{Seen(address), {}, ""});
        return 0;
    }
    case LWS_CALLBACK_ESTABLISHED:
    case LWS_CALLBACK_CLIENT_ESTABLISHED:
        connection->seen.opened();
        // Before this callback has returned, a client has not yet opened the connection.
        if (connection->seen.closes) lws_callback_on_writable(wsi);
        return 0;
    case LWS_CALLBACK_SERVER_WRITEABLE:
    case LWS_CALLBACK_CLIENT_WRITEABLE:
        return close(wsi, connection->seen);
    case LWS_CALLBACK_CLIENT_CONNECTION_ERROR:
        connection->seen.failed("CLIENT_CONNECTION_ERROR",
                                in ? std::string(static_cast<char *>(in), length) : "");
        connection->seen.ended(std::nullopt);
        return 0;
    case LWS_CALLBACK_WS_PEER_INITIATED_CLOSE:
        // The number comes first, as it came over the wire.
        if (length >= 2) {
            auto bytes = static_cast<unsigned char *>(in);
            connection->code = bytes[0] << 8 | bytes[1];
            connection->reason.assign(bytes + 2, bytes + length);
        }
        return 0;
    case LWS_CALLBACK_CLOSED:
    case LWS_CALLBACK_CLIENT_CLOSED:
        if (connection) connection->seen.ended(connection->code, connection->reason);
        return 0;
    default:
        return lws_callback_http_dummy(wsi, reason, user, in, length);
    }
}

int main(int, char **arguments) {
    std::string role = arguments[1];
    if (role == "version") {
        std::cout << LWS_LIBRARY_VERSION_MAJOR << '.' << LWS_LIBRARY_VERSION_MINOR << '.'
                  << LWS_LIBRARY_VERSION_PATCH << std::endl;
        return 0;
    }
    lws_set_log_level(0, nullptr);
    lws_protocols protocols[] = {{"lab", callback, 0, 0, 0, nullptr, 0}, {}};
    lws_context_creation_info info = {};
    info.port = role == "client" ? CONTEXT_PORT_NO_LISTEN : 0;
    info.iface = role == "client" ? nullptr : "127.0.0.1";
    info.protocols = protocols;
    info.options = LWS_SERVER_OPTION_EXPLICIT_VHOSTS;
    context = lws_create_context(&info);
    vhost = lws_create_vhost(context, &info);
    std::thread reader;
    if (role == "client") {
        reader = std::thread([] {
            std::string line;
            while (std::getline(std::cin, line)) {
                std::lock_guard<std::mutex> lock(waiting);
                addresses.push_back(line);
                lws_cancel_service(context);
            }
        });
    } else {
        lab::listening(lws_get_vhost_listen_port(vhost));
    }
    while (lws_service(context, 0) >= 0) {
    }
}
