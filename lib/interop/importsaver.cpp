// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/importsaver.h"

#include "profile/workspace.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Import)
};

constexpr qsizetype LongestEnvironmentName = 50; ///< Characters; with a number saveEnvironment() takes it.

QByteArray jsonOf(const Profile &profile)
{
    return QJsonDocument(toJson(profile)).toJson(QJsonDocument::Compact);
}

QString placeholderOf(const QString &secret)
{
    return u"{{secret:%1}}"_s.arg(secret);
}

/// The names in all {{secret:name}}, sorted.
QStringList placedSecrets(const Imported &imported)
{
    QString all;
    for (const ImportedProfile &profile : imported.profiles)
        all += QString::fromUtf8(jsonOf(profile.profile));
    for (const Environment &environment : imported.environments) {
        for (const Variable &variable : environment.values)
            all += variable.value + u'\n';
    }
    static const QRegularExpression placeholder(u"\\{\\{secret:([^{}]+)\\}\\}"_s);
    QStringList names;
    for (auto it = placeholder.globalMatch(all); it.hasNext();)
        names << it.next().captured(1);
    names.removeDuplicates();
    names.sort();
    return names;
}

bool isSame(const QString &left, const QString &right)
{
    return left.compare(right, Qt::CaseInsensitive) == 0;
}

/// "Feeds 2", where "Feeds" is taken.
QString freeName(const QString &wanted, const QStringList &taken)
{
    QString free = wanted;
    for (int number = 2; taken.contains(free, Qt::CaseInsensitive); ++number)
        free = wanted + u" %1"_s.arg(number);
    return free;
}

/// Whether `values` would change what `existing` says.
bool contradicts(const Environment &existing, const QList<Variable> &values)
{
    return std::ranges::any_of(values, [&](const Variable &variable) {
        const auto same = std::ranges::find(existing.values, variable.name, &Variable::name);
        return same != existing.values.end() && *same != variable;
    });
}

class Saver final
{
public:
    Saver(const Imported &imported, Workspace &workspace)
        : m_imported(imported)
        , m_workspace(workspace)
    {
    }

    [[nodiscard]] Result<SavedImport> save(const QString &group)
    {
        for (const Environment &environment : m_imported.environments) {
            if (const auto saved = saveOne(environment); !saved)
                return tl::unexpected(saved.error());
        }
        std::map<QString, Profile> profiles;
        for (const ImportedProfile &imported : m_imported.profiles) {
            QString wanted = idIn(group, imported.id);
            QString id = m_workspace.freeId(wanted);
            for (int number = 2; profiles.contains(id); ++number)
                id = m_workspace.freeId(wanted + u" %1"_s.arg(number));
            profiles.emplace(id, imported.profile);
            m_saved.ids << id;
        }
        if (const auto saved = m_workspace.saveAll(profiles); !saved)
            return tl::unexpected(saved.error());
        return m_saved;
    }

private:
    /// A group of the import that is there already gets another name, with all that is in it.
    QString idIn(const QString &group, const QString &id)
    {
        const qsizetype slash = id.indexOf(u'/');
        const QString first = slash < 0 ? id : id.first(slash);
        if (slash < 0)
            return joinId(group, isSame(first, u"environments"_s) ? Texts::tr("Environments (imported)") : first);
        if (!m_groups.contains(first)) {
            const QString wanted =
                group.isEmpty() && isSame(first, u"environments"_s) ? Texts::tr("Environments (imported)") : first;
            m_groups.insert(first, m_workspace.freeId(joinId(group, wanted)));
        }
        return m_groups[first] + id.sliced(slash);
    }

    Result<> saveOne(const Environment &imported)
    {
        const QStringList existing = environmentNames(m_workspace.folder());
        const QString name = idPart(imported.name).left(LongestEnvironmentName).trimmed();
        const auto there = std::ranges::find_if(existing, [&](const QString &other) { return isSame(other, name); });
        if (there == existing.end())
            return saveEnvironment(m_workspace.folder(), {name, imported.values});
        const Result<Environment> loaded = loadEnvironment(m_workspace.folder(), *there);
        const bool isDefault = *there == DefaultEnvironment;
        if (loaded && (isDefault || loaded->values.size() >= imported.values.size())
            && !contradicts(*loaded, imported.values)) {
            Environment merged = *loaded;
            for (const Variable &variable : imported.values) {
                if (std::ranges::count(merged.values, variable.name, &Variable::name) == 0)
                    merged.values.append(variable);
            }
            if (merged == *loaded)
                return {};
            if (isDefault)
                return saveEnvironment(m_workspace.folder(), merged);
        }
        const QString wanted = isDefault ? idPart(title()).left(LongestEnvironmentName).trimmed() : name;
        const QString free = freeName(wanted, existing);
        m_saved.notes << (isDefault
                              ? Texts::tr(
                                    "The environment \"default\" has other values already. What was imported is in the "
                                    "environment \"%1\"; choose it to use them.")
                                    .arg(free)
                              : Texts::tr("There is an environment \"%1\" already. What was imported is called \"%2\".")
                                    .arg(*there, free));
        return saveEnvironment(m_workspace.folder(), {free, imported.values});
    }

    /// Of the import: its one group, or what it was.
    [[nodiscard]] QString title() const
    {
        const QString id = m_imported.profiles.isEmpty() ? QString() : m_imported.profiles.first().id;
        return id.contains(u'/') ? id.section(u'/', 0, 0) : m_imported.source;
    }

    const Imported &m_imported;
    Workspace &m_workspace;
    QHash<QString, QString> m_groups; ///< Where the import's first groups go.
    SavedImport m_saved;
};

} // namespace

QStringList usedSecrets(const Imported &imported)
{
    QStringList used = placedSecrets(imported);
    used.removeIf([&](const QString &name) { return !imported.secrets.contains(name); });
    return used;
}

QStringList askedSecrets(const Imported &imported)
{
    QStringList asked = placedSecrets(imported);
    asked.removeIf([&](const QString &name) { return imported.secrets.contains(name); });
    return asked;
}

void renameSecrets(Imported &imported, const QMap<QString, QString> &names)
{
    // In two steps, so that one's new name is not taken for another one's old name.
    const auto renamed = [&names](QString text) {
        for (auto it = names.cbegin(); it != names.cend(); ++it)
            text.replace(placeholderOf(it.key()), placeholderOf(u':' + it.value()));
        return text.replace(u"{{secret::"_s, u"{{secret:"_s);
    };
    for (ImportedProfile &profile : imported.profiles) {
        const QString json = renamed(QString::fromUtf8(jsonOf(profile.profile)));
        profile.profile = profileFromJson(QJsonDocument::fromJson(json.toUtf8()).object());
    }
    for (Environment &environment : imported.environments) {
        for (Variable &variable : environment.values)
            variable.value = renamed(variable.value);
    }
    QMap<QString, QString> secrets;
    for (auto it = imported.secrets.cbegin(); it != imported.secrets.cend(); ++it)
        secrets.insert(names.value(it.key(), it.key()), it.value());
    imported.secrets = secrets;
}

Result<SavedImport> saveImported(const Imported &imported, const QString &group, Workspace &workspace)
{
    return Saver(imported, workspace).save(group);
}

} // namespace sonde
