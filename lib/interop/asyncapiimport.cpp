// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/asyncapimessages.h"
#include "interop/foreignvalues.h"
#include "interop/importbuilder.h"
#include "interop/importers.h"
#include "interop/schemasample.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Import)
};

constexpr int MaxReferences = 16; ///< That lead from one to the next.
constexpr auto DefaultServer = "ws://127.0.0.1:8080"_L1; ///< Of a document that names none.

/// A server of the document, of either version.
struct Server
{
    QString name;
    QString address; ///< With {variables}.
    QJsonObject object;
};

struct Channel
{
    QString id;
    QString address; ///< Below the server's, with {parameters}.
    QJsonObject object;
};

const QRegularExpression &inBraces()
{
    static const QRegularExpression pattern(u"\\{([^{}/]+)\\}"_s);
    return pattern;
}

QString joined(const QString &server, const QString &channel)
{
    if (channel.isEmpty() || channel == u"/")
        return server + (server.endsWith(u'/') ? QString() : channel);
    const QString base = server.endsWith(u'/') ? server.chopped(1) : server;
    const bool isSeparate = !channel.startsWith(u'/') && !channel.startsWith(u'?');
    return isSeparate ? QString(base + u'/' + channel) : QString(base + channel);
}

class AsyncApiReader final
{
public:
    explicit AsyncApiReader(const QJsonObject &document)
        : m_builder(Texts::tr("AsyncAPI %1").arg(document[u"asyncapi"].toString()), VariableSyntax::None)
        , m_document(document)
        , m_isVersion3(document[u"asyncapi"].toString().startsWith(u"3."))
    {
    }

    [[nodiscard]] Imported read()
    {
        const ForeignGroup group = m_builder.groupIn({}, m_document[u"info"][u"title"].toString());
        const QList<Server> servers = findServers();
        const QList<Channel> channels = findChannels();
        for (const Server &server : servers) {
            const ForeignGroup inner = servers.size() > 1 ? m_builder.groupIn(group, server.name) : group;
            for (const Channel &channel : channels) {
                if (!m_builder.isFull() && isOn(channel, server))
                    m_builder.addRequest(inner, requestOf(server, channel));
            }
        }
        return m_builder.take();
    }

private:
    [[nodiscard]] QJsonValue follow(const QJsonValue &value)
    {
        QJsonValue found = value;
        for (int i = 0; i < MaxReferences; ++i) {
            const QString reference = found[u"$ref"].toString();
            if (reference.isEmpty())
                return found;
            if (!reference.startsWith(u"#/")) {
                m_builder.remark(reference.left(200), Texts::tr("A reference to another file can't be followed."));
                return {};
            }
            found = m_document;
            for (QString part : reference.sliced(2).split(u'/')) {
                part = QUrl::fromPercentEncoding(part.toUtf8()).replace(u"~1"_s, u"/"_s).replace(u"~0"_s, u"~"_s);
                found = found.isArray() ? found[part.toInt()] : found[part];
            }
            if (found.isUndefined()) {
                m_builder.remark(reference.left(200), Texts::tr("The file has nothing at this reference."));
                return {};
            }
        }
        m_builder.remark(value[u"$ref"].toString().left(200), Texts::tr("The reference leads to itself."));
        return {};
    }

    [[nodiscard]] QList<Server> findServers()
    {
        QList<Server> servers;
        const QJsonObject all = m_document[u"servers"].toObject();
        for (auto it = all.begin(); it != all.end(); ++it) {
            const QJsonObject object = follow(it.value()).toObject();
            if (object.isEmpty()) // its reference was told already
                continue;
            const QString protocol = object[u"protocol"].toString().toLower();
            if (protocol != u"ws" && protocol != u"wss") {
                m_builder.remark(it.key(),
                                 Texts::tr("Left out: the server speaks another protocol (%1).").arg(protocol));
                continue;
            }
            QString address =
                m_isVersion3 ? object[u"host"].toString() + object[u"pathname"].toString() : object[u"url"].toString();
            if (!address.contains(u"://"))
                address.prepend(protocol + u"://"_s);
            servers.append({it.key(), address, object});
        }
        if (all.isEmpty()) {
            m_builder.addVariables(u"default"_s, {{u"server"_s, DefaultServer}});
            m_builder.remark(u"servers"_s, Texts::tr("The file names no server. Set the variable \"server\"."));
            servers.append({u"server"_s, marked(u"server"_s), {}});
        }
        for (Server &server : servers)
            server.address = withVariables(server);
        return servers;
    }

    /// With variables of an environment in place of {names}.
    QString withVariables(const Server &server)
    {
        const QJsonObject variables = server.object[u"variables"].toObject();
        QString address = server.address;
        QList<QString> names;
        for (auto it = inBraces().globalMatch(address); it.hasNext();)
            names << it.next().captured(1);
        for (const QString &name : std::as_const(names)) {
            const QJsonObject object = follow(variables[name]).toObject();
            const QString value = textOf(schemaExample(object));
            QString ours = variableName(name);
            if (m_variables.value(ours, value) != value)
                ours = variableName(server.name + u'.' + name);
            m_variables.insert(ours, value);
            m_builder.addVariables(u"default"_s, {{ours, value}});
            noteChoices(server.name, ours, object);
            address.replace(u'{' + name + u'}', marked(ours));
        }
        return address;
    }

    void noteChoices(const QString &where, const QString &name, const QJsonObject &object)
    {
        QStringList choices;
        for (const QJsonValue &choice : object[u"enum"].toArray())
            choices << textOf(choice);
        if (choices.size() > 1)
            m_builder.remark(where, Texts::tr("\"%1\" can be: %2.").arg(name, choices.mid(0, 20).join(u", "_s)));
    }

    [[nodiscard]] QList<Channel> findChannels()
    {
        QList<Channel> channels;
        const QJsonObject all = m_document[u"channels"].toObject();
        for (auto it = all.begin(); it != all.end(); ++it) {
            const QJsonObject object = follow(it.value()).toObject();
            channels.append({it.key(), m_isVersion3 ? object[u"address"].toString() : it.key(), object});
        }
        if (all.isEmpty())
            channels.append({u"/"_s, QString(), {}});
        return channels;
    }

    [[nodiscard]] bool isOn(const Channel &channel, const Server &server) const
    {
        const QJsonArray names = channel.object[u"servers"].toArray();
        return names.isEmpty() || std::any_of(names.begin(), names.end(), [&](const QJsonValue &name) {
                   return name.toString() == server.name || name[u"$ref"].toString() == u"#/servers/" + server.name;
               });
    }

    [[nodiscard]] ForeignRequest requestOf(const Server &server, const Channel &channel)
    {
        const QString title = channel.object[u"title"].toString(channel.id);
        ForeignRequest request{title == u"/" ? server.name : title, {}};
        QString address = channel.address;
        for (auto it = inBraces().globalMatch(channel.address); it.hasNext();) {
            const QString name = it.next().captured(1);
            const QJsonObject object = follow(channel.object[u"parameters"][name]).toObject();
            const QJsonObject schema = object.contains(u"schema"_s) ? follow(object[u"schema"]).toObject() : object;
            const QString value = textOf(schemaExample(schema));
            noteChoices(request.name, name, schema);
            const QRegularExpression segment(u"(?<=/|^)\\{%1\\}(?=/|$)"_s.arg(QRegularExpression::escape(name)));
            if (address.contains(segment)) {
                address.replace(segment, u':' + name);
                request.pathParameters.append({name, value});
            } else {
                m_builder.addVariables(u"default"_s, {{name, value}});
                address.replace(u'{' + name + u'}', marked(variableName(name)));
            }
        }
        request.url = joined(server.address, address);
        const QJsonValue binding = follow(follow(channel.object[u"bindings"])[u"ws"]);
        request.query = fieldsOf(binding[u"query"]);
        request.headers = fieldsOf(binding[u"headers"]);
        request.auth = authOf(request, server.object);
        if (hasOperationSecurity(channel))
            m_builder.remark(request.name, Texts::tr("The security of its operations was left out."));
        AsyncApiMessages messages(
            m_document, [this](const QJsonValue &value) { return follow(value); }, m_builder);
        request.messages = messages.ofChannel(channel.id, channel.object, request.name);
        return request;
    }

    /// The properties of a schema as fields; those that need not be there are switched off.
    [[nodiscard]] QList<Field> fieldsOf(const QJsonValue &value)
    {
        const QJsonObject schema = follow(value).toObject();
        const QJsonArray required = schema[u"required"].toArray();
        const QJsonObject properties = schema[u"properties"].toObject();
        QList<Field> fields;
        for (auto it = properties.begin(); it != properties.end(); ++it) {
            const QString example = textOf(schemaExample(follow(it.value()).toObject()));
            const bool isNeeded = required.contains(it.key());
            const bool asks = isNeeded && looksSecret(it.key());
            fields.append(
                {it.key(), asks ? marked(u"secret:"_s + variableName(it.key()).toLower()) : example, isNeeded});
        }
        return fields;
    }

    /// Operations have it for themselves, a connection serves several.
    [[nodiscard]] bool hasOperationSecurity(const Channel &channel)
    {
        QJsonArray operations{channel.object[u"publish"], channel.object[u"subscribe"]};
        const QString reference = u"#/channels/"_s + QString(channel.id).replace(u'~', u"~0"_s).replace(u'/', u"~1"_s);
        for (const QJsonValue &value : m_document[u"operations"].toObject()) {
            if (const QJsonValue operation = follow(value); operation[u"channel"][u"$ref"].toString() == reference)
                operations.append(operation);
        }
        return std::any_of(operations.begin(), operations.end(),
                           [](const QJsonValue &operation) { return !operation[u"security"].toArray().isEmpty(); });
    }

    /// Of the first security scheme; the others are alternatives.
    [[nodiscard]] ForeignAuth authOf(ForeignRequest &request, const QJsonObject &server)
    {
        const QJsonArray security = server[u"security"].toArray();
        if (security.isEmpty())
            return {};
        QJsonObject scheme = follow(security.first()).toObject();
        QString name = security.first()[u"$ref"].toString().section(u'/', -1);
        if (!scheme.contains(u"type"_s)) { // of version 2: {name: [scopes]}
            name = scheme.isEmpty() ? QString() : scheme.begin().key();
            scheme = follow(m_document[u"components"][u"securitySchemes"][name]).toObject();
        }
        const QString type = scheme[u"type"].toString();
        if (type.isEmpty())
            return {};
        if (security.size() > 1)
            m_builder.remark(request.name,
                             Texts::tr("Of several ways to prove who we are the first was taken: %1.").arg(name));
        const QString secret = marked(u"secret:"_s + variableName(name.isEmpty() ? type : name).toLower());
        ForeignAuth auth{type, marked(u"user"_s), secret, secret};
        auth.keyName = scheme[u"name"].toString();
        auth.isInQuery = scheme[u"in"].toString() == u"query";
        if (type == u"http")
            auth.type = scheme[u"scheme"].toString();
        else if (type == u"userPassword")
            auth.type = u"basic"_s;
        else if (type == u"httpApiKey")
            auth.type = u"apikey"_s;
        else if (type == u"oauth2")
            readFlow(auth, scheme);
        if (type == u"httpApiKey" && scheme[u"in"].toString() == u"cookie") {
            request.cookies.append({auth.keyName, secret});
            return {};
        }
        return auth;
    }

    void readFlow(ForeignAuth &auth, const QJsonObject &scheme)
    {
        const QJsonObject flow = follow(scheme[u"flows"][u"clientCredentials"]).toObject();
        if (flow.isEmpty())
            return;
        auth.grant = u"client_credentials"_s;
        auth.user = marked(u"clientId"_s);
        auth.tokenUrl = flow[u"tokenUrl"].toString();
        auth.scope = flow[m_isVersion3 ? u"availableScopes" : u"scopes"].toObject().keys().join(u' ');
    }

    ImportBuilder m_builder;
    const QJsonObject m_document;
    const bool m_isVersion3;
    QHash<QString, QString> m_variables; ///< Values of the servers' variables.
};

} // namespace

bool isAsyncApi(const ImportSource &source)
{
    return source.root.toObject().contains(u"asyncapi"_s);
}

Result<Imported> importAsyncApi(const ImportSource &source)
{
    const QString version = textOf(source.root[u"asyncapi"]);
    if (!version.startsWith(u"2.") && !version.startsWith(u"3."))
        return fail(Texts::tr("Sonde does not know version %1 of AsyncAPI.").arg(version.left(40)),
                    Texts::tr("It reads versions 2 and 3."));
    return AsyncApiReader(source.root.toObject()).read();
}

} // namespace sonde
