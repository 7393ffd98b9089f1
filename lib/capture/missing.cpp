// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/missing.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace sonde {

void Missing::add(const Batch::Entry &entry)
{
    if (count == 0)
        from = entry.time;
    to = entry.time;
    ++count;
    bytes += entry.payloadSize;
}

void Missing::add(const Batch &batch)
{
    for (const Batch::Entry &entry : batch.entries())
        add(entry);
}

QByteArray Missing::toDetail(const QString &text) const
{
    const QJsonObject detail{
        {QStringLiteral("what"), QStringLiteral("missing")},
        {QStringLiteral("count"), count},
        {QStringLiteral("bytes"), bytes},
        {QStringLiteral("from"), static_cast<qint64>(from.time_since_epoch().count())},
        {QStringLiteral("to"), static_cast<qint64>(to.time_since_epoch().count())},
        {QStringLiteral("text"), text},
    };
    return QJsonDocument(detail).toJson(QJsonDocument::Compact);
}

} // namespace sonde
