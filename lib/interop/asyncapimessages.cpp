// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/asyncapimessages.h"

#include "interop/foreignvalues.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Import)
};

SavedMessage saved(const QString &name, const QJsonValue &payload, const QString &contentType)
{
    const bool isJson = contentType.contains(u"json");
    if (payload.isString() && !isJson)
        return foreignMessage(name, payload.toString(), contentType);
    if (payload.isObject() || payload.isArray()) {
        const QJsonDocument document =
            payload.isObject() ? QJsonDocument(payload.toObject()) : QJsonDocument(payload.toArray());
        return foreignMessage(name, QString::fromUtf8(document.toJson()).trimmed(), u"json"_s);
    }
    const QByteArray array = QJsonDocument(QJsonArray{payload}).toJson(QJsonDocument::Compact);
    return foreignMessage(name, QString::fromUtf8(array.mid(1, array.size() - 2)), u"json"_s);
}

void appendMembers(QJsonArray &array, const QJsonValue &object)
{
    const QJsonObject members = object.toObject();
    for (auto it = members.begin(); it != members.end(); ++it)
        array.append(it.value());
}

} // namespace

AsyncApiMessages::AsyncApiMessages(const QJsonObject &document, FollowReference follow, ImportBuilder &builder)
    : m_document(document)
    , m_follow(std::move(follow))
    , m_builder(builder)
{
}

QList<SavedMessage> AsyncApiMessages::ofChannel(const QString &id, const QJsonObject &channel, const QString &where)
{
    QJsonArray sent;
    QJsonArray other;
    if (m_document[u"asyncapi"].toString().startsWith(u"3.")) {
        sent = receivedOn(id, channel);
        appendMembers(other, channel[u"messages"]);
    } else {
        sent = alternatives(channel[u"publish"]);
        other = alternatives(channel[u"subscribe"]);
    }
    if (sent.isEmpty() && !other.isEmpty())
        m_builder.remark(where, Texts::tr("The file tells of no message that a client sends. All were taken."));
    QList<SavedMessage> messages;
    for (const QJsonValue &message : sent.isEmpty() ? other : sent)
        read(messages, where, message);
    return messages;
}

/// Of version 3, which tells it from the server's side: what that receives, a client sends.
QJsonArray AsyncApiMessages::receivedOn(const QString &id, const QJsonObject &channel)
{
    QJsonArray sent;
    const QJsonObject operations = m_document[u"operations"].toObject();
    for (auto it = operations.begin(); it != operations.end(); ++it) {
        const QJsonObject operation = m_follow(it.value()).toObject();
        const QString target = operation[u"channel"][u"$ref"].toString().section(u'/', 2);
        const bool isMeant = QString(target).replace(u"~1"_s, u"/"_s).replace(u"~0"_s, u"~"_s) == id;
        if (operation[u"action"].toString() != u"receive" || !isMeant)
            continue;
        if (!operation.contains(u"messages"_s)) // all of the channel's
            appendMembers(sent, channel[u"messages"]);
        for (const QJsonValue &message : operation[u"messages"].toArray())
            sent.append(message);
    }
    return sent;
}

/// Of version 2.
QJsonArray AsyncApiMessages::alternatives(const QJsonValue &operation)
{
    const QJsonValue message = m_follow(operation[u"message"]);
    if (message[u"oneOf"].isArray())
        return message[u"oneOf"].toArray();
    return message.isObject() ? QJsonArray{operation[u"message"]} : QJsonArray();
}

/// The message's examples, else those of its payload's schema, else one that is made from the schema.
void AsyncApiMessages::read(QList<SavedMessage> &messages, const QString &where, const QJsonValue &value)
{
    QJsonObject message = m_follow(value).toObject();
    for (const QJsonValue &trait : message[u"traits"].toArray()) { // give way to what the message has
        const QJsonObject more = m_follow(trait).toObject();
        for (auto it = more.begin(); it != more.end(); ++it) {
            if (!message.contains(it.key()))
                message.insert(it.key(), it.value());
        }
    }
    QString name = textOf(message, {u"name", u"title", u"messageId"});
    if (name.isEmpty())
        name = value[u"$ref"].toString().section(u'/', -1);
    const QString type =
        textOf(message.contains(u"contentType"_s) ? message[u"contentType"] : m_document[u"defaultContentType"]);
    const qsizetype before = messages.size();
    for (const QJsonValue &item : message[u"examples"].toArray()) {
        const QJsonObject example = item.toObject();
        const QString own = textOf(example, {u"name", u"summary"});
        if (example.contains(u"payload"_s))
            messages << saved(own.isEmpty() ? name : own, example[u"payload"], type);
    }
    const QJsonObject plain = m_follow(message[u"payload"]).toObject();
    const bool isWrapped = plain.contains(u"schemaFormat"_s); // of version 3
    const QJsonObject payload = isWrapped ? m_follow(plain[u"schema"]).toObject() : plain;
    if (messages.size() == before) {
        for (const QJsonValue &example : payload[u"examples"].toArray())
            messages << saved(name, example, type);
    }
    if (messages.size() > before || payload.isEmpty())
        return;
    messages << saved(name, schemaSample(payload, m_follow), type);
    if (schemaExample(payload).isUndefined())
        m_builder.remark(where, Texts::tr("A message without an example was made from its schema."));
}

} // namespace sonde
