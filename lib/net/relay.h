// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/transport.h"

namespace sonde {

/// A Transport that leaves the work to others, which `factory` makes, and decides what follows when one has ended.
class Relay : public Transport
{
    Q_OBJECT

public:
    ~Relay() override;

    [[nodiscard]] Result<qint64> send(const Message &message) override;
    [[nodiscard]] Result<> ping(const QByteArray &payload) override;
    [[nodiscard]] Result<> close(const CloseFrame &frame) override;
    [[nodiscard]] Result<> perform(const LabAction &action) override;
    void keepFrames(bool keeps) override;
    [[nodiscard]] qint64 unsentBytes() const override;
    [[nodiscard]] quint64 arrivals() const override;
    void abort() override;

protected:
    explicit Relay(TransportFactory factory, QObject *parent);

    /// Leaves `request` to a new transport, and drops the one before.
    void dial(const Request &request);
    void finish(const Ending &ending);
    [[nodiscard]] bool isEnded() const { return m_isEnded; }

    virtual void handleHandshake(const Handshake &handshake) = 0; ///< Reports it.
    virtual void handleEnded(Ending ending) = 0; ///< Of the one that dialled: dials again, or finishes.

private:
    void dropTransport();

    TransportFactory m_factory;
    std::unique_ptr<Transport> m_transport;
    bool m_isEnded = false;
    bool m_keepsFrames = false;
};

} // namespace sonde
