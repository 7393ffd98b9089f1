// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/qttransport.h"

#include <QTest>

namespace sonde {

/// A connection and all that it told, as far as tests of the handshake want it.
template <typename Dialler>
class DialledBy : public QObject
{
public:
    explicit DialledBy(const QUrl &url, const ConnectionOptions &options = {})
        : DialledBy(std::make_unique<Dialler>(), url, options)
    {
    }

    DialledBy(std::unique_ptr<Dialler> dialler, const QUrl &url, const ConnectionOptions &options)
        : transport(std::move(dialler))
    {
        connect(transport.get(), &Transport::handshakeDone, this, [this](const Handshake &h) { handshakes << h; });
        connect(transport.get(), &Transport::opened, this, [this] { isOpened = true; });
        connect(transport.get(), &Transport::messageReceived, this, [this](const Message &m) { messages << m; });
        connect(transport.get(), &Transport::noticed, this, [this](const Error &e) { notices << e; });
        connect(transport.get(), &Transport::ended, this, [this](const Ending &e) { endings << e; });
        transport->open({url, options});
    }

    [[nodiscard]] bool isOpen()
    {
        return QTest::qWaitFor([this] { return isOpened || !endings.isEmpty(); }, 20'000) && isOpened;
    }

    /// How it ended; of no cause that a test expects where it does not.
    [[nodiscard]] Ending ending()
    {
        return QTest::qWaitFor([this] { return !endings.isEmpty(); }, 20'000) ? endings.first()
                                                                              : Ending{.cause = Cause::ClosedByPeer};
    }

    [[nodiscard]] bool hasMessages(qsizetype count)
    {
        return QTest::qWaitFor([this, count] { return messages.size() >= count; }, 20'000);
    }

    /// Whether a message comes back over the open connection.
    [[nodiscard]] bool echoes()
    {
        return isOpen() && transport->send({Opcode::Text, "there and back"}) && hasMessages(1)
            && messages.first().payload == "there and back";
    }

    std::unique_ptr<Dialler> transport;
    QList<Handshake> handshakes;
    QList<Message> messages;
    QList<Error> notices;
    QList<Ending> endings;
    bool isOpened = false;
};

using Dialled = DialledBy<QtTransport>;

} // namespace sonde
