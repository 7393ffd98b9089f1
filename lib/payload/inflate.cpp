// SPDX-License-Identifier: GPL-3.0-or-later
#include "payload/inflate.h"

#include "payload/workcontrol.h"

#include <QScopeGuard>

#include <algorithm>
#include <array>

#define ZLIB_CONST
#include <zlib.h>

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Inflate)
};

constexpr qsizetype InputStep = 1 << 18;
constexpr qsizetype OutputStep = 1 << 18;

int windowBits(Compression compression)
{
    switch (compression) {
    case Compression::Gzip:
        return MAX_WBITS + 16;
    case Compression::Zlib:
        return MAX_WBITS;
    case Compression::Deflate:
        break;
    }
    return -MAX_WBITS;
}

/// zlib's state, fed from a view.
class Inflater final
{
public:
    Inflater(QByteArrayView bytes, Compression compression)
        : m_bytes(bytes)
        , m_isReady(inflateInit2(&m_stream, windowBits(compression)) == Z_OK)
    {
    }
    ~Inflater() { inflateEnd(&m_stream); }
    Q_DISABLE_COPY_MOVE(Inflater)

    /// Fills `out` as far as there is input; returns zlib's code, Z_BUF_ERROR where the input is used up.
    int next(QByteArray &out)
    {
        if (!m_isReady)
            return Z_MEM_ERROR;
        out.resize(OutputStep);
        m_stream.next_out = reinterpret_cast<Bytef *>(out.data());
        m_stream.avail_out = uInt(out.size());
        int code = Z_OK;
        while (code == Z_OK && m_stream.avail_out > 0) {
            if (m_stream.avail_in == 0)
                feed();
            code = ::inflate(&m_stream, Z_NO_FLUSH);
        }
        out.truncate(OutputStep - m_stream.avail_out);
        return code;
    }
    /// Begins the next member; false where nothing follows.
    bool restart() { return used() < m_bytes.size() && inflateReset(&m_stream) == Z_OK; }
    [[nodiscard]] qsizetype used() const { return m_next - m_stream.avail_in; }

private:
    void feed()
    {
        const qsizetype step = std::min(InputStep, m_bytes.size() - m_next);
        m_stream.next_in = reinterpret_cast<const Bytef *>(m_bytes.data() + m_next);
        m_stream.avail_in = uInt(step);
        m_next += step;
    }

    QByteArrayView m_bytes;
    qsizetype m_next = 0;
    z_stream m_stream = {};
    bool m_isReady; // After m_stream, which it is made from.
};

} // namespace

Result<Inflated> inflate(QByteArrayView bytes, Compression compression, WorkControl &control, qint64 most)
{
    Inflater inflater(bytes, compression);
    PayloadBuilder builder;
    QByteArray part;
    bool isCut = false;
    while (!control.isCancelled()) {
        const int code = inflater.next(part);
        isCut = builder.size() + part.size() > most;
        if (const Result<> appended = builder.append(part.first(std::min(part.size(), most - builder.size())));
            !appended)
            return tl::unexpected(appended.error());
        control.report(inflater.used(), bytes.size());
        if (isCut)
            break;
        if (code == Z_STREAM_END) {
            if (compression == Compression::Gzip && inflater.restart())
                continue;
            if (inflater.used() < bytes.size())
                return fail(Texts::tr("Something follows the compressed data."), {}, inflater.used());
            break;
        }
        if (code == Z_BUF_ERROR && compression == Compression::Deflate && builder.size() > 0)
            break;
        if (code == Z_BUF_ERROR)
            return fail(Texts::tr("The compressed data has no end."), {}, bytes.size());
        if (code != Z_OK)
            return fail(Texts::tr("The data is not compressed in this way."), {}, inflater.used());
    }
    return builder.finish().map([&](const PayloadBytes &payload) { return Inflated{payload, isCut}; });
}

bool beginsAs(QByteArrayView bytes, Compression compression)
{
    constexpr qsizetype Enough = 4096;
    Inflater inflater(bytes.first(std::min(bytes.size(), Enough)), compression);
    QByteArray part;
    const int code = inflater.next(part);
    return code == Z_OK || code == Z_STREAM_END || (code == Z_BUF_ERROR && !part.isEmpty());
}

} // namespace sonde
