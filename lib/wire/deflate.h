// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <memory>

struct z_stream_s;

namespace sonde {

enum class InflateOutcome : quint8 {
    Good,
    Invalid, ///< The bytes are not DEFLATE (RFC 1951), or refer to what is not there.
    TooLarge,
};

/// Decompresses the messages of one direction (RFC 7692 section 7.2.2). Its window is the largest, whatever was agreed on:
/// with a smaller one zlib sees who refers back too far only where the bytes happen to be cut.
class MessageInflater final
{
public:
    explicit MessageInflater(bool noContextTakeover);
    ~MessageInflater();
    Q_DISABLE_COPY_MOVE(MessageInflater)

    /// Decompresses the next bytes of a message to the end of `out`, which must not get longer than `limit`.
    [[nodiscard]] InflateOutcome append(QByteArrayView bytes, QByteArray &out, qint64 limit);
    /// Ends the message.
    [[nodiscard]] InflateOutcome finish(QByteArray &out, qint64 limit);

private:
    std::unique_ptr<z_stream_s> m_stream;
    bool m_noContextTakeover;
};

/// Compresses the messages of one direction (RFC 7692 section 7.2.1).
class MessageDeflater final
{
public:
    MessageDeflater(int windowBits, bool noContextTakeover);
    ~MessageDeflater();
    Q_DISABLE_COPY_MOVE(MessageDeflater)

    /// What goes out as the payload of a message, with RSV1 in its first frame.
    [[nodiscard]] QByteArray compress(QByteArrayView message);

private:
    std::unique_ptr<z_stream_s> m_stream;
    bool m_noContextTakeover;
};

} // namespace sonde
