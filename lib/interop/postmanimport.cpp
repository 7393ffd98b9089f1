// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/foreignvalues.h"
#include "interop/importbuilder.h"
#include "interop/importers.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Import)
};

/// Some files have the collection as a member: what Postman's API answers.
QJsonObject collectionOf(const QJsonValue &root)
{
    const QJsonObject object = root.toObject();
    const QJsonValue inner = object[u"collection"];
    return inner.isObject() && inner.toObject().contains(u"info"_s) ? inner.toObject() : object;
}

bool isCollection(const QJsonObject &object)
{
    return object[u"info"].isObject() && (object[u"item"].isArray() || object[u"children"].isArray())
        && !object.contains(u"opencollection"_s);
}

/// Of the first format, which Postman no longer writes.
bool isOldCollection(const QJsonObject &object)
{
    return object[u"requests"].isArray() && object[u"order"].isArray();
}

bool isEnvironment(const QJsonObject &object)
{
    return object.contains(u"_postman_variable_scope"_s)
        || (object[u"values"].isArray() && object[u"name"].isString() && !object.contains(u"version"_s));
}

bool isDump(const QJsonObject &object)
{
    return object[u"collections"].isArray() && object[u"environments"].isArray();
}

/// {"type": "basic", "basic": [{"key": "username", "value": "me"}]}, or an object in place of the list.
ForeignAuth authOf(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    const QString type = object[u"type"].toString();
    const QJsonValue members = object[type];
    QJsonObject named = members.toObject();
    for (const QJsonValue &member : members.toArray())
        named.insert(member[u"key"].toString(), member[u"value"]);
    return foreignAuth(type, named);
}

/// As text, or in parts.
QString urlOf(const QJsonValue &url)
{
    if (!url.isObject())
        return url.toString();
    const QJsonObject parts = url.toObject();
    if (const QString raw = parts[u"raw"].toString(); !raw.isEmpty())
        return raw;
    const auto joined = [&](QStringView key, QChar separator) {
        QStringList texts;
        for (const QJsonValue &part : parts[key].toArray())
            texts << textOf(part);
        return parts[key].isArray() ? texts.join(separator) : textOf(parts[key]);
    };
    QString text = textOf(parts[u"protocol"]);
    text += (text.isEmpty() ? QString() : u"://"_s) + joined(u"host", u'.');
    if (const QString port = textOf(parts[u"port"]); !port.isEmpty())
        text += u':' + port;
    return text + u'/' + joined(u"path", u'/');
}

class PostmanReader final
{
public:
    PostmanReader()
        : m_builder(Texts::tr("Postman collection"), VariableSyntax::Postman)
    {
    }

    void readCollection(const QJsonObject &collection)
    {
        const QString name = textOf(collection[u"info"].toObject(), {u"name", u"title"});
        m_builder.addVariables(u"default"_s, foreignVariables(collection[u"variable"]));
        readVariables(collection, 0);
        readGroup(m_builder.groupIn({}, name, {}, authOf(collection[u"auth"])), collection, 0);
    }

    void readEnvironment(const QJsonObject &environment)
    {
        const bool isGlobal = environment[u"_postman_variable_scope"].toString() == u"globals";
        const QString name = environment[u"name"].toString();
        m_builder.addVariables(isGlobal || name.isEmpty() ? u"default"_s : name,
                               foreignVariables(environment[u"values"]));
    }

    [[nodiscard]] Imported take() { return m_builder.take(); }

private:
    /// Groups may have variables too.
    void readVariables(const QJsonObject &object, int depth)
    {
        for (const QJsonValue &item : object[u"item"].toArray()) {
            m_builder.addInnerVariables(item[u"name"].toString(), foreignVariables(item[u"variable"]));
            if (depth < ImportBuilder::MaxDepth)
                readVariables(item.toObject(), depth + 1);
        }
    }

    void readGroup(const ForeignGroup &group, const QJsonObject &object, int depth)
    {
        if (depth > ImportBuilder::MaxDepth) {
            m_builder.remark(group.id, Texts::tr("Left out: groups are nested too deep."));
            return;
        }
        noteScripts(group.id, object);
        const QJsonValue items = object[object.contains(u"item"_s) ? u"item" : u"children"];
        for (const QJsonValue &value : items.toArray())
            readItem(group, value.toObject(), depth);
    }

    void readItem(const ForeignGroup &group, const QJsonObject &item, int depth)
    {
        const QString name = textOf(item, {u"name", u"title"});
        const QString type = item[u"type"].toString();
        const bool isFolder = item[u"item"].isArray() || type == u"folder";
        if (isFolder)
            readGroup(m_builder.groupIn(group, name, {}, authOf(item[u"auth"])), item, depth + 1);
        else if (type.startsWith(u"ws-raw") || type.startsWith(u"websocket"))
            readSocket(group, name, item);
        else if (item.contains(u"request"_s))
            readRequest(group, name, item);
        else if (!type.isEmpty())
            m_builder.leaveOut(name, type);
    }

    void readRequest(const ForeignGroup &group, const QString &name, const QJsonObject &item)
    {
        const QJsonValue value = item[u"request"]; // of a mere GET it is the address alone
        const QJsonObject object = value.toObject();
        const QJsonValue url = value.isObject() ? object[u"url"] : value;
        ForeignRequest request{name, urlOf(url)};
        if (!m_builder.isWebSocket(request.url)) {
            m_builder.leaveOut(name, u"HTTP"_s);
            return;
        }
        request.headers = foreignFields(object[u"header"]);
        request.query = foreignFields(url[u"query"]);
        request.pathParameters = foreignFields(url[u"variable"]);
        request.auth = authOf(object[u"auth"]);
        noteScripts(name, item);
        m_builder.addRequest(group, withBody(request, object));
    }

    static ForeignRequest withBody(ForeignRequest request, const QJsonObject &object)
    {
        const QJsonObject body = object[u"body"].toObject();
        const QString text = body[u"raw"].toString();
        if (!text.isEmpty() && !body[u"disabled"].toBool())
            request.messages << foreignMessage({}, text, body[u"options"][u"raw"][u"language"].toString());
        return request;
    }

    /// As in Postman's extensible collections.
    void readSocket(const ForeignGroup &group, const QString &name, const QJsonObject &item)
    {
        const QJsonObject payload = item[item.contains(u"payload"_s) ? u"payload" : u"request"].toObject();
        ForeignRequest request{name, urlOf(payload[u"url"])};
        request.headers = foreignFields(payload[payload.contains(u"headers"_s) ? u"headers" : u"header"]);
        request.query =
            foreignFields(payload.contains(u"queryParams"_s) ? payload[u"queryParams"] : payload[u"url"][u"query"]);
        request.pathParameters = foreignFields(payload[u"url"][u"variable"]);
        request.auth = authOf(payload[u"auth"]);
        for (const QJsonValue &value : item[u"children"].toArray()) {
            const QJsonObject message = value[u"payload"].toObject();
            const QString kind = message[u"type"].toString() == u"binary" ? message[u"subtype"].toString(u"base64"_s)
                                                                          : message[u"type"].toString();
            request.messages << foreignMessage(textOf(value.toObject(), {u"title", u"name"}),
                                               textOf(message[u"content"]), kind);
        }
        noteScripts(name, item);
        m_builder.addRequest(group, request);
    }

    void noteScripts(const QString &where, const QJsonObject &object)
    {
        for (const QJsonValue &event : object[u"event"].toArray()) {
            const QJsonValue script = event[u"script"][u"exec"]; // lines, or one text
            if (!script.toArray().isEmpty() || !script.toString().isEmpty())
                m_builder.remark(where, Texts::tr("Scripts were left out."));
        }
    }

    ImportBuilder m_builder;
};

} // namespace

bool isPostman(const ImportSource &source)
{
    const QJsonObject object = collectionOf(source.root);
    return isCollection(object) || isOldCollection(object) || isEnvironment(object) || isDump(object);
}

Result<Imported> importPostman(const ImportSource &source)
{
    const QJsonObject object = collectionOf(source.root);
    if (isOldCollection(object))
        return fail(Texts::tr("This is a Postman collection of version 1, which Sonde does not read."),
                    Texts::tr("Export it from Postman as \"Collection v2.1\"."));
    const QString schema = object[u"info"][u"schema"].toString();
    static const QRegularExpression version(u"/v(\\d+)"_s); // 3 is what holds WebSocket requests
    const auto match = version.match(schema);
    if (match.hasMatch() && (match.captured(1).toInt() < 2 || match.captured(1).toInt() > 3))
        return fail(Texts::tr("Sonde does not know this version of a Postman collection: %1.").arg(schema.left(200)),
                    Texts::tr("Export it from Postman as \"Collection v2.1\"."));
    PostmanReader reader;
    if (isDump(object)) {
        for (const QJsonValue &environment : object[u"environments"].toArray())
            reader.readEnvironment(environment.toObject());
        for (const QJsonValue &collection : object[u"collections"].toArray())
            reader.readCollection(collectionOf(collection));
    } else if (isEnvironment(object)) {
        reader.readEnvironment(object);
    } else {
        reader.readCollection(object);
    }
    Imported imported = reader.take();
    if (isEnvironment(object))
        imported.source = Texts::tr("Postman environment");
    return imported;
}

} // namespace sonde
