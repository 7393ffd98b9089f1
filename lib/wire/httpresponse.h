// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/httphead.h"

namespace sonde {

/// Reads the response to an opening handshake as its bytes come (RFC 9112): interim responses, the head, and unless it
/// switches protocols a body by length, in chunks or until the connection ends.
class HttpResponseReader final
{
public:
    static constexpr qsizetype MaxHead = 256 << 10; ///< Bytes, all interim responses included.
    static constexpr qsizetype MaxBody = 64 << 10; ///< Bytes that are kept.

    enum class State : quint8 {
        Head, ///< More must come.
        Body, ///< The head is there, and the body goes on.
        Complete,
        NotHttp, ///< The first bytes are no HTTP.
        HeadTooLong,
    };

    /// Takes what belongs to the response off the beginning of `input`.
    void append(QByteArrayView &input);
    /// The connection has ended.
    void end();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool hasHead() const { return m_state == State::Body || m_state == State::Complete; }
    [[nodiscard]] const HttpHead &head() const { return m_head; }
    /// All bytes of the head as they came, interim responses in front; so far as they came where it is not complete.
    [[nodiscard]] const QByteArray &headBytes() const { return m_headBytes; }
    [[nodiscard]] QByteArray body() const { return m_body.first(std::min(m_body.size(), MaxBody)); }

private:
    void readHead(QByteArrayView &input);
    void beginBody();
    void readBody(QByteArrayView &input);
    void readChunks();

    enum class Framing : quint8 { None, Length, Chunked, UntilEnd };

    State m_state = State::Head;
    HttpHead m_head;
    QByteArray m_headBytes;
    int m_interims = 0;
    qsizetype m_interimBytes = 0; ///< At the beginning of m_headBytes.
    Framing m_framing = Framing::None;
    qint64 m_missing = 0; ///< Bytes of the body, or of the chunk under way.
    QByteArray m_chunks; ///< What of a chunked body was not read yet.
    QByteArray m_body;
};

} // namespace sonde
