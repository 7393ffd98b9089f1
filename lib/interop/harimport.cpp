// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/foreignvalues.h"
#include "interop/importbuilder.h"
#include "interop/importers.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QSet>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Import)
};

constexpr int MaxSaved = 50; ///< Messages of one connection.
constexpr int TextOpcode = 1; ///< RFC 6455 section 5.2.
constexpr int BinaryOpcode = 2;

/// Header fields that a browser sends with each request by itself.
bool isOfBrowser(const QString &name)
{
    static const QStringList names{u"accept-encoding"_s, u"accept-language"_s, u"cache-control"_s, u"pragma"_s,
                                   u"user-agent"_s};
    return names.contains(name.toLower()) || name.startsWith(u"sec-fetch", Qt::CaseInsensitive)
        || name.startsWith(u"sec-ch-", Qt::CaseInsensitive);
}

QString webSocketForm(const QString &url)
{
    return url.startsWith(u"http", Qt::CaseInsensitive) ? u"ws"_s + url.sliced(4) : url;
}

/// Each message that was sent once, in the order in which they were sent.
QList<SavedMessage> messagesOf(ImportBuilder &builder, const QString &where, const QJsonArray &recorded)
{
    QList<SavedMessage> messages;
    QSet<QString> seen;
    for (const QJsonValue &message : recorded) {
        const int opcode = message[u"opcode"].toInt(TextOpcode);
        const QString text = textOf(message[u"data"]);
        const bool isMessage = opcode == TextOpcode || opcode == BinaryOpcode;
        if (message[u"type"].toString() != u"send" || !isMessage || seen.contains(text))
            continue;
        seen.insert(text);
        if (messages.size() == MaxSaved) {
            builder.remark(where, Texts::tr("Only the first %1 different messages were taken.").arg(MaxSaved));
            break;
        }
        messages << foreignMessage({}, text, opcode == BinaryOpcode ? u"base64"_s : QString());
    }
    return messages;
}

void readEntry(ImportBuilder &builder, QSet<QString> &seen, const QJsonObject &entry)
{
    const QJsonObject http = entry[u"request"].toObject();
    const QString url = http[u"url"].toString();
    const QJsonArray recorded = entry[u"_webSocketMessages"].toArray();
    const bool isSwitched =
        entry[u"response"][u"status"].toInt() == 101; // of tools that write http:// (RFC 6455 section 4)
    if (!builder.isWebSocket(url) && !entry[u"_webSocketMessages"].isArray() && !isSwitched)
        return; // a page loads hundreds of other things; nobody wants to read of them
    ForeignRequest request{{}, webSocketForm(url)};
    const QUrl parsed(request.url);
    request.name = parsed.host() + (parsed.path() == u"/" ? QString() : parsed.path());
    request.messages = messagesOf(builder, request.name, recorded);
    request.cookies = foreignFields(http[u"cookies"]);
    for (const Field &header : foreignFields(http[u"headers"])) {
        if (isOfBrowser(header.name))
            builder.remark(header.name, Texts::tr("Left out: browsers add this header field by themselves."));
        else
            request.headers << header;
    }
    // A page that reconnects has the same entry again and again.
    QString content = request.url;
    for (const SavedMessage &message : std::as_const(request.messages))
        content += u'\n' + message.text;
    if (seen.contains(content)) {
        builder.remark(request.name, Texts::tr("The same connection was recorded several times; it was taken once."));
        return;
    }
    seen.insert(content);
    builder.addRequest({}, request);
}

} // namespace

bool isHar(const ImportSource &source)
{
    return source.root[u"log"][u"entries"].isArray();
}

Result<Imported> importHar(const ImportSource &source)
{
    ImportBuilder builder(Texts::tr("HAR"), VariableSyntax::None);
    QSet<QString> seen;
    for (const QJsonValue &entry : source.root[u"log"][u"entries"].toArray())
        readEntry(builder, seen, entry.toObject());
    Imported imported = builder.take();
    if (imported.profiles.isEmpty())
        return fail(Texts::tr("There are no WebSocket connections in the HAR."),
                    Texts::tr("Open the network panel before the page connects, then save it again."));
    return imported;
}

} // namespace sonde
