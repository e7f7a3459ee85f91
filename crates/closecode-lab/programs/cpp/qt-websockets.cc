#include <QCoreApplication>
#include <QMetaEnum>
#include <QWebSocket>
#include <QWebSocketServer>

#include <thread>

#include "lab.h"

using lab::Seen;

static void opened(QWebSocket *socket, Seen *seen) {
    seen->opened();
    if (!seen->closes) return;
    if (seen->code) {
        // Nothing is refused.
        auto code = static_cast<QWebSocketProtocol::CloseCode>(*seen->code);
        socket->close(code, QString::fromStdString(seen->reason));
    } else {
        socket->close();
    }
}

static void watch(QWebSocket *socket, Seen *seen) {
    using Error = QAbstractSocket::SocketError;
    auto failed = QOverload<Error>::of(&QWebSocket::error);
    QObject::connect(socket, failed, [=](Error error) {
        auto kind = QMetaEnum::fromType<Error>().valueToKey(error);
        seen->failed(kind ? kind : "", socket->errorString().toStdString());
        // Without a connection there is no `disconnected`.
        if (socket->state() == QAbstractSocket::UnconnectedState) seen->ended(std::nullopt);
    });
    QObject::connect(socket, &QWebSocket::disconnected, [=] {
        seen->ended(socket->closeCode(), socket->closeReason().toStdString());
    });
}

static void client(const std::string &address) {
    auto socket = new QWebSocket;
    auto seen = new Seen(address);
    watch(socket, seen);
    QObject::connect(socket, &QWebSocket::connected, [=] { opened(socket, seen); });
    socket->open(QUrl(QString::fromStdString(address)));
}

int main(int count, char **arguments) {
    std::string role = arguments[1];
    if (role == "version") {
        std::cout << qVersion() << std::endl;
        return 0;
    }
    QCoreApplication app(count, arguments);
    QWebSocketServer server("lab", QWebSocketServer::NonSecureMode);
    std::thread reader;
    if (role == "client") {
        reader = std::thread([&] {
            std::string line;
            while (std::getline(std::cin, line)) {
                QMetaObject::invokeMethod(&app, [line] { client(line); });
            }
        });
    } else {
        QObject::connect(&server, &QWebSocketServer::newConnection, [&] {
            auto socket = server.nextPendingConnection();
            auto seen = new Seen(socket->requestUrl().toString().toStdString());
            watch(socket, seen);
            opened(socket, seen);
        });
        server.listen(QHostAddress::LocalHost, 0);
        lab::listening(server.serverPort());
    }
    app.exec();
}
