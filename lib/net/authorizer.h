// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/digest.h"
#include "net/transport.h"

namespace sonde {

class TokenRequest;

/// A Transport before which, or within which, something must be asked: it fetches a token and dials with it, or answers
/// a 401 that offers Digest by dialling once more. The rest is done by the transports that `factory` makes.
class Authorizer final : public Transport
{
    Q_OBJECT

public:
    explicit Authorizer(TransportFactory factory, QObject *parent = nullptr);
    ~Authorizer() override;

    /// Whether a request with `auth` needs this. Others are served by a transport alone.
    [[nodiscard]] static bool isNeededFor(const AuthOptions &auth);

    void open(const Request &request) override;
    [[nodiscard]] Result<qint64> send(const Message &message) override;
    [[nodiscard]] Result<> ping(const QByteArray &payload) override;
    [[nodiscard]] Result<> close(const CloseFrame &frame) override;
    [[nodiscard]] Result<> perform(const LabAction &action) override;
    void keepFrames(bool keeps) override;
    [[nodiscard]] qint64 unsentBytes() const override;
    [[nodiscard]] quint64 arrivals() const override;
    void abort() override;

private:
    void fetchToken();
    void handleToken(const QByteArray &token);
    void dial(const Request &request);
    void handleHandshake(const Handshake &handshake);
    void handleEnded(Ending ending);
    void answerChallenge();
    void finish(const Ending &ending);
    void dropTransport();

    TransportFactory m_factory;
    Request m_request;
    std::unique_ptr<TokenRequest> m_tokenRequest;
    std::unique_ptr<Transport> m_transport;
    std::optional<DigestChallenge> m_challenge; ///< The one to answer.
    int m_answers = 0; ///< To challenges of Digest.
    bool m_isEnded = false;
    bool m_keepsFrames = false;
};

} // namespace sonde
