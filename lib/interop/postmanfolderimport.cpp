// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/foreignvalues.h"
#include "interop/importbuilder.h"
#include "interop/importers.h"
#include "interop/importfolder.h"
#include "interop/yaml.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QMap>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Import)
};

constexpr auto RequestSuffix = ".request.yaml"_L1;
constexpr auto MessageSuffix = ".message.yaml"_L1;
constexpr auto EnvironmentSuffix = ".environment.yaml"_L1;
constexpr auto Definition = ".resources/definition.yaml"_L1; ///< Of a folder.

ForeignAuth authOf(const QJsonValue &value)
{
    QJsonObject members;
    for (const Field &member : foreignFields(value[u"credentials"]))
        members.insert(member.name, member.value);
    return foreignAuth(value[u"type"].toString(), members);
}

class PostmanFolderReader final
{
public:
    explicit PostmanFolderReader(const QString &root)
        : m_builder(Texts::tr("Postman collection (folder)"), VariableSyntax::Postman)
        , m_root(root)
    {
    }

    [[nodiscard]] Imported read()
    {
        const ImportFolder files = findFiles(m_root);
        if (files.isCut)
            m_builder.remark(QDir(m_root).dirName(),
                             Texts::tr("Only the first %1 files were read.").arg(MaxImportFiles));
        for (const QString &path : files.paths) {
            if (path.endsWith(u".yaml"))
                readFile(path);
        }
        for (auto it = m_files.cbegin(); it != m_files.cend(); ++it) {
            if (it.key().endsWith(EnvironmentSuffix))
                m_builder.addVariables((*it)[u"name"].toString(u"default"_s), variablesOf((*it)[u"values"]));
            else if (it.key() == Definition)
                m_builder.addVariables(u"default"_s, variablesOf((*it)[u"variables"]));
            else if (it.key().endsWith(Definition))
                m_builder.addInnerVariables(it.key().chopped(Definition.size() + 1), variablesOf((*it)[u"variables"]));
        }
        QStringList requests;
        for (auto it = m_files.cbegin(); it != m_files.cend(); ++it) {
            if (it.key().endsWith(RequestSuffix))
                requests << it.key();
        }
        std::ranges::stable_sort(requests, {}, [this](const QString &path) {
            return std::pair(QFileInfo(path).path(), m_files[path][u"order"].toDouble());
        });
        for (const QString &path : std::as_const(requests))
            readRequest(path, m_files[path].toObject());
        return m_builder.take();
    }

private:
    static QList<ForeignVariable> variablesOf(const QJsonValue &value) { return foreignVariables(value); }

    void readFile(const QString &path)
    {
        const auto parsed =
            readImportFile(m_root + u'/' + path).and_then([](const QByteArray &bytes) { return parseYaml(bytes); });
        if (parsed)
            m_files.insert(path, *parsed);
        else
            m_builder.remark(path, parsed.error().text());
    }

    /// The folder's group; "." is the collection itself.
    ForeignGroup groupOf(const QString &folder)
    {
        const bool isTop = folder == u".";
        const ForeignGroup parent = isTop ? ForeignGroup() : groupOf(QFileInfo(folder).path());
        const QJsonValue definition = m_files.value(isTop ? QString(Definition) : folder + u'/' + Definition);
        const QString name = isTop ? QDir(m_root).dirName() : QFileInfo(folder).fileName();
        return m_builder.groupIn(parent, definition[u"name"].toString(name), {}, authOf(definition[u"auth"]));
    }

    void readRequest(const QString &path, const QJsonObject &object)
    {
        const QString name = textOf(object, {u"name"}).isEmpty()
            ? QFileInfo(path).fileName().chopped(RequestSuffix.size())
            : textOf(object, {u"name"});
        const QString kind = object[u"$kind"].toString();
        ForeignRequest request{name, textOf(object[u"url"])};
        if (kind != u"websocket-request" && !m_builder.isWebSocket(request.url)) {
            m_builder.leaveOut(name, kind == u"http-request" ? u"HTTP"_s : kind);
            return;
        }
        request.headers = foreignFields(object[u"headers"]);
        request.query = foreignFields(object[u"queryParams"]);
        request.pathParameters = foreignFields(object[u"pathVariables"]);
        request.auth = authOf(object[u"auth"]);
        request.messages = messagesOf(QFileInfo(path).path(), object[u"messages"]);
        if (!object[u"scripts"].toArray().isEmpty())
            m_builder.remark(name, Texts::tr("Scripts were left out."));
        m_builder.addRequest(groupOf(QFileInfo(path).path()), request);
    }

    /// They are files in the folder that the request names.
    QList<SavedMessage> messagesOf(const QString &folder, const QJsonValue &place)
    {
        const QString prefix = QDir::cleanPath(folder + u'/' + place.toString()) + u'/';
        QStringList paths;
        for (auto it = m_files.cbegin(); it != m_files.cend(); ++it) {
            if (place.isString() && it.key().startsWith(prefix) && it.key().endsWith(MessageSuffix))
                paths << it.key();
        }
        std::ranges::stable_sort(paths, {}, [this](const QString &path) { return m_files[path][u"order"].toDouble(); });
        QList<SavedMessage> messages;
        for (const QString &path : std::as_const(paths)) {
            const QJsonValue message = m_files[path];
            const QString name = message[u"name"].toString(QFileInfo(path).fileName().chopped(MessageSuffix.size()));
            messages << foreignMessage(name, textOf(message[u"content"]), textOf(message[u"contentType"]));
        }
        return messages;
    }

    ImportBuilder m_builder;
    QString m_root;
    QMap<QString, QJsonValue> m_files; ///< By the path below m_root.
};

} // namespace

bool isPostmanFolder(const QString &folder)
{
    const QDir dir(folder);
    return dir.exists(Definition) || !dir.entryList({u'*' + RequestSuffix}, QDir::Files).isEmpty();
}

Result<Imported> importPostmanFolder(const QString &folder)
{
    return PostmanFolderReader(QDir(folder).absolutePath()).read();
}

} // namespace sonde
