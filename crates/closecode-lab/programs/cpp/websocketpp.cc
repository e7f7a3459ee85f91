#include <websocketpp/client.hpp>
#include <websocketpp/config/asio_no_tls.hpp>
#include <websocketpp/config/asio_no_tls_client.hpp>
#include <websocketpp/server.hpp>
#include <websocketpp/version.hpp>

#include <thread>

#include "lab.h"

using lab::Seen;
using websocketpp::connection_hdl;

// Of each connection, found by its handle.
static std::map<connection_hdl, Seen, std::owner_less<connection_hdl>> all;

template <typename Endpoint> void watch(Endpoint &endpoint, connection_hdl handle, Seen &seen) {
    seen.opened();
    if (!seen.closes) return;
    websocketpp::lib::error_code error;
    auto code = seen.code.value_or(websocketpp::close::status::no_status);
    endpoint.close(handle, code, seen.reason, error);
    if (error) {
        seen.throws(error.message());
        endpoint.close(handle, websocketpp::close::status::normal, "", error);
    }
}

template <typename Endpoint> void told(Endpoint &endpoint, connection_hdl handle) {
    auto connection = endpoint.get_con_from_hdl(handle);
    // Its users look at the code of the other side, and at the error, of which there is one
    // whenever there is no such code.
    auto &seen = all.at(handle);
    if (auto error = connection->get_ec()) seen.failed(error.category().name(), error.message());
    seen.ended(connection->get_remote_close_code(), connection->get_remote_close_reason());
}

template <typename Endpoint> void prepare(Endpoint &endpoint) {
    endpoint.clear_access_channels(websocketpp::log::alevel::all);
    endpoint.clear_error_channels(websocketpp::log::elevel::all);
    endpoint.init_asio();
    endpoint.set_close_handler([&](connection_hdl handle) { told(endpoint, handle); });
}

static void client() {
    websocketpp::client<websocketpp::config::asio_client> endpoint;
    prepare(endpoint);
    endpoint.start_perpetual();
    endpoint.set_open_handler(
        [&](connection_hdl handle) { watch(endpoint, handle, all.at(handle)); });
    endpoint.set_fail_handler([&](connection_hdl handle) {
        auto error = endpoint.get_con_from_hdl(handle)->get_ec();
        auto &seen = all.at(handle);
        seen.failed(error.category().name(), error.message());
        seen.ended(std::nullopt);
    });
    std::thread reader([&] {
        std::string line;
        while (std::getline(std::cin, line)) {
            endpoint.get_io_service().post([&endpoint, line] {
                websocketpp::lib::error_code error;
                auto connection = endpoint.get_connection(line, error);
                all.emplace(connection->get_handle(), Seen(line));
                endpoint.connect(connection);
            });
        }
    });
    endpoint.run();
}

static void server() {
    websocketpp::server<websocketpp::config::asio> endpoint;
    prepare(endpoint);
    endpoint.set_open_handler([&](connection_hdl handle) {
        auto resource = endpoint.get_con_from_hdl(handle)->get_resource();
        watch(endpoint, handle, all.emplace(handle, Seen(resource)).first->second);
    });
    endpoint.listen(boost::asio::ip::tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0));
    endpoint.start_accept();
    boost::system::error_code error;
    lab::listening(endpoint.get_local_endpoint(error).port());
    endpoint.run();
}

int main(int, char **arguments) {
    std::string role = arguments[1];
    if (role == "version") {
        std::cout << websocketpp::major_version << '.' << websocketpp::minor_version << '.'
                  << websocketpp::patch_version << std::endl;
    } else if (role == "client") {
        client();
    } else {
        server();
    }
}
