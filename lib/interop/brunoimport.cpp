// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/brunoitem.h"
#include "interop/foreignvalues.h"
#include "interop/importbuilder.h"
#include "interop/importers.h"
#include "interop/importfolder.h"
#include "interop/yaml.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
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

bool isYaml(const QString &file)
{
    return file.endsWith(u".yml") || file.endsWith(u".yaml");
}

class BrunoReader final
{
public:
    explicit BrunoReader(const QString &source)
        : m_builder(source, VariableSyntax::Postman)
    {
    }

    void readFolder(const QString &path)
    {
        m_root = path;
        m_files = findFiles(path);
        if (m_files.isCut)
            m_builder.remark(QDir(path).dirName(), Texts::tr("Only the first %1 files were read.").arg(MaxImportFiles));
        for (const QString &file : std::as_const(m_files.paths)) {
            if (const auto item = itemOf(file))
                m_items.insert(file, *item);
        }
        for (const QString &file : std::as_const(m_files.paths)) {
            if (file.section(u'/', 0, 0) == u"environments")
                readEnvironment(file);
        }
        for (auto it = m_items.cbegin(); it != m_items.cend(); ++it)
            addVariables(it.key(), *it, isOfCollection(it.key()));
        readGroup(groupOf({}, QString(), collectionName()), QString(), 0);
    }

    void readExport(const QJsonObject &object, BrunoItem (*convert)(const QJsonObject &))
    {
        for (const QJsonValue &environment :
             (object.contains(u"environments"_s) ? object[u"environments"] : object[u"config"][u"environments"])
                 .toArray())
            m_builder.addVariables(environment[u"name"].toString(u"default"_s),
                                   foreignVariables(environment[u"variables"]));
        addVariables(object, convert, 0);
        const BrunoItem collection = convert(object);
        readExported(
            m_builder.groupIn({}, collection.request.name, collection.request.headers, collection.request.auth),
            object[u"items"], convert, 0);
    }

    [[nodiscard]] Imported take() { return m_builder.take(); }

private:
    using Convert = BrunoItem (*)(const QJsonObject &);

    std::optional<BrunoItem> itemOf(const QString &file)
    {
        if (file.startsWith(u"environments/") || !(file.endsWith(u".bru") || isYaml(file)))
            return std::nullopt;
        const auto bytes = readImportFile(m_root + u'/' + file);
        if (!bytes)
            return note(file, bytes.error());
        if (!isYaml(file)) {
            const auto parsed = parseBru(QString::fromUtf8(*bytes));
            return parsed ? std::optional(brunoItem(*parsed)) : note(file, parsed.error());
        }
        const auto parsed = parseYaml(*bytes);
        if (!parsed)
            return note(file, parsed.error());
        const bool isItem = parsed->toObject()[u"info"].isObject();
        return isItem ? std::optional(openCollectionItem(parsed->toObject())) : std::nullopt;
    }

    std::nullopt_t note(const QString &file, const Error &error)
    {
        m_builder.remark(file, error.text());
        return std::nullopt;
    }

    void readEnvironment(const QString &file)
    {
        const auto bytes = readImportFile(m_root + u'/' + file);
        if (!bytes) {
            note(file, bytes.error());
            return;
        }
        const QString name = QFileInfo(file).completeBaseName();
        if (isYaml(file)) {
            if (const auto parsed = parseYaml(*bytes))
                m_builder.addVariables((*parsed)[u"name"].toString(name), foreignVariables((*parsed)[u"variables"]));
            else
                note(file, parsed.error());
        } else if (file.endsWith(u".bru")) {
            if (const auto parsed = parseBru(QString::fromUtf8(*bytes)))
                m_builder.addVariables(name, brunoVariables(*parsed));
            else
                note(file, parsed.error());
        }
    }

    QString collectionName() const
    {
        const auto config = readImportFile(m_root + u"/bruno.json"_s);
        const QString name = QJsonDocument::fromJson(config.value_or(QByteArray())).object()[u"name"].toString();
        return name.isEmpty() ? QDir(m_root).dirName() : name;
    }

    /// The group that a folder is, with what its own file says.
    ForeignGroup groupOf(const ForeignGroup &parent, const QString &folder, const QString &name)
    {
        const QStringList own = folder.isEmpty()
            ? QStringList{u"collection.bru"_s, u"opencollection.yml"_s, u"opencollection.yaml"_s}
            : QStringList{folder + u"/folder.bru"_s, folder + u"/folder.yml"_s, folder + u"/folder.yaml"_s};
        for (const QString &file : own) {
            if (const auto item = m_items.constFind(file); item != m_items.cend()) {
                noteScripts(name, *item);
                const ForeignRequest &request = item->request;
                return m_builder.groupIn(parent, request.name.isEmpty() ? name : request.name, request.headers,
                                         request.auth);
            }
        }
        return m_builder.groupIn(parent, name);
    }

    static bool isOfFolder(const QString &file)
    {
        const QString name = QFileInfo(file).completeBaseName();
        return name == u"folder" || name == u"collection" || name == u"opencollection";
    }

    void readGroup(const ForeignGroup &group, const QString &folder, int depth)
    {
        const QString prefix = folder.isEmpty() ? QString() : QString(folder + u'/');
        QList<QString> files;
        QStringList folders;
        for (const QString &file : std::as_const(m_files.paths)) {
            if (!file.startsWith(prefix) || !m_items.contains(file) || isOfFolder(file))
                continue;
            const QString below = file.sliced(prefix.size());
            if (!below.contains(u'/'))
                files << file;
            else if (const QString inner = prefix + below.section(u'/', 0, 0); !folders.contains(inner))
                folders << inner;
        }
        std::ranges::stable_sort(files, {}, [&](const QString &file) { return m_items[file].order; });
        for (const QString &file : std::as_const(files)) {
            BrunoItem item = m_items[file];
            if (item.request.name.isEmpty())
                item.request.name = QFileInfo(file).completeBaseName();
            readItem(group, item);
        }
        for (const QString &inner : std::as_const(folders)) {
            if (depth < ImportBuilder::MaxDepth)
                readGroup(groupOf(group, inner, inner.section(u'/', -1)), inner, depth + 1);
        }
    }

    static bool isOfCollection(const QString &file)
    {
        return file == u"collection.bru" || file == u"opencollection.yml" || file == u"opencollection.yaml";
    }

    void addVariables(const QString &where, const BrunoItem &item, bool isCollection)
    {
        if (isCollection)
            m_builder.addVariables(u"default"_s, item.variables);
        else
            m_builder.addInnerVariables(item.request.name.isEmpty() ? where : item.request.name, item.variables);
    }

    void addVariables(const QJsonObject &object, Convert convert, int depth)
    {
        addVariables(QString(), convert(object), depth == 0);
        for (const QJsonValue &item : object[u"items"].toArray()) {
            if (depth < ImportBuilder::MaxDepth)
                addVariables(item.toObject(), convert, depth + 1);
        }
    }

    void readExported(const ForeignGroup &group, const QJsonValue &items, Convert convert, int depth)
    {
        if (depth > ImportBuilder::MaxDepth) {
            m_builder.remark(group.id, Texts::tr("Left out: groups are nested too deep."));
            return;
        }
        for (const QJsonValue &value : items.toArray()) {
            const BrunoItem item = convert(value.toObject());
            if (!value[u"items"].isArray() || item.type == u"ws" || item.type == u"http")
                readItem(group, item);
            else
                readExported(m_builder.groupIn(group, item.request.name, item.request.headers, item.request.auth),
                             value[u"items"], convert, depth + 1);
        }
    }

    void readItem(const ForeignGroup &group, const BrunoItem &item)
    {
        const QString &name = item.request.name;
        if (item.type != u"ws" && !m_builder.isWebSocket(item.request.url)) {
            if (!item.type.isEmpty())
                m_builder.leaveOut(name, item.type == u"http" ? u"HTTP"_s : item.type);
            return;
        }
        noteScripts(name, item);
        m_builder.addRequest(group, item.request);
    }

    void noteScripts(const QString &where, const BrunoItem &item)
    {
        if (item.hasScripts)
            m_builder.remark(where, Texts::tr("Scripts were left out."));
    }

    ImportBuilder m_builder;
    QString m_root;
    ImportFolder m_files;
    QMap<QString, BrunoItem> m_items; ///< By the path below m_root.
};

bool isOpenCollection(const QJsonObject &object)
{
    return object.contains(u"opencollection"_s);
}

} // namespace

bool isBrunoFolder(const QString &folder)
{
    const QDir dir(folder);
    return dir.exists(u"bruno.json"_s) || dir.exists(u"opencollection.yml"_s) || dir.exists(u"opencollection.yaml"_s)
        || !dir.entryList({u"*.bru"_s}, QDir::Files).isEmpty();
}

Result<Imported> importBrunoFolder(const QString &folder)
{
    BrunoReader reader(Texts::tr("Bruno collection"));
    reader.readFolder(QDir(folder).absolutePath());
    return reader.take();
}

bool isBrunoFile(const ImportSource &source)
{
    const QJsonObject object = source.root.toObject();
    return isOpenCollection(object) || (object[u"items"].isArray() && object[u"name"].isString());
}

Result<Imported> importBrunoFile(const ImportSource &source)
{
    const QJsonObject object = source.root.toObject();
    const bool isOpen = isOpenCollection(object);
    if (isOpen && !textOf(object[u"opencollection"]).startsWith(u"1"))
        return fail(Texts::tr("Sonde does not know version %1 of OpenCollection.")
                        .arg(textOf(object[u"opencollection"]).left(40)),
                    Texts::tr("It reads version 1."));
    if (isOpen && !object[u"items"].isArray()) // the requests are files beside it
        return importBrunoFolder(QFileInfo(source.path).path());
    BrunoReader reader(isOpen ? Texts::tr("OpenCollection") : Texts::tr("Bruno export"));
    reader.readExport(object, isOpen ? openCollectionItem : exportedBrunoItem);
    return reader.take();
}

} // namespace sonde
