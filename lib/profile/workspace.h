// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/profile.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <map>
#include <optional>
#include <set>

namespace sonde {

/// A folder of profiles: a JSON file each (resources/schemas/profile.schema.json), subfolders are groups. People may keep
/// it under version control, so files are written only when a person saves, and are read again when they change.
///
/// An id is the path below the folder, with "/" between groups and without ".json": "Staging/Orders". Hidden files and
/// folders are passed over, and so is the folder of environments.
class Workspace final : public QObject
{
    Q_OBJECT

public:
    struct Item
    {
        Profile profile;
        std::optional<Error> problem; ///< Why the file can't be read; it is left as it is.
        QByteArray bytes; ///< The file's, as last read or written.
        QDateTime modified;
    };
    /// What remove() took away.
    struct Removed
    {
        std::map<QString, QByteArray> files; ///< By id.
        std::set<QString> groups;
    };

    /// Reads the folder, which is made when something is saved. Neither an absent folder nor a damaged file is an error.
    explicit Workspace(const QString &folder, QObject *parent = nullptr);

    [[nodiscard]] const QString &folder() const { return m_folder; }
    [[nodiscard]] const std::map<QString, Item> &profiles() const { return m_profiles; }
    [[nodiscard]] const std::set<QString> &groups() const { return m_groups; }
    [[nodiscard]] const Item *find(const QString &id) const; ///< Null where there is none.
    [[nodiscard]] QString pathOf(const QString &id) const; ///< Of its file.

    /// `id`, or with a number behind it where that is taken: "Orders 2".
    [[nodiscard]] QString freeId(const QString &id) const;

    /// Writes the profile. Refused where the name makes no file name, or differs from another one's in case only.
    [[nodiscard]] Result<> save(const QString &id, const Profile &profile);
    /// The same for many at once. Stops at the first that can't be written; those before it are.
    [[nodiscard]] Result<> saveAll(const std::map<QString, Profile> &profiles);
    [[nodiscard]] Result<> addGroup(const QString &id);
    /// Gives a profile or a group another name or another group. Refused where the new name is taken.
    [[nodiscard]] Result<> rename(const QString &from, const QString &to);
    /// Deletes a profile, or a group with all profiles in it; other files in its folder stay.
    [[nodiscard]] Result<Removed> remove(const QString &id);
    /// Undoes remove(). What has taken a name meanwhile stays, and the restored profile gets a number.
    [[nodiscard]] Result<> restore(const Removed &removed);

    /// Takes in what changed outside. Happens by itself, a moment after the change.
    void rescan();

signals:
    void changed(); ///< Profiles or groups came, went, or changed.
    /// rename() gave this profile another id, by itself or with its group. Comes before changed().
    void moved(const QString &from, const QString &to);
    /// remove() deleted this profile, by itself or with its group. Comes before changed().
    void removed(const QString &id);
    /// restore() brought back what was `from`, as `to`. Comes after changed().
    void restored(const QString &from, const QString &to);
    /// Another program has changed this profile's file, or deleted it.
    void changedOutside(const QString &id);

private:
    [[nodiscard]] Result<> checkName(const QString &id) const;
    [[nodiscard]] Result<> checkReadable(const QString &id) const;
    [[nodiscard]] Result<> write(const QString &id, const Profile &profile);
    void watch();

    const QString m_folder;
    std::map<QString, Item> m_profiles;
    std::set<QString> m_groups;
    QFileSystemWatcher m_watcher;
    QTimer m_rescan;
};

/// Reads the profile in the file at `path`, which is left as it is. The error names line and reason.
[[nodiscard]] Result<Profile> loadProfile(const QString &path);

/// The last part of an id, which a person sees.
[[nodiscard]] QString nameOf(const QString &id);
/// The id of the group that `id` is in; empty for the top.
[[nodiscard]] QString groupOf(const QString &id);
[[nodiscard]] QString joinId(const QString &group, const QString &name);

} // namespace sonde
