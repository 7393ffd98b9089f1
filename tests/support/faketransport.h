// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/connection.h"

#include <QList>
#include <QPointer>

#include <functional>
#include <memory>
#include <utility>

namespace sonde {

/// A Transport without a network: the test says what the peer does.
class FakeTransport final : public Transport
{
public:
    void open(const Request &asked) override
    {
        request = asked;
        ++openings;
        if (onOpen)
            onOpen(*this);
    }

    Result<qint64> send(const Message &message) override
    {
        if (!isOpen)
            return fail(QStringLiteral("not open"));
        sent.append(message);
        return -1;
    }

    Result<> ping(const QByteArray &payload) override
    {
        if (!isOpen)
            return fail(QStringLiteral("not open"));
        pings.append(payload);
        return {};
    }

    /// As the real one: before the handshake this is abort(), else the test ends it.
    Result<> close(const CloseFrame &frame) override
    {
        if (!isSendableCloseCode(frame.code) && frame.code != 1005)
            return fail(QStringLiteral("not sendable"));
        if (isOpen)
            closes.append(frame);
        else
            abort();
        return {};
    }

    void abort() override
    {
        ++aborts;
        end({.cause = Cause::ClosedByUs, .sent = closes.isEmpty() ? std::nullopt : std::optional(closes.last())});
    }

    quint64 arrivals() const override { return arrived; }

    // What happens on the wire:
    void accept(const QString &subprotocol = {})
    {
        Handshake handshake;
        handshake.accepted = true;
        handshake.status = 101;
        handshake.subprotocol = subprotocol;
        emit handshakeDone(handshake);
        isOpen = true;
        emit opened();
    }

    void refuse(int status)
    {
        Handshake handshake;
        handshake.status = status;
        emit handshakeDone(handshake);
        end({.cause = Cause::Refused,
             .step = Step::Handshake,
             .httpStatus = status,
             .error = {QStringLiteral("refused")}});
    }

    void lose() { end({.cause = Cause::ConnectionLost, .step = Step::Open, .error = {QStringLiteral("lost")}}); }

    void closeByPeer(quint16 code, const QString &reason = {})
    {
        end({.cause = Cause::ClosedByPeer,
             .step = Step::Closing,
             .sent = CloseFrame{code, {}},
             .received = CloseFrame{code, reason}});
    }

    void receive(const QByteArray &payload, Opcode opcode = Opcode::Text)
    {
        ++arrived;
        emit messageReceived({opcode, payload});
    }
    void pong(const QByteArray &payload)
    {
        ++arrived;
        emit controlFrameReceived(Opcode::Pong, payload);
    }

    void end(const Ending &ending)
    {
        if (std::exchange(isEnded, true))
            return;
        isOpen = false;
        emit ended(ending);
    }

    std::function<void(FakeTransport &)> onOpen;
    Request request;
    int openings = 0;
    int aborts = 0;
    quint64 arrived = 0;
    bool isOpen = false;
    bool isEnded = false;
    QList<Message> sent;
    QList<QByteArray> pings;
    QList<CloseFrame> closes;
};

/// Makes FakeTransports and remembers them.
class FakeNetwork final
{
public:
    [[nodiscard]] TransportFactory factory()
    {
        return [this](const Request &) {
            auto transport = std::make_unique<FakeTransport>();
            transport->onOpen = onOpen;
            m_transports.append(transport.get());
            return transport;
        };
    }

    [[nodiscard]] qsizetype count() const { return m_transports.size(); } ///< Ever made.
    [[nodiscard]] FakeTransport *at(qsizetype i) const { return m_transports[i]; } ///< Null where it is gone.
    [[nodiscard]] FakeTransport *last() const { return m_transports.last(); }

    std::function<void(FakeTransport &)> onOpen; ///< Runs inside open() of each that is made from now on.

private:
    QList<QPointer<FakeTransport>> m_transports;
};

} // namespace sonde
