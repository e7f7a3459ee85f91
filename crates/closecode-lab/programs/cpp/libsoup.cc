#include <libsoup/soup.h>

#include <thread>

#include "lab.h"

using lab::Seen;

// Of each kind, as long as the program runs.
static SoupSession *session;

static void closed(SoupWebsocketConnection *socket, gpointer data) {
    auto seen = static_cast<Seen *>(data);
    // 0 is how it says that no Close frame has come.
    auto code = soup_websocket_connection_get_close_code(socket);
    auto reason = soup_websocket_connection_get_close_data(socket);
    seen->ended(code, reason ? reason : "");
}

static void failed(SoupWebsocketConnection *, GError *error, gpointer data) {
    auto kind = g_quark_to_string(error->domain);
    static_cast<Seen *>(data)->failed(kind, error->message);
}

static void watch(SoupWebsocketConnection *socket, Seen *seen) {
    seen->opened();
    g_object_ref(socket);
    g_signal_connect(socket, "closed", G_CALLBACK(closed), seen);
    g_signal_connect(socket, "error", G_CALLBACK(failed), seen);
    if (!seen->closes) return;
    // Without a code, it sends none.
    auto code = seen->code.value_or(SOUP_WEBSOCKET_CLOSE_NO_STATUS);
    // A code that it does not take is a warning, and nothing happens.
    soup_websocket_connection_close(socket, code, seen->reason.c_str());
    if (soup_websocket_connection_get_state(socket) == SOUP_WEBSOCKET_STATE_OPEN) {
        seen->throws("warning");
        soup_websocket_connection_close(socket, SOUP_WEBSOCKET_CLOSE_NORMAL, nullptr);
    }
}

static void connected(GObject *, GAsyncResult *result, gpointer data) {
    auto seen = static_cast<Seen *>(data);
    GError *error = nullptr;
    auto socket = soup_session_websocket_connect_finish(session, result, &error);
    if (socket) {
        watch(socket, seen);
        return;
    }
    failed(nullptr, error, seen);
    seen->ended(std::nullopt);
    g_error_free(error);
}

static gboolean client(gpointer data) {
    auto address = static_cast<std::string *>(data);
    auto message = soup_message_new("GET", address->c_str());
    soup_session_websocket_connect_async(session, message, nullptr, nullptr, G_PRIORITY_DEFAULT,
                                         nullptr, connected, new Seen(*address));
    g_object_unref(message);
    return G_SOURCE_REMOVE;
}

static void accepted(SoupServer *, SoupServerMessage *message, const char *,
                     SoupWebsocketConnection *socket, gpointer) {
    auto uri = soup_server_message_get_uri(message);
    std::string address = g_uri_get_path(uri);
    if (auto query = g_uri_get_query(uri)) address += std::string("?") + query;
    watch(socket, new Seen(address));
}

int main(int, char **arguments) {
    std::string role = arguments[1];
    if (role == "version") {
        std::cout << soup_get_major_version() << '.' << soup_get_minor_version() << '.'
                  << soup_get_micro_version() << std::endl;
        return 0;
    }
    auto loop = g_main_loop_new(nullptr, FALSE);
    SoupServer *server;
    std::thread reader;
    if (role == "client") {
        // Ten connections of a session, and two with a host, would be its default.
        session = soup_session_new_with_options("max-conns", 256, "max-conns-per-host", 256,
                                                nullptr);
        reader = std::thread([] {
            std::string line;
            while (std::getline(std::cin, line)) g_idle_add(client, new std::string(line));
        });
    } else {
        server = soup_server_new(nullptr, nullptr);
        soup_server_add_websocket_handler(server, nullptr, nullptr, nullptr, accepted, nullptr,
                                          nullptr);
        soup_server_listen_local(server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, nullptr);
        auto uris = soup_server_get_uris(server);
        lab::listening(g_uri_get_port(static_cast<GUri *>(uris->data)));
    }
    g_main_loop_run(loop);
}
