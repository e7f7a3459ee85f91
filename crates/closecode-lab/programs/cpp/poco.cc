#include <Poco/Buffer.h>
#include <Poco/Environment.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/WebSocket.h>
#include <Poco/ThreadPool.h>
#include <Poco/URI.h>

#include <thread>
#include <vector>

#include "lab.h"

using lab::Seen;
using Poco::Net::WebSocket;

static void watch(WebSocket &socket, Seen &seen) {
    seen.opened();
    std::optional<int> told;
    std::string reason;
    try {
        if (seen.closes) {
            // A number may be anything; without one, it sends 1000.
            if (seen.code) {
                socket.shutdown(*seen.code, seen.reason);
            } else {
                socket.shutdown();
            }
        }
        Poco::Buffer<char> buffer(0);
        for (;;) {
            int flags = 0;
            buffer.resize(0);
            auto length = socket.receiveFrame(buffer, flags);
            auto operation = flags & WebSocket::FRAME_OP_BITMASK;
            // How it tells of the end of the TCP connection.
            if (length == 0 && flags == 0) break;
            // It leaves it to its users to answer a Ping and a Close frame, and its sample does.
            if (operation == WebSocket::FRAME_OP_PING) {
                auto pong = WebSocket::FRAME_FLAG_FIN | WebSocket::FRAME_OP_PONG;
                socket.sendFrame(buffer.begin(), length, pong);
            } else if (operation == WebSocket::FRAME_OP_CLOSE) {
                if (length >= 2) {
                    auto bytes = reinterpret_cast<unsigned char *>(buffer.begin());
                    told = bytes[0] << 8 | bytes[1];
                    reason.assign(buffer.begin() + 2, buffer.begin() + length);
                }
                if (!seen.closes) socket.sendFrame(buffer.begin(), length, flags);
                break;
            }
        }
    } catch (Poco::Exception &error) {
        seen.failed(error.name(), error.displayText());
    }
    socket.close();
    seen.ended(told, reason);
}

static void client(const std::string &address) {
    Seen seen(address);
    Poco::URI uri(address);
    try {
        Poco::Net::HTTPClientSession session(uri.getHost(), uri.getPort());
        Poco::Net::HTTPRequest request("GET", uri.getPathAndQuery(), "HTTP/1.1");
        Poco::Net::HTTPResponse response;
        WebSocket socket(session, request, response);
        watch(socket, seen);
    } catch (Poco::Exception &error) {
        seen.failed(error.name(), error.displayText());
        seen.ended(std::nullopt);
    }
}

class Handler : public Poco::Net::HTTPRequestHandler {
    void handleRequest(Poco::Net::HTTPServerRequest &request,
                       Poco::Net::HTTPServerResponse &response) override {
        try {
            WebSocket socket(request, response);
            Seen seen(request.getURI());
            watch(socket, seen);
        } catch (Poco::Net::WebSocketException &error) {
            // As its sample answers.
            response.set("Sec-WebSocket-Version", WebSocket::WEBSOCKET_VERSION);
            response.setStatusAndReason(Poco::Net::HTTPResponse::HTTP_BAD_REQUEST);
            response.setContentLength(0);
            response.send();
        }
    }
};

class Factory : public Poco::Net::HTTPRequestHandlerFactory {
    Poco::Net::HTTPRequestHandler *
    createRequestHandler(const Poco::Net::HTTPServerRequest &) override {
        return new Handler;
    }
};

int main(int, char **arguments) {
    std::string role = arguments[1];
    if (role == "version") {
        auto version = Poco::Environment::libraryVersion();
        std::cout << (version >> 24) << '.' << (version >> 16 & 255) << '.' << (version >> 8 & 255)
                  << std::endl;
    } else if (role == "client") {
        std::vector<std::thread> clients;
        std::string line;
        while (std::getline(std::cin, line)) clients.emplace_back(client, line);
        for (auto &each : clients) each.join();
    } else {
        Poco::Net::ServerSocket listener(Poco::Net::SocketAddress("127.0.0.1", 0));
        Poco::ThreadPool threads(2, 256);
        // It accepts as many connections at a time as it has threads.
        auto settings = new Poco::Net::HTTPServerParams;
        settings->setMaxThreads(256);
        Poco::Net::HTTPServer server(new Factory, threads, listener, settings);
        server.start();
        lab::listening(listener.address().port());
        for (;;) std::this_thread::sleep_for(std::chrono::hours(1));
    }
}
