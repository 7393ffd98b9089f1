// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/payload.h"

#include "capture/capturereader.h"

#include <QCoreApplication>

#include <algorithm>

namespace sonde {

Payload::Payload(const Record &record)
    : m_record(record)
    , m_reader(nullptr)
{
}

Payload::Payload(const Record &record, CaptureReader &reader, std::function<Result<>()> check)
    : m_record(record)
    , m_reader(&reader)
    , m_check(std::move(check))
{
}

Result<> Payload::visit(const Visitor &visitor)
{
    return visit(visitor, Cut::Anywhere);
}

Result<> Payload::visitText(const Visitor &visitor)
{
    return visit(visitor, Cut::BetweenCharacters);
}

Result<bool> Payload::isUtf8()
{
    bool isValid = true;
    const auto visited = visitText([&](QByteArrayView part) {
        isValid = isValid && part.isValidUtf8();
        return Result<>();
    });
    return visited.map([&] { return isValid; });
}

Result<> Payload::visit(const Visitor &visitor, Cut cut)
{
    if (m_record.isWhole())
        return visitor(m_record.payload);
    for (qint64 offset = 0; offset < m_record.size;) {
        const Result<QByteArray> bytes = part(offset);
        if (!bytes)
            return tl::unexpected(bytes.error());
        QByteArrayView view(*bytes);
        if (cut == Cut::BetweenCharacters && offset + view.size() < m_record.size)
            view.chop(incompleteTail(view)); // The next part begins with it.
        if (const auto visited = visitor(view); !visited)
            return visited;
        offset += view.size();
    }
    return {};
}

Result<QByteArray> Payload::part(qint64 offset)
{
    if (!m_only.isEmpty())
        return m_only;
    if (m_check) {
        if (const auto checked = m_check(); !checked)
            return tl::unexpected(checked.error());
    }
    auto bytes = m_reader->payload(m_record.seq, offset, PartBytes);
    if (bytes && bytes->isEmpty()) {
        return fail(QCoreApplication::translate("sonde::Exchange", "Row %1 of the capture is shorter than it says.")
                        .arg(toInt(m_record.seq)));
    }
    if (bytes && bytes->size() == m_record.size)
        m_only = *bytes;
    return bytes;
}

qsizetype incompleteTail(QByteArrayView text)
{
    for (qsizetype length = 1; length <= std::min<qsizetype>(3, text.size()); ++length) {
        const auto byte = static_cast<quint8>(text[text.size() - length]);
        if ((byte & 0xc0) == 0x80)
            continue; // In the middle of a character.
        const qsizetype expected = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
        return expected > length ? length : 0;
    }
    return 0;
}

} // namespace sonde
