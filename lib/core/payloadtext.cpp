// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/payloadtext.h"

#include "core/jsonreader.h"

#include <QCoreApplication>

#include <algorithm>

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::PayloadText)
};

QString cArray(QByteArrayView payload)
{
    constexpr qsizetype bytesPerLine = 12;
    QByteArray text = "{";
    for (qsizetype i = 0; i < payload.size(); ++i) {
        text += i % bytesPerLine == 0 ? "\n    0x" : " 0x";
        text += QByteArray(1, payload[i]).toHex();
        text += ',';
    }
    return QString::fromLatin1(text + (payload.isEmpty() ? "}" : "\n}"));
}

} // namespace

Result<QString> payloadText(QByteArrayView payload, CopyFormat format)
{
    switch (format) {
    case CopyFormat::Text:
        break;
    case CopyFormat::Hex:
        return QString::fromLatin1(payload.toByteArray().toHex(' '));
    case CopyFormat::Base64:
        return QString::fromLatin1(payload.toByteArray().toBase64());
    case CopyFormat::JsonString:
        if (!QUtf8StringView(payload.data(), payload.size()).isValidUtf8()) {
            return fail(Texts::tr("The payload is not valid UTF-8, so it can't stand in a JSON string."),
                        Texts::tr("Copy it as Base64."));
        }
        return QString::fromUtf8(toJsonString(QString::fromUtf8(payload)));
    case CopyFormat::CArray:
        return cArray(payload);
    }
    return QString::fromUtf8(payload);
}

} // namespace sonde
