// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/digest.h"
#include "net/relay.h"

namespace sonde {

class TokenRequest;

/// A Transport before which, or within which, something must be asked: it fetches a token and dials with it, or answers
/// a 401 that offers Digest by dialling once more.
class Authorizer final : public Relay
{
    Q_OBJECT

public:
    explicit Authorizer(TransportFactory factory, QObject *parent = nullptr);
    ~Authorizer() override;

    /// Whether a request with `auth` needs this. Others are served by a transport alone.
    [[nodiscard]] static bool isNeededFor(const AuthOptions &auth);

    void open(const Request &request) override;
    void abort() override;

private:
    void fetchToken();
    void handleToken(const QByteArray &token);
    void handleHandshake(const Handshake &handshake) override;
    void handleEnded(Ending ending) override;
    void answerChallenge();

    Request m_request;
    std::unique_ptr<TokenRequest> m_tokenRequest;
    std::optional<DigestChallenge> m_challenge; ///< The one to answer.
    int m_answers = 0; ///< To challenges of Digest.
};

} // namespace sonde
