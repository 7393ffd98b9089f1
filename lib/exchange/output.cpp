// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/output.h"

#include <QCoreApplication>
#include <QFileDevice>

#include <algorithm>
#include <array>

namespace sonde {

namespace {

constexpr qsizetype BufferBytes = 256 * 1024;
constexpr qsizetype Base64Bytes = 3 * 64 * 1024; // At a time, so that a large payload is not in memory once more.

bool needsEscape(char c)
{
    return static_cast<quint8>(c) < 0x20 || c == '"' || c == '\\';
}

QByteArrayView escape(char c, std::array<char, 6> &space)
{
    switch (c) {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    default:
        break;
    }
    constexpr QByteArrayView digits = "0123456789abcdef";
    space = {'\\', 'u', '0', '0', digits[static_cast<quint8>(c) >> 4], digits[c & 15]};
    return space;
}

} // namespace

Output::Output(QIODevice &device)
    : m_device(device)
{
    m_buffer.reserve(BufferBytes);
}

void Output::write(QByteArrayView bytes)
{
    if (m_buffer.size() + bytes.size() > BufferBytes)
        drain();
    if (bytes.size() < BufferBytes)
        m_buffer.append(bytes);
    else
        hand(bytes);
}

void Output::writeEscaped(QByteArrayView utf8)
{
    std::array<char, 6> space{};
    while (!utf8.isEmpty() && !m_failed) {
        const auto *plainEnd = std::ranges::find_if(utf8, needsEscape);
        const qsizetype plain = plainEnd - utf8.begin();
        write(utf8.first(plain));
        if (plainEnd != utf8.end())
            write(escape(*plainEnd, space));
        utf8 = utf8.sliced(std::min(plain + 1, utf8.size()));
    }
}

void Output::writeBase64(QByteArrayView bytes)
{
    while (!bytes.isEmpty() && !m_failed) {
        const QByteArrayView part = bytes.first(std::min(Base64Bytes, bytes.size()));
        write(QByteArray::fromRawData(part.data(), part.size()).toBase64());
        bytes = bytes.sliced(part.size());
    }
}

void Output::writeJsonString(QByteArrayView utf8)
{
    write("\"");
    writeEscaped(utf8);
    write("\"");
}

Result<> Output::flush()
{
    drain();
    auto *file = qobject_cast<QFileDevice *>(&m_device);
    m_failed = m_failed || (file && !file->flush());
    return status();
}

Result<> Output::status() const
{
    if (!m_failed)
        return {};
    return fail(QCoreApplication::translate("sonde::Exchange", "Writing failed: %1.").arg(m_device.errorString()),
                QCoreApplication::translate("sonde::Exchange", "Check the free space and the permissions there."));
}

void Output::drain()
{
    hand(m_buffer);
    m_buffer.resize(0); // Keeps the memory, unlike clear().
}

/// Where a disk gets full a file takes a part first, and says why not more only when it is asked again.
void Output::hand(QByteArrayView bytes)
{
    while (!m_failed && !bytes.isEmpty()) {
        const qint64 written = m_device.write(bytes.data(), bytes.size());
        m_failed = written <= 0;
        bytes = bytes.sliced(std::max<qint64>(written, 0));
    }
}

} // namespace sonde
