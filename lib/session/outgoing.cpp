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

constexpr qint64 Large = 16 << 20; ///< Bytes; a larger file is read as it goes out.

Result<Message> fileMessage(const QString &path, const SendLimits &limits)
{
    const QFileInfo info(path);
    if (!info.isFile())
        return fail(Texts::tr("There is no file %1.").arg(path), Texts::tr("Choose another."));
    if (limits.streamsFiles && info.size() > Large)
        return PayloadFile::open(info.filePath()).map([](const std::shared_ptr<PayloadFile> &file) {
            return Message{Opcode::Binary, {}, -1, file};
        });
    if (info.size() > limits.inMemory)
        return fail(Texts::tr("The file has %1, and the limit for one message is %2.")
                        .arg(QLocale().formattedDataSize(info.size()), QLocale().formattedDataSize(limits.inMemory)),
                    Texts::tr("Raise the limit in the connection's settings, or choose Sonde's own engine there."));
    QFile file(info.filePath());
    if (!file.open(QIODevice::ReadOnly))
        return fail(Texts::tr("The file can't be read: %1.").arg(file.errorString()),
                    Texts::tr("Check its permissions."));
    const QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return fail(Texts::tr("The file can't be read: %1.").arg(file.errorString()), Texts::tr("Try again."));
    return Message{Opcode::Binary, bytes};
}

Result<QByteArray> payloadOf(MessageKind kind, const QString &text)
{
    switch (kind) {
    case MessageKind::Json:
        return checkedJson(text);
    case MessageKind::Hex:
        return parseHex(text);
    case MessageKind::Base64:
        return parseBase64(text);
    case MessageKind::File:
    case MessageKind::Text:
        break;
    }
    return text.toUtf8();
}

} // namespace

SendLimits sendLimits(const ConnectionOptions &options)
{
    return {options.maxUnsent, options.engine == Engine::Native};
}

Result<Message> toMessage(MessageKind kind, const QString &text, const SendLimits &limits)
{
    if (kind == MessageKind::File)
        return fileMessage(text, limits);
    const bool isText = kind == MessageKind::Text || kind == MessageKind::Json;
    return payloadOf(kind, text).map([isText](const QByteArray &payload) {
        return Message{isText ? Opcode::Text : Opcode::Binary, payload};
    });
}

Result<Message> toMessage(const SavedMessage &saved, const QString &text, const QString &folder,
                          bool allowsOutsideFiles, const SendLimits &limits)
{
    if (saved.kind != MessageKind::File)
        return toMessage(saved.kind, text, limits);
    if (!allowsOutsideFiles && leadsOut(folder, text))
        return fail(Texts::tr("The file %1 is outside of the workspace.").arg(text),
                    Texts::tr("Allow such files in File > Settings, or with --allow-files."));
    return toMessage(saved.kind, QDir(folder).absoluteFilePath(text), limits);
}

} // namespace sonde
