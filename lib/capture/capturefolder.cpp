// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/capturefolder.h"

#include "capture/schema.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>

#include <algorithm>
#include <array>
#include <vector>

namespace sonde {

namespace {

const QString extension = QStringLiteral(".sonde");

/// The files of a capture; the capture itself last, so that what an interrupted deletion leaves can be opened.
std::array<QString, 3> filesOf(const QString &path)
{
    return {path + u"-shm", path + u"-wal", path};
}

struct Capture
{
    QString path;
    QDateTime changed;
    qint64 bytes = 0;
};

Capture measure(const QString &path)
{
    Capture capture{path, {}, 0};
    for (const QString &name : filesOf(path)) {
        const QFileInfo file(name);
        if (!file.exists())
            continue;
        capture.bytes += file.size();
        if (!name.endsWith(u"-shm")) // Readers change it.
            capture.changed =
                capture.changed.isValid() ? std::max(capture.changed, file.lastModified()) : file.lastModified();
    }
    return capture;
}

bool isFree(const QString &path)
{
    return std::ranges::none_of(filesOf(path), [](const QString &name) { return QFileInfo::exists(name); });
}

std::vector<Capture> capturesIn(const QDir &folder)
{
    std::vector<Capture> captures;
    const auto files = folder.entryInfoList({u'*' + extension}, QDir::Files | QDir::Hidden);
    for (const QFileInfo &file : files) {
        if (schema::checkIsCapture(file.absoluteFilePath()))
            captures.push_back(measure(file.absoluteFilePath()));
    }
    std::ranges::sort(captures, [](const Capture &a, const Capture &b) {
        return std::tie(a.changed, a.path) < std::tie(b.changed, b.path);
    });
    return captures;
}

enum class Removal { Done, InUse, Failed };

Removal remove(const QString &path)
{
    try {
        // Every connection to a database in WAL mode holds a shared lock on it, and this asks for the exclusive one.
        // It is kept until the files are gone, and changes nothing where it is not given.
        SQLite::Database database(path.toStdString(), SQLite::OPEN_READWRITE);
        database.exec("PRAGMA locking_mode = EXCLUSIVE");
        database.exec("BEGIN EXCLUSIVE");
        const bool isRemoved = std::ranges::all_of(
            filesOf(path), [](const QString &name) { return !QFileInfo::exists(name) || QFile::remove(name); });
        return isRemoved ? Removal::Done : Removal::Failed;
    } catch (const SQLite::Exception &) {
        return Removal::InUse; // Or damaged, which is not for us to judge here.
    }
}

} // namespace

CaptureFolder::CaptureFolder(const QString &path)
    : m_path(QDir(path).absolutePath())
{
}

QString CaptureFolder::newPath() const
{
    const QString time = QDateTime::currentDateTime().toString(u"yyyy-MM-dd_HH-mm-ss-zzz");
    for (;;) {
        // Two tabs, or two programs, may ask in the same millisecond, before any file is there.
        const QString mark = QStringLiteral("%1").arg(QRandomGenerator::global()->generate(), 8, 16, QChar(u'0'));
        const QString path = m_path + u'/' + time + u'-' + mark + extension;
        if (isFree(path))
            return path;
    }
}

Result<> CaptureFolder::enforceLimit(qint64 maxBytes, const QStringList &keep) const
{
    QStringList kept;
    std::ranges::transform(keep, std::back_inserter(kept),
                           [](const QString &path) { return QFileInfo(path).absoluteFilePath(); });
    const std::vector<Capture> captures = capturesIn(QDir(m_path));
    qint64 total = 0;
    for (const Capture &capture : captures)
        total += capture.bytes;
    QStringList failed;
    for (const Capture &capture : captures) {
        if (total <= maxBytes)
            break;
        if (kept.contains(capture.path))
            continue;
        const Removal removal = remove(capture.path);
        if (removal == Removal::Done)
            total -= capture.bytes;
        else if (removal == Removal::Failed)
            failed += QFileInfo(capture.path).fileName();
    }
    if (!failed.isEmpty()) {
        const auto count = static_cast<int>(failed.size());
        return fail(tr("%n old capture(s) in %1 cannot be deleted, among them %2.", nullptr, count)
                        .arg(QDir::toNativeSeparators(m_path), failed.first()),
                    tr("Check that you may delete files there."));
    }
    return {};
}

Result<QString> CaptureFolder::setAside(const QString &path)
{
    const QFileInfo file(path);
    const QString stem = file.absolutePath() + u'/'
        + (path.endsWith(extension) ? file.fileName().chopped(extension.size()) : file.fileName());
    int number = 1;
    QString free;
    do {
        free = QStringLiteral("%1.damaged-%2%3").arg(stem).arg(number++).arg(extension);
    } while (!isFree(free));
    const auto from = filesOf(file.absoluteFilePath());
    const auto to = filesOf(free);
    for (std::size_t i = 0; i < from.size(); ++i) {
        if ((QFileInfo::exists(from[i]) || i + 1 == from.size()) && !QFile::rename(from[i], to[i])) {
            return fail(tr("The damaged capture %1 cannot be renamed.").arg(QDir::toNativeSeparators(path)),
                        tr("Check that it exists and that you may write to its folder."));
        }
    }
    return free;
}

} // namespace sonde
