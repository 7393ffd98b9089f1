// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/engines.h"

#include <QTest>

#ifndef SONDE_ENGINE
#define SONDE_ENGINE Qt
#endif

namespace sonde {

/// The engine under test: see sonde_add_engine_tests() in tests/CMakeLists.txt.
constexpr Engine testedEngine = Engine::SONDE_ENGINE;

/// The request, for the engine under test.
[[nodiscard]] inline Request tested(Request request)
{
    request.options.engine = testedEngine;
    return request;
}

/// A transport and all that it told.
class Dialled : public QObject
{
public:
    explicit Dialled(const QUrl &url, const ConnectionOptions &options = {})
        : Dialled(makeTransport(tested({url, options})), {url, options})
    {
    }

    Dialled(std::unique_ptr<Transport> dialler, const Request &request)
        : transport(std::move(dialler))
    {
        connect(transport.get(), &Transport::handshakeDone, this, [this](const Handshake &h) { handshakes << h; });
        connect(transport.get(), &Transport::opened, this, [this] { ++openings; });
        connect(transport.get(), &Transport::messageReceived, this, [this](const Message &m) { messages << m; });
        connect(transport.get(), &Transport::controlFrameReceived, this,
                [this](Opcode opcode, const QByteArray &payload) { controls << qMakePair(opcode, payload); });
        connect(transport.get(), &Transport::noticed, this, [this](const Error &e) { notices << e; });
        connect(transport.get(), &Transport::ended, this, [this](const Ending &e) { endings << e; });
        transport->open(tested(request));
    }

    [[nodiscard]] bool isOpen()
    {
        return QTest::qWaitFor([this] { return openings > 0 || !endings.isEmpty(); }, 20'000) && openings == 1;
    }

    [[nodiscard]] bool hasEnded()
    {
        return QTest::qWaitFor([this] { return !endings.isEmpty(); }, 20'000);
    }

    /// How it ended, once whatever might wrongly follow has come; of no cause that a test expects where it did not end
    /// exactly once.
    [[nodiscard]] Ending ending()
    {
        if (hasEnded()) {
            QCoreApplication::processEvents();
            QCoreApplication::sendPostedEvents();
            QCoreApplication::processEvents();
        }
        return endings.size() == 1 ? endings.first() : Ending{.cause = Cause::InvalidRequest, .step = Step::Closing};
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

    std::unique_ptr<Transport> transport;
    QList<Handshake> handshakes;
    int openings = 0;
    QList<Message> messages;
    QList<QPair<Opcode, QByteArray>> controls;
    QList<Error> notices;
    QList<Ending> endings;
};

} // namespace sonde
