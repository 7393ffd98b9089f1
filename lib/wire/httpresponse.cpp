// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/httpresponse.h"

#include <algorithm>

namespace sonde {

namespace {

constexpr int MaxInterims = 32;
constexpr qsizetype MaxChunkLine = 4096; // Bytes; with its extensions.

} // namespace

void HttpResponseReader::append(QByteArrayView &input)
{
    if (m_state == State::Head)
        readHead(input);
    if (m_state == State::Body)
        readBody(input);
}

void HttpResponseReader::end()
{
    if (m_state == State::Body)
        m_state = State::Complete;
    else if (m_state == State::Head)
        m_head = parseHttpHead(QByteArrayView(m_headBytes).sliced(m_interimBytes));
}

void HttpResponseReader::readHead(QByteArrayView &input)
{
    constexpr QByteArrayView Beginning = "HTTP/";
    while (m_state == State::Head && !input.isEmpty()) {
        const qsizetype before = m_headBytes.size();
        const qsizetype known = std::max<qsizetype>(before - m_interimBytes - 2, 0); // searched already
        const qsizetype taken = std::min(input.size(), MaxHead - before);
        m_headBytes += input.first(taken);
        const QByteArrayView bytes = QByteArrayView(m_headBytes).sliced(m_interimBytes);
        if (!bytes.startsWith(Beginning.first(std::min(Beginning.size(), bytes.size())))) {
            m_state = State::NotHttp;
            input = input.sliced(taken);
            return;
        }
        const qsizetype size = httpHeadSize(bytes, known);
        if (size == 0) {
            input = input.sliced(taken);
            if (m_headBytes.size() == MaxHead)
                m_state = State::HeadTooLong;
            return;
        }
        m_headBytes.truncate(m_interimBytes + size);
        input = input.sliced(m_headBytes.size() - before);
        m_head = parseHttpHead(QByteArrayView(m_headBytes).sliced(m_interimBytes));
        if (!isInterim(m_head)) {
            beginBody();
        } else if (++m_interims > MaxInterims) {
            m_state = State::HeadTooLong;
        } else {
            m_interimBytes = m_headBytes.size();
        }
    }
}

/// RFC 9112 section 6.3.
void HttpResponseReader::beginBody()
{
    m_state = State::Body;
    bool hasLength = false;
    m_missing = m_head.value("Content-Length").toLongLong(&hasLength);
    const int status = m_head.status();
    if (status == 101 || status == 204 || status == 304)
        m_framing = Framing::None;
    else if (m_head.hasToken("Transfer-Encoding", "chunked"))
        m_framing = Framing::Chunked;
    else if (hasLength && m_missing >= 0)
        m_framing = Framing::Length;
    else
        m_framing = Framing::UntilEnd;
    if (m_framing == Framing::None || (m_framing == Framing::Length && m_missing == 0))
        m_state = State::Complete;
    if (m_framing == Framing::Chunked)
        m_missing = -1;
}

void HttpResponseReader::readBody(QByteArrayView &input)
{
    if (m_framing == Framing::Chunked) {
        m_chunks += input;
        input = {};
        readChunks();
    } else {
        const qsizetype size = m_framing == Framing::Length ? std::min<qint64>(input.size(), m_missing) : input.size();
        m_body += input.first(size);
        input = input.sliced(size);
        m_missing -= size;
        if (m_framing == Framing::Length && m_missing == 0)
            m_state = State::Complete;
    }
    if (m_body.size() >= MaxBody)
        m_state = State::Complete; // Nobody reads more of it.
}

/// RFC 9112 section 7.1. The trailer section is not waited for.
void HttpResponseReader::readChunks()
{
    constexpr int Hex = 16;
    while (m_state == State::Body && !m_chunks.isEmpty()) {
        if (m_missing > 0) {
            const qsizetype size = std::min<qint64>(m_missing, m_chunks.size());
            m_body += m_chunks.first(size);
            m_chunks.remove(0, size);
            m_missing -= size;
            continue;
        }
        const qsizetype lineEnd = m_chunks.indexOf('\n');
        if ((lineEnd < 0 ? m_chunks.size() : lineEnd) > MaxChunkLine)
            m_state = State::Complete;
        if (lineEnd < 0 || m_state == State::Complete)
            return;
        const QByteArray line = m_chunks.first(lineEnd).trimmed();
        m_chunks.remove(0, lineEnd + 1);
        if (line.isEmpty() && m_missing == 0) { // behind the data of a chunk
            m_missing = -1;
            continue;
        }
        bool isNumber = false;
        m_missing =
            line.first(line.indexOf(';') < 0 ? line.size() : line.indexOf(';')).trimmed().toLongLong(&isNumber, Hex);
        if (!isNumber || m_missing <= 0)
            m_state = State::Complete; // the last chunk, or what is none
    }
}

} // namespace sonde
