// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/workspace.h"

#include "profile/jsonfile.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sonde {

namespace {

constexpr int Version = 1;
constexpr auto Suffix = ".json"_L1;
constexpr auto EnvironmentFolder = "environments"_L1;
constexpr qsizetype LongestName = 120; ///< Characters; with Suffix and in UTF-8 a file system takes 255 bytes.

/// Whether `id` is `group`, or in it at any depth.
bool isWithin(const QString &id, const QString &group)
{
    return id == group || id.startsWith(group + u'/');
}

QString idAfterMove(const QString &id, const QString &from, const QString &to)
{
    return to + QStringView(id).sliced(from.size());
}

} // namespace

Result<Profile> loadProfile(const QString &path)
{
    const Result<JsonText> text = readJsonFile(path, Version);
    if (!text)
        return tl::unexpected(text.error());
    QJsonObject object = text->object;
    object.remove(u"version"_s);
    object.remove(u"$schema"_s); // for editors
    if (const auto mistake = findMistake(object))
        return tl::unexpected(mistakeAt(*text, mistake->path, mistake->reason));
    return profileFromJson(object);
}

QString nameOf(const QString &id)
{
    return id.sliced(id.lastIndexOf(u'/') + 1);
}

QString groupOf(const QString &id)
{
    return id.first(std::max<qsizetype>(id.lastIndexOf(u'/'), 0));
}

QString joinId(const QString &group, const QString &name)
{
    return group.isEmpty() ? name : group + u'/' + name;
}

Workspace::Workspace(const QString &folder, QObject *parent)
    : QObject(parent)
    , m_folder(QDir::cleanPath(QDir(folder).absolutePath()))
    , m_watcher(this)
    , m_rescan(this)
{
    m_rescan.setSingleShot(true);
    m_rescan.setInterval(100ms); // git writes many files, one after the other
    connect(&m_rescan, &QTimer::timeout, this, &Workspace::rescan);
    const auto schedule = [this] { m_rescan.start(); };
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, schedule);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, schedule);
    rescan();
}

const Workspace::Item *Workspace::find(const QString &id) const
{
    const auto found = m_profiles.find(id);
    return found == m_profiles.end() ? nullptr : &found->second;
}

QString Workspace::pathOf(const QString &id) const
{
    return m_folder + u'/' + id + Suffix;
}

QString Workspace::freeId(const QString &id) const
{
    const auto isTaken = [this](const QString &wanted) {
        const auto isSame = [&](const QString &other) { return other.compare(wanted, Qt::CaseInsensitive) == 0; };
        return std::ranges::any_of(m_groups, isSame)
            || std::ranges::any_of(m_profiles, isSame, &decltype(m_profiles)::value_type::first);
    };
    QString free = id;
    for (int number = 2; isTaken(free); ++number)
        free = id + u" %1"_s.arg(number);
    return free;
}

void Workspace::rescan()
{
    m_rescan.stop();
    std::map<QString, Item> profiles;
    std::set<QString> groups;
    QStringList changedIds;
    const QDir root(m_folder);
    QDirIterator it(m_folder, QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QFileInfo file = it.nextFileInfo();
        const QString below = root.relativeFilePath(file.filePath());
        const bool isPassedOver =
            isWithin(below, EnvironmentFolder) || below.startsWith(u'.') || below.contains(u"/."_s);
        if (isPassedOver)
            continue;
        if (file.isDir()) {
            groups.insert(below);
            continue;
        }
        if (!below.endsWith(Suffix))
            continue;
        const QString id = below.chopped(Suffix.size());
        const Item *known = find(id);
        if (known && known->modified == file.lastModified() && known->bytes.size() == file.size()) {
            profiles.emplace(id, *known);
            continue;
        }
        Item item;
        item.modified = file.lastModified();
        if (QFile bytes(file.filePath()); bytes.open(QIODevice::ReadOnly))
            item.bytes = bytes.readAll();
        if (known && known->bytes == item.bytes && !known->problem) {
            item.profile = known->profile;
        } else {
            const Result<Profile> read = loadProfile(file.filePath());
            if (read)
                item.profile = *read;
            else
                item.problem = read.error();
            changedIds << id;
        }
        profiles.insert_or_assign(id, item);
    }
    for (const auto &[id, item] : m_profiles) {
        if (!profiles.contains(id))
            changedIds << id;
    }
    const bool isChanged = !changedIds.isEmpty() || groups != m_groups;
    m_profiles = std::move(profiles);
    m_groups = std::move(groups);
    watch();
    if (isChanged)
        emit changed();
    for (const QString &id : std::as_const(changedIds))
        emit changedOutside(id);
}

void Workspace::watch()
{
    QStringList wanted;
    const QString above = QFileInfo(m_folder).path();
    if (QFileInfo(m_folder).isDir())
        wanted << m_folder;
    else if (QFileInfo(above).isDir()) // where it may come (back)
        wanted << above;
    for (const QString &group : m_groups)
        wanted << m_folder + u'/' + group;
    for (const auto &[id, item] : m_profiles)
        wanted << pathOf(id);
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    const QSet<QString> now(watched.begin(), watched.end());
    const QSet<QString> then(wanted.begin(), wanted.end());
    if (const QSet<QString> gone = now - then; !gone.isEmpty())
        m_watcher.removePaths(gone.values());
    if (const QSet<QString> added = then - now; !added.isEmpty())
        m_watcher.addPaths(added.values());
}

Result<> Workspace::checkName(const QString &id) const
{
    constexpr QStringView forbidden = u"\\:*?\"<>|"; // Files are shared with people whose systems forbid them.
    for (const QString &part : id.split(u'/')) {
        const bool isBad = std::ranges::any_of(part, [&](QChar c) { return c < u' ' || forbidden.contains(c); });
        if (part.trimmed().isEmpty() || part != part.trimmed())
            return fail(tr("A name can't be empty, or begin or end with a space."), tr("Choose another name."));
        if (isBad || part.startsWith(u'.'))
            return fail(tr("\"%1\" can't be the name of a file.").arg(part),
                        tr("Leave out / \\ : * ? \" < > | and a full stop at its beginning."));
        if (part.size() > LongestName)
            return fail(tr("The name is too long: %n character(s).", nullptr, int(part.size())),
                        tr("It may have %1.").arg(LongestName));
    }
    if (isWithin(id.toLower(), EnvironmentFolder))
        return fail(tr("The folder \"%1\" is for environments.").arg(EnvironmentFolder), tr("Choose another name."));
    if (!find(id) && !m_groups.contains(id) && freeId(id) != id)
        return fail(tr("There is already a name that differs from \"%1\" in upper and lower case only.").arg(id),
                    tr("Choose another name."));
    return {};
}

Result<> Workspace::save(const QString &id, const Profile &profile)
{
    return saveAll({{id, profile}});
}

Result<> Workspace::saveAll(const std::map<QString, Profile> &profiles)
{
    Result<> written;
    qsizetype count = 0;
    for (const auto &[id, profile] : profiles) {
        written = write(id, profile);
        if (!written)
            break;
        ++count;
    }
    if (count > 0) {
        watch();
        emit changed();
    }
    return written;
}

Result<> Workspace::write(const QString &id, const Profile &profile)
{
    if (const auto checked = checkName(id); !checked)
        return checked;
    QJsonObject object = toJson(profile);
    object.insert(u"version"_s, Version);
    if (const auto saved = saveJsonFile(pathOf(id), object); !saved)
        return saved;
    m_profiles.insert_or_assign(
        id, Item{profile, std::nullopt, QJsonDocument(object).toJson(), QFileInfo(pathOf(id)).lastModified()});
    for (QString group = groupOf(id); !group.isEmpty(); group = groupOf(group))
        m_groups.insert(group);
    return {};
}

Result<> Workspace::addGroup(const QString &id)
{
    if (const auto checked = checkName(id); !checked)
        return checked;
    if (!QDir().mkpath(m_folder + u'/' + id))
        return fail(tr("The folder %1 can't be made.").arg(QDir::toNativeSeparators(m_folder + u'/' + id)),
                    tr("Check the permissions of the folder above it."));
    rescan();
    return {};
}

Result<> Workspace::rename(const QString &from, const QString &to)
{
    if (from == to)
        return {};
    const bool isGroup = m_groups.contains(from);
    if (isGroup && isWithin(to, from))
        return fail(tr("A group can't be moved into itself."));
    const bool differsInCaseOnly = from.compare(to, Qt::CaseInsensitive) == 0;
    if (!differsInCaseOnly) {
        if (const auto checked = checkName(to); !checked)
            return checked;
        if (find(to) || m_groups.contains(to))
            return fail(tr("There is \"%1\" already.").arg(to), tr("Choose another name."));
    }
    const QString target = isGroup ? m_folder + u'/' + to : pathOf(to);
    if (!QDir().mkpath(QFileInfo(target).path())
        || !QFile::rename(isGroup ? m_folder + u'/' + from : pathOf(from), target))
        return fail(tr("\"%1\" can't be renamed to \"%2\".").arg(from, to), tr("Check the permissions of its folder."));
    std::map<QString, Item> profiles;
    QList<std::pair<QString, QString>> moves;
    for (auto &[id, item] : m_profiles) {
        const bool isMeant = isGroup ? id.startsWith(from + u'/') : id == from;
        const QString newId = isMeant ? idAfterMove(id, from, to) : id;
        if (newId != id)
            moves.append({id, newId});
        profiles.emplace(newId, std::move(item));
    }
    m_profiles = std::move(profiles);
    for (const auto &[oldId, newId] : std::as_const(moves))
        emit moved(oldId, newId);
    rescan();
    emit changed();
    return {};
}

/// What can't be read can't be brought back, so it is not deleted either.
Result<> Workspace::checkReadable(const QString &id) const
{
    QFile file(pathOf(id));
    if (!file.exists() || file.open(QIODevice::ReadOnly))
        return {};
    return fail(tr("The file %1 can't be read, so it is not deleted: %2.")
                    .arg(QDir::toNativeSeparators(pathOf(id)), file.errorString()),
                tr("Check its permissions."));
}

Result<Workspace::Removed> Workspace::remove(const QString &id)
{
    rescan(); // so that restore() brings back what was there at the last moment
    Removed gone;
    const bool isGroup = m_groups.contains(id); // beside it there may be a profile of the same name
    for (const auto &[other, item] : m_profiles) {
        const bool isMeant = isGroup ? other.startsWith(id + u'/') : other == id;
        if (!isMeant)
            continue;
        if (const auto readable = checkReadable(other); !readable)
            return tl::unexpected(readable.error());
        gone.files.emplace(other, item.bytes);
    }
    for (const QString &group : m_groups) {
        if (isWithin(group, id))
            gone.groups.insert(group);
    }
    for (const auto &[other, bytes] : gone.files) {
        if (QFile file(pathOf(other)); file.exists() && !file.remove()) {
            emit changed(); // those before it are gone
            return fail(tr("The file %1 can't be deleted: %2.")
                            .arg(QDir::toNativeSeparators(pathOf(other)), file.errorString()),
                        tr("Check the permissions of its folder."));
        }
        m_profiles.erase(other);
        emit removed(other);
    }
    std::for_each(gone.groups.rbegin(), gone.groups.rend(), [this](const QString &group) {
        QDir(m_folder).rmdir(group);
    }); // Stays where there are other files in it.
    rescan();
    emit changed();
    return gone;
}

Result<> Workspace::restore(const Removed &removed)
{
    QList<std::pair<QString, QString>> ids; // before and now
    for (const QString &group : removed.groups)
        QDir(m_folder).mkpath(group);
    for (const auto &[id, bytes] : removed.files) {
        const QString newId = freeId(id);
        const QString path = pathOf(newId);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly) || file.write(bytes) != bytes.size())
            return fail(tr("The file %1 can't be written: %2.").arg(QDir::toNativeSeparators(path), file.errorString()),
                        tr("Check the folder's permissions and the free space."));
        ids.append({id, newId});
    }
    rescan();
    for (const auto &[from, to] : std::as_const(ids))
        emit restored(from, to);
    return {};
}

} // namespace sonde
