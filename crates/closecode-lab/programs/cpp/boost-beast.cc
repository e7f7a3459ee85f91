// Calls that block, in a thread for each connection.
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/version.hpp>

#include <thread>

#include "lab.h"

namespace beast = boost::beast;
namespace http = beast::http;
using boost::asio::ip::tcp;
using lab::Seen;
using Socket = beast::websocket::stream<tcp::socket>;

static boost::asio::io_context context;

static void watch(Socket &socket, Seen &seen) {
    seen.opened();
    beast::error_code error;
    if (seen.closes) {
        // It waits for the answer, too, and fails if none comes.
        if (seen.code) {
            beast::websocket::close_reason reason(
                static_cast<beast::websocket::close_code>(*seen.code));
            try {
                reason.reason = seen.reason;
            } catch (const std::exception &) {
                seen.throws("exception");
            }
            socket.close(reason, error);
        } else {
            socket.close(beast::websocket::close_code::none, error);
        }
    }
    beast::flat_buffer buffer;
    while (!seen.closes && !error) {
        socket.read(buffer, error);
        buffer.clear();
    }
    if (error && error != beast::websocket::error::closed) {
        seen.failed(error.category().name(), error.message());
        seen.ended(std::nullopt);
        return;
    }
    // How it says that the closing handshake was completed. A Close frame without a code is 0.
    seen.ended(socket.reason().code, std::string(socket.reason().reason.c_str()), true);
}

static void client(std::string address) {
    Seen seen(address);
    auto slash = address.find('/', 5 + 2);
    auto host = address.substr(5, slash - 5);
    auto colon = host.find(':');
    try {
        Socket socket(context);
        tcp::resolver resolver(context);
        auto found = resolver.resolve(host.substr(0, colon), host.substr(colon + 1));
        boost::asio::connect(socket.next_layer(), found);
        socket.handshake(host, address.substr(slash));
        watch(socket, seen);
    } catch (const boost::system::system_error &error) {
        seen.failed(error.code().category().name(), error.code().message());
        seen.ended(std::nullopt);
    }
}

static void serve(tcp::socket peer) {
    try {
        beast::flat_buffer buffer;
        http::request<http::string_body> request;
        http::read(peer, buffer, request);
        Socket socket(std::move(peer));
        socket.accept(request);
        Seen seen(std::string(request.target()));
        watch(socket, seen);
    } catch (const boost::system::system_error &) {
        // A handshake that failed.
    }
}

int main(int, char **arguments) {
    std::string role = arguments[1];
    if (role == "version") {
        std::cout << BOOST_VERSION / 100000 << '.' << BOOST_VERSION / 100 % 1000 << '.'
                  << BOOST_VERSION % 100 << std::endl;
    } else if (role == "client") {
        std::string line;
        while (std::getline(std::cin, line)) std::thread(client, line).detach();
    } else {
        tcp::acceptor acceptor(context, tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0));
        lab::listening(acceptor.local_endpoint().port());
        while (true) std::thread(serve, acceptor.accept()).detach();
    }
}
