// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/foreignvalues.h"
#include "interop/importbuilder.h"
#include "interop/importers.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Import)
};

constexpr auto TypeOfV5 = ".insomnia.rest/"_L1; ///< "collection.insomnia.rest/5.0"

/// Values may be objects: {{ _.api.host }} is the member "host" of "api".
void flatten(QList<ForeignVariable> &variables, const QString &prefix, const QJsonObject &data, int depth = 0)
{
    for (auto it = data.begin(); it != data.end(); ++it) {
        if (it.value().isObject() && depth < ImportBuilder::MaxDepth)
            flatten(variables, prefix + it.key() + u'.', it.value().toObject(), depth + 1);
        else
            variables.append({prefix + it.key(), textOf(it.value())});
    }
}

QList<ForeignVariable> variablesOf(const QJsonValue &data)
{
    QList<ForeignVariable> variables;
    flatten(variables, {}, data.toObject());
    return variables;
}

ForeignAuth authOf(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    if (object[u"disabled"].toBool())
        return {u"none"_s};
    return foreignAuth(object[u"type"].toString(), object);
}

class InsomniaReader final
{
public:
    explicit InsomniaReader(const QString &source)
        : m_builder(source, VariableSyntax::Insomnia)
    {
    }

    void readResources(const QJsonArray &resources)
    {
        for (const QJsonValue &value : resources) {
            const QJsonObject resource = value.toObject();
            m_byParent[resource[u"parentId"].toString()] << resource;
            m_ids.insert(resource[u"_id"].toString());
        }
        for (QList<QJsonObject> &children : m_byParent)
            std::ranges::stable_sort(children, {}, [](const QJsonObject &o) { return o[u"metaSortKey"].toDouble(); });
        // What hangs on nothing that is in the file is at the top.
        QList<QJsonObject> roots;
        for (const QJsonValue &value : resources) {
            if (!m_ids.contains(value[u"parentId"].toString()))
                roots << value.toObject();
        }
        for (const QJsonObject &root : std::as_const(roots))
            readEnvironments(root, root, 0);
        for (const QJsonObject &root : std::as_const(roots))
            readResource({}, root, 0);
    }

    void readDocument(const QJsonObject &document)
    {
        const QJsonObject environments = document[u"environments"].toObject();
        m_builder.addVariables(u"default"_s, variablesOf(environments[u"data"]));
        for (const QJsonValue &value : environments[u"subEnvironments"].toArray())
            m_builder.addVariables(value[u"name"].toString(u"default"_s), variablesOf(value[u"data"]));
        noteCookies(document[u"cookieJar"].toObject());
        for (const QStringView key : {u"certificates", u"caCertificate"}) {
            if (!document[key].toArray().isEmpty() || !document[key].toObject().isEmpty())
                m_builder.remark(key.toString(), Texts::tr("Certificates were left out. Set them in the profiles."));
        }
        readChildren(m_builder.groupIn({}, document[u"name"].toString()), document[u"collection"], 0);
    }

    [[nodiscard]] Imported take() { return m_builder.take(); }

private:
    /// The base environment counts for all, those under it are chosen from.
    void readEnvironments(const QJsonObject &resource, const QJsonObject &parent, int depth)
    {
        const QString type = resource[u"_type"].toString();
        if (depth > ImportBuilder::MaxDepth)
            return;
        if (type == u"environment") {
            const bool isBase = parent[u"_type"].toString() != u"environment" || depth == 0;
            m_builder.addVariables(isBase ? u"default"_s : resource[u"name"].toString(u"default"_s),
                                   variablesOf(resource[u"data"]));
        }
        for (const QJsonObject &child : m_byParent.value(resource[u"_id"].toString()))
            readEnvironments(child, resource, depth + 1);
    }

    void readResource(const ForeignGroup &group, const QJsonObject &resource, int depth)
    {
        const QString type = resource[u"_type"].toString();
        const QString name = resource[u"name"].toString();
        const QList<QJsonObject> children = m_byParent.value(resource[u"_id"].toString());
        if (type == u"request_group" || type == u"workspace") {
            if (depth > ImportBuilder::MaxDepth) {
                m_builder.remark(name, Texts::tr("Left out: groups are nested too deep."));
                return;
            }
            const ForeignGroup inner = groupOf(group, resource);
            for (const QJsonObject &child : children)
                readResource(inner, child, depth + 1);
        } else if (type == u"websocket_request") {
            QList<SavedMessage> messages;
            for (const QJsonObject &child : children) {
                if (child[u"_type"].toString() == u"websocket_payload")
                    messages << foreignMessage(child[u"name"].toString(), textOf(child[u"value"]),
                                               child[u"mode"].toString());
            }
            m_builder.addRequest(group, requestOf(resource, messages));
        } else if (type == u"cookie_jar") {
            noteCookies(resource);
        } else if (type.endsWith(u"request")) {
            readOther(group, resource, type == u"request" ? u"HTTP"_s : type);
        }
    }

    void readChildren(const ForeignGroup &group, const QJsonValue &children, int depth)
    {
        if (depth > ImportBuilder::MaxDepth) {
            m_builder.remark(group.id, Texts::tr("Left out: groups are nested too deep."));
            return;
        }
        for (const QJsonValue &value : children.toArray()) {
            const QJsonObject object = value.toObject();
            const QString id = object[u"meta"][u"id"].toString();
            if (object.contains(u"children"_s))
                readChildren(groupOf(group, object), object[u"children"], depth + 1);
            else if (id.startsWith(u"ws-req"))
                m_builder.addRequest(group, requestOf(object, {}));
            else if (id.startsWith(u"socketio-req") || id.startsWith(u"greq"))
                m_builder.leaveOut(object[u"name"].toString(), id.startsWith(u"greq") ? u"gRPC"_s : u"Socket.IO"_s);
            else if (object.contains(u"url"_s))
                readOther(group, object, u"HTTP"_s);
        }
    }

    void noteCookies(const QJsonObject &jar)
    {
        if (!jar[u"cookies"].toArray().isEmpty())
            m_builder.remark(jar[u"name"].toString(u"cookieJar"_s),
                             Texts::tr("Cookies that were kept were left out. Set them in the profiles."));
    }

    ForeignGroup groupOf(const ForeignGroup &group, const QJsonObject &object)
    {
        const QString name = object[u"name"].toString();
        m_builder.addInnerVariables(name, variablesOf(object[u"environment"]));
        return m_builder.groupIn(group, name, foreignFields(object[u"headers"]), authOf(object[u"authentication"]));
    }

    /// A request of another kind, whose address may still be a WebSocket's.
    void readOther(const ForeignGroup &group, const QJsonObject &object, const QString &kind)
    {
        if (!m_builder.isWebSocket(object[u"url"].toString())) {
            m_builder.leaveOut(object[u"name"].toString(), kind);
            return;
        }
        QList<SavedMessage> messages;
        if (const QString text = object[u"body"][u"text"].toString(); !text.isEmpty())
            messages << foreignMessage({}, text, object[u"body"][u"mimeType"].toString());
        m_builder.addRequest(group, requestOf(object, messages));
    }

    ForeignRequest requestOf(const QJsonObject &object, const QList<SavedMessage> &messages)
    {
        ForeignRequest request{object[u"name"].toString(), object[u"url"].toString()};
        request.headers = foreignFields(object[u"headers"]);
        request.query = foreignFields(object[u"parameters"]);
        request.pathParameters = foreignFields(object[u"pathParameters"]);
        request.auth = authOf(object[u"authentication"]);
        request.messages = messages;
        const QJsonObject scripts = object[u"scripts"].toObject();
        for (const QJsonValue &script : {object[u"preRequestScript"], object[u"afterResponseScript"],
                                         scripts[u"preRequest"], scripts[u"afterResponse"]}) {
            if (!script.toString().trimmed().isEmpty())
                m_builder.remark(request.name, Texts::tr("Scripts were left out."));
        }
        return request;
    }

    ImportBuilder m_builder;
    QHash<QString, QList<QJsonObject>> m_byParent;
    QSet<QString> m_ids;
};

QString versionOfV5(const QJsonObject &object)
{
    return object[u"type"].toString().section(TypeOfV5, 1);
}

} // namespace

bool isInsomnia(const ImportSource &source)
{
    const QJsonObject object = source.root.toObject();
    return object.contains(u"__export_format"_s) || object[u"type"].toString().contains(TypeOfV5);
}

Result<Imported> importInsomnia(const ImportSource &source)
{
    const QJsonObject object = source.root.toObject();
    const QString hint = Texts::tr("Sonde reads exports of Insomnia in the formats v4 and v5.");
    if (const QJsonValue format = object[u"__export_format"]; !format.isUndefined()) {
        if (format.toInt() != 4)
            return fail(Texts::tr("Sonde does not know version %1 of an Insomnia export.").arg(textOf(format)), hint);
        InsomniaReader reader(Texts::tr("Insomnia export (v4)"));
        reader.readResources(object[u"resources"].toArray());
        return reader.take();
    }
    const QString version = versionOfV5(object);
    if (!version.startsWith(u"5."))
        return fail(Texts::tr("Sonde does not know version %1 of an Insomnia export.").arg(version), hint);
    InsomniaReader reader(Texts::tr("Insomnia export (v5)"));
    reader.readDocument(object);
    return reader.take();
}

} // namespace sonde
