// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/foreignvalues.h"
#include "interop/importbuilder.h"
#include "interop/importers.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Import)
};

/// Exports are a list, or one object alone.
QJsonArray itemsOf(const QJsonValue &root)
{
    return root.isArray() ? root.toArray() : QJsonArray{root};
}

bool isCollection(const QJsonValue &value)
{
    return value[u"folders"].isArray() && value[u"requests"].isArray();
}

bool isEnvironment(const QJsonValue &value)
{
    return value[u"variables"].isArray() && value[u"name"].isString() && !value[u"folders"].isArray();
}

/// What the page "Realtime" keeps of a WebSocket.
bool isRealtime(const QJsonValue &value)
{
    return value[u"endpoint"].isString() && value[u"protocols"].isArray();
}

ForeignAuth authOf(const QJsonValue &value)
{
    QJsonObject members = value.toObject();
    if (members.isEmpty())
        return {};
    if (!members[u"authActive"].toBool(true))
        return {u"none"_s};
    const QJsonObject grant = members[u"grantTypeInfo"].toObject();
    for (auto it = grant.begin(); it != grant.end(); ++it)
        members.insert(it.key(), it.value());
    return foreignAuth(members[u"authType"].toString(), members);
}

class HoppscotchReader final
{
public:
    HoppscotchReader()
        : m_builder(Texts::tr("Hoppscotch export"), VariableSyntax::Hoppscotch)
    {
    }

    void read(const QJsonArray &items)
    {
        for (const QJsonValue &item : items) {
            if (isEnvironment(item))
                m_builder.addVariables(item[u"name"].toString(), foreignVariables(item[u"variables"]));
            else
                readVariables(item, 0);
        }
        for (const QJsonValue &item : items) {
            if (isCollection(item))
                readCollection({}, item.toObject(), 0);
            else if (isRealtime(item))
                readRealtime({}, item.toObject());
        }
    }

    [[nodiscard]] Imported take() { return m_builder.take(); }

private:
    void readVariables(const QJsonValue &collection, int depth)
    {
        const QList<ForeignVariable> variables = foreignVariables(collection[u"variables"]);
        if (depth == 0)
            m_builder.addVariables(u"default"_s, variables);
        else
            m_builder.addInnerVariables(collection[u"name"].toString(), variables);
        for (const QJsonValue &folder : collection[u"folders"].toArray()) {
            if (depth < ImportBuilder::MaxDepth)
                readVariables(folder, depth + 1);
        }
    }

    void readCollection(const ForeignGroup &parent, QJsonObject collection, int depth)
    {
        if (depth > ImportBuilder::MaxDepth) {
            m_builder.remark(parent.id, Texts::tr("Left out: groups are nested too deep."));
            return;
        }
        // Collections of teams have this as JSON in a text.
        const QJsonObject data = QJsonDocument::fromJson(collection[u"data"].toString().toUtf8()).object();
        for (const QString &key : {u"auth"_s, u"headers"_s}) {
            if (data.contains(key) && !collection.contains(key))
                collection.insert(key, data[key]);
        }
        const ForeignGroup group =
            m_builder.groupIn(parent, textOf(collection, {u"name", u"title"}), foreignFields(collection[u"headers"]),
                              authOf(collection[u"auth"]));
        for (const QJsonValue &folder : collection[u"folders"].toArray())
            readCollection(group, folder.toObject(), depth + 1);
        for (const QJsonValue &request : collection[u"requests"].toArray())
            readRequest(group, request.toObject());
    }

    void readRequest(const ForeignGroup &group, const QJsonObject &object)
    {
        if (isRealtime(object)) {
            readRealtime(group, object);
            return;
        }
        ForeignRequest request{object[u"name"].toString(), object[u"endpoint"].toString()};
        if (request.url.isEmpty()) // of the first versions
            request.url = object[u"url"].toString() + object[u"path"].toString();
        if (!m_builder.isWebSocket(request.url)) {
            m_builder.leaveOut(request.name, object.contains(u"query"_s) ? u"GraphQL"_s : u"HTTP"_s);
            return;
        }
        request.headers = foreignFields(object[u"headers"]);
        request.query = foreignFields(object[u"params"]);
        request.auth = authOf(object[u"auth"]);
        const QJsonValue body = object[u"body"];
        if (const QString text = body[u"body"].toString(); !text.isEmpty())
            request.messages << foreignMessage({}, text, body[u"contentType"].toString());
        for (const QStringView key : {u"preRequestScript", u"testScript"}) {
            if (!object[key].toString().trimmed().isEmpty())
                m_builder.remark(request.name, Texts::tr("Scripts were left out."));
        }
        m_builder.addRequest(group, request);
    }

    void readRealtime(const ForeignGroup &group, const QJsonObject &object)
    {
        ForeignRequest request{object[u"name"].toString(), object[u"endpoint"].toString()};
        for (const QJsonValue &protocol : object[u"protocols"].toArray()) {
            const QString name = protocol.isString() ? protocol.toString() : protocol[u"value"].toString();
            if (!name.isEmpty() && protocol[u"active"].toBool(true))
                request.subprotocols << name;
        }
        m_builder.addRequest(group, request);
    }

    ImportBuilder m_builder;
};

} // namespace

bool isHoppscotch(const ImportSource &source)
{
    const QJsonArray items = itemsOf(source.root);
    return std::any_of(items.begin(), items.end(), [](const QJsonValue &item) {
        return isCollection(item) || isEnvironment(item) || isRealtime(item);
    });
}

Result<Imported> importHoppscotch(const ImportSource &source)
{
    HoppscotchReader reader;
    reader.read(itemsOf(source.root));
    return reader.take();
}

} // namespace sonde
