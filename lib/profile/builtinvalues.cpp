// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/builtinvalues.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QStringDecoder>
#include <QtEndian>

#include <array>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Variables)
};

} // namespace

std::optional<NumberRange> parseRange(QStringView text)
{
    const qsizetype dots = text.indexOf(u"..");
    if (dots < 0)
        return std::nullopt;
    bool isLow = false;
    bool isHigh = false;
    const NumberRange range{text.first(dots).trimmed().toLongLong(&isLow),
                            text.sliced(dots + 2).trimmed().toLongLong(&isHigh)};
    if (!isLow || !isHigh || range.low > range.high)
        return std::nullopt;
    return range;
}

qint64 numberIn(const NumberRange &range, quint64 randomBits)
{
    // Without signs, because the numbers of a range may be more than fit a signed one. All of them are 2^64, or 0 here.
    const quint64 count = quint64(range.high) - quint64(range.low) + 1;
    return qint64(quint64(range.low) + (count == 0 ? randomBits : randomBits % count));
}

QUuid randomUuid(quint64 high, quint64 low)
{
    std::array<uchar, 16> bytes{};
    qToBigEndian(high, bytes.data());
    qToBigEndian(low, bytes.data() + 8);
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    return QUuid::fromRfc4122(QByteArrayView(bytes.data(), bytes.size()));
}

bool leadsOut(const QString &folder, const QString &path)
{
    const QFileInfo file(QDir(folder), path);
    const QFileInfo root(folder.isEmpty() ? u"."_s : folder);
    // What is not there has no canonical path, and is told apart by its name alone.
    const bool exists = file.exists() && root.exists();
    const QString target = exists ? file.canonicalFilePath() : QDir::cleanPath(file.absoluteFilePath());
    const QString above = exists ? root.canonicalFilePath() : QDir::cleanPath(root.absoluteFilePath());
    return target != above && !target.startsWith(above.endsWith(u'/') ? above : QString(above + u'/'));
}

Result<QString> readTextFile(const QString &folder, const QString &path, qint64 limit)
{
    const QFileInfo info(QDir(folder), path);
    // A pipe or a device may have no end.
    if (info.exists() && !info.isFile())
        return fail(Texts::tr("it is no file"));
    QFile file(info.filePath());
    if (!file.open(QIODevice::ReadOnly))
        return fail(info.exists() ? file.errorString() : Texts::tr("there is none"));
    const QByteArray bytes = file.read(limit + 1);
    if (bytes.size() > limit)
        return fail(Texts::tr("it is over %1").arg(QLocale().formattedDataSize(limit)));
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless); // There is no more to come.
    QString text = decoder(bytes);
    if (decoder.hasError())
        return fail(Texts::tr("it is not UTF-8"));
    return text;
}

} // namespace sonde
