// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QByteArray>
#include <QMetaType>

#include <compare>
#include <optional>
#include <string>
#include <vector>

namespace sonde {

/// Number of a record in its capture: 1 for the first, with no gaps.
enum class Seq : qint64 {};
[[nodiscard]] constexpr qint64 toInt(Seq seq)
{
    return static_cast<qint64>(seq);
}

/// What a record tells. The numbers are part of the capture's file format: never change one.
enum class Kind : quint8 {
    Attempt = 1, ///< A connection attempt begins.
    Handshake = 2, ///< The opening handshake ended, accepted or refused (RFC 6455 section 4).
    Text = 3,
    Binary = 4,
    Ping = 5,
    Pong = 6,
    Close = 7, ///< A connection that was open ended.
    Error = 8,
    Retry = 9, ///< The next attempt was scheduled.
    Notice = 10, ///< Something worth knowing: records that are missing, a peer that bends the protocol.
    Frame = 11, ///< A frame, or bytes sent by hand; its payload is what was on the wire, header and all.
};

enum class Direction : quint8 { Event = 0, In = 1, Out = 2 };

[[nodiscard]] constexpr bool isMessage(Kind kind)
{
    return kind == Kind::Text || kind == Kind::Binary;
}

/// Whether the payload is bytes, however much like text they look.
[[nodiscard]] constexpr bool areBytes(Kind kind)
{
    return kind == Kind::Binary || kind == Kind::Frame;
}

/// One row of a capture, as read back.
struct Record
{
    Seq seq{};
    Timestamp time{};
    Kind kind = Kind::Notice;
    Direction direction = Direction::Event;
    qint64 size = 0; ///< Payload bytes on disk, however many of them `payload` holds.
    QByteArray payload; ///< The payload's first bytes; all of it where payload.size() == size.
    QByteArray detail; ///< A JSON object with what is known beyond the payload; empty for plain messages.

    [[nodiscard]] bool isWhole() const { return payload.size() == size; }
};

/// Records on their way to the writer, in the order in which they happened. All bytes lie in one buffer, so that
/// a small message costs no allocation of its own.
class Batch
{
public:
    struct Entry
    {
        Timestamp time;
        Kind kind;
        Direction direction;
        qint64 detailSize; ///< Bytes of detail at `offset`; the payload follows them.
        qint64 payloadSize;
        qint64 offset;
    };

    void append(Timestamp time, Kind kind, Direction direction, QByteArrayView payload, QByteArrayView detail = {})
    {
        m_entries.push_back({time, kind, direction, detail.size(), payload.size(), std::ssize(m_bytes)});
        m_bytes.append(detail.data(), std::size_t(detail.size()));
        m_bytes.append(payload.data(), std::size_t(payload.size()));
    }

    [[nodiscard]] bool isEmpty() const { return m_entries.empty(); }
    [[nodiscard]] qint64 count() const { return std::ssize(m_entries); }
    /// What the batch weighs in memory, for bounding queues.
    [[nodiscard]] qint64 bytes() const
    {
        return qint64(m_bytes.capacity()) + qint64(m_entries.capacity() * sizeof(Entry));
    }
    [[nodiscard]] const std::vector<Entry> &entries() const { return m_entries; }
    [[nodiscard]] QByteArrayView detail(const Entry &e) const { return {m_bytes.data() + e.offset, e.detailSize}; }
    [[nodiscard]] QByteArrayView payload(const Entry &e) const
    {
        return {m_bytes.data() + e.offset + e.detailSize, e.payloadSize};
    }

private:
    std::vector<Entry> m_entries;
    std::string m_bytes;
};

} // namespace sonde

Q_DECLARE_METATYPE(sonde::Seq)
