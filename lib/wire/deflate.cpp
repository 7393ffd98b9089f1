// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/deflate.h"

#include <algorithm>
#include <array>
#include <limits>

#define ZLIB_CONST
#include <zlib.h>

namespace sonde {

namespace {

/// What ends a flushed block, and is left out on the wire (RFC 7692 section 7.2.1).
constexpr std::array<char, 4> FlushEnd = {0x00, 0x00, char(0xFF), char(0xFF)};
constexpr qsizetype OutputStep = 16 << 10;
constexpr int LeastZlibWindow = 9; // deflate() takes no 8; with 9 it refers back 250 bytes at most, which fits both.

uInt stepOf(qsizetype size)
{
    return uInt(std::min<qsizetype>(size, std::numeric_limits<uInt>::max()));
}

} // namespace

MessageInflater::MessageInflater(bool noContextTakeover)
    : m_stream(std::make_unique<z_stream_s>())
    , m_noContextTakeover(noContextTakeover)
{
    if (inflateInit2(m_stream.get(), -MAX_WBITS) != Z_OK)
        qFatal("zlib has no memory for a window");
}

MessageInflater::~MessageInflater()
{
    inflateEnd(m_stream.get());
}

InflateOutcome MessageInflater::append(QByteArrayView bytes, QByteArray &out, qint64 limit)
{
    z_stream &stream = *m_stream;
    while (true) {
        const uInt step = stepOf(bytes.size());
        stream.next_in = reinterpret_cast<const Bytef *>(bytes.data());
        stream.avail_in = step;
        const qsizetype before = out.size();
        // One byte beyond the limit shows that there is more than it allows.
        const qsizetype room = std::clamp<qsizetype>(std::max<qsizetype>(OutputStep, out.capacity() - before), 1,
                                                     std::max<qsizetype>(limit + 1 - before, 1));
        out.resize(before + room);
        stream.next_out = reinterpret_cast<Bytef *>(out.data() + before);
        stream.avail_out = stepOf(room);
        const uInt offered = stream.avail_out;
        const int code = ::inflate(&stream, Z_SYNC_FLUSH);
        out.truncate(before + (offered - stream.avail_out));
        bytes = bytes.sliced(step - stream.avail_in);
        if (out.size() > limit)
            return InflateOutcome::TooLarge;
        if (code == Z_STREAM_END) {
            // A block with BFINAL ends the data for zlib, not for the message (RFC 7692 section 7.2.3.4).
            inflateResetKeep(&stream); // with what was there before still to be referred to
        } else if (code != Z_OK && code != Z_BUF_ERROR) {
            return InflateOutcome::Invalid;
        }
        if (bytes.isEmpty() && stream.avail_out > 0)
            return InflateOutcome::Good;
    }
}

InflateOutcome MessageInflater::finish(QByteArray &out, qint64 limit)
{
    InflateOutcome outcome = append({FlushEnd.data(), FlushEnd.size()}, out, limit);
    // Else what was appended went into a block that lacks its own end.
    constexpr int AtBlockEnd = 128;
    if (outcome == InflateOutcome::Good && (m_stream->data_type & AtBlockEnd) == 0)
        outcome = InflateOutcome::Invalid;
    if (m_noContextTakeover)
        inflateReset(m_stream.get());
    return outcome;
}

MessageDeflater::MessageDeflater(int windowBits, bool noContextTakeover)
    : m_stream(std::make_unique<z_stream_s>())
    , m_noContextTakeover(noContextTakeover)
{
    constexpr int MemoryLevel = 8; // zlib's own default
    if (deflateInit2(m_stream.get(), Z_DEFAULT_COMPRESSION, Z_DEFLATED, -std::max(windowBits, LeastZlibWindow),
                     MemoryLevel, Z_DEFAULT_STRATEGY)
        != Z_OK)
        qFatal("zlib has no memory for a window of %d bits", windowBits);
}

MessageDeflater::~MessageDeflater()
{
    deflateEnd(m_stream.get());
}

QByteArray MessageDeflater::compress(QByteArrayView message)
{
    if (message.isEmpty())
        return QByteArray(1, '\0'); // RFC 7692 section 7.2.3.6
    z_stream &stream = *m_stream;
    QByteArray out;
    do {
        const uInt step = stepOf(message.size());
        stream.next_in = reinterpret_cast<const Bytef *>(message.data());
        stream.avail_in = step;
        const int flush = step == message.size() ? Z_SYNC_FLUSH : Z_NO_FLUSH;
        const qsizetype before = out.size();
        const qsizetype room = std::max<qsizetype>(OutputStep, out.capacity() - before);
        out.resize(before + room);
        stream.next_out = reinterpret_cast<Bytef *>(out.data() + before);
        stream.avail_out = stepOf(room);
        const uInt offered = stream.avail_out;
        ::deflate(&stream, flush);
        out.truncate(before + (offered - stream.avail_out));
        message = message.sliced(step - stream.avail_in);
    } while (!message.isEmpty() || stream.avail_out == 0);
    out.chop(FlushEnd.size());
    if (m_noContextTakeover)
        deflateReset(&stream);
    return out;
}

} // namespace sonde
