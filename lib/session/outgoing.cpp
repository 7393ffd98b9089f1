// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/outgoing.h"

#include "core/binarytext.h"
#include "core/json.h"
#include "profile/builtinvalues.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Outgoing)
};

Result<QByteArray> checkedJson(const QString &text)
{
    const QByteArray json = text.toUtf8();
    const Result<> checked = checkJson(json);
    if (checked)
        return json;
    Error error = checked.error();
    if (error.position >= 0)
        error.position = QString::fromUtf8(json.first(error.position)).size();
    return tl::unexpected(error);
}

Result<QByteArray> fileBytes(const QString &path, qint64 limit)
{
    const QFileInfo info(path);
    if (!info.isFile())
        return fail(Texts::tr("There is no file %1.").arg(path), Texts::tr("Choose another."));
    if (info.size() > limit)
        return fail(Texts::tr("The file has %1, and the limit for one message is %2.")
                        .arg(QLocale().formattedDataSize(info.size()), QLocale().formattedDataSize(limit)),
                    Texts::tr("Raise the limit in the connection's settings."));
    QFile file(info.filePath());
    if (!file.open(QIODevice::ReadOnly))
        return fail(Texts::tr("The file can't be read: %1.").arg(file.errorString()),
                    Texts::tr("Check its permissions."));
    QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return fail(Texts::tr("The file can't be read: %1.").arg(file.errorString()), Texts::tr("Try again."));
    return bytes;
}

Result<QByteArray> payloadOf(MessageKind kind, const QString &text, qint64 limit)
{
    switch (kind) {
    case MessageKind::Json:
        return checkedJson(text);
    case MessageKind::Hex:
        return parseHex(text);
    case MessageKind::Base64:
        return parseBase64(text);
    case MessageKind::File:
        return fileBytes(text, limit);
    case MessageKind::Text:
        break;
    }
    return text.toUtf8();
}

} // namespace

Result<Message> toMessage(MessageKind kind, const QString &text, qint64 limit)
{
    const bool isText = kind == MessageKind::Text || kind == MessageKind::Json;
    return payloadOf(kind, text, limit).map([isText](const QByteArray &payload) {
        return Message{isText ? Opcode::Text : Opcode::Binary, payload};
    });
}

Result<Message> toMessage(const SavedMessage &saved, const QString &text, const QString &folder,
                          bool allowsOutsideFiles, qint64 limit)
{
    if (saved.kind != MessageKind::File)
        return toMessage(saved.kind, text, limit);
    if (!allowsOutsideFiles && leadsOut(folder, text))
        return fail(Texts::tr("The file %1 is outside of the workspace.").arg(text),
                    Texts::tr("Allow such files in File > Settings, or with --allow-files."));
    return toMessage(saved.kind, QDir(folder).absoluteFilePath(text), limit);
}

} // namespace sonde
