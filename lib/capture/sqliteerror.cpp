// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/sqliteerror.h"

#include <QCoreApplication>
#include <QDir>

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

namespace sonde {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Capture)
};

Error error(const QString &what, const QString &hint = {})
{
    Error result;
    result.what = what;
    result.hint = hint;
    return result;
}

Error readingError(int code, const QString &name, const QString &reason)
{
    switch (code) {
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return error(Text::tr("The capture %1 cannot be opened.").arg(name),
                     Text::tr("Check that it exists and that you may read it."));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error(Text::tr("The capture %1 is locked by another program.").arg(name),
                     Text::tr("Close the other program and try again."));
    case SQLITE_NOTADB:
        return error(Text::tr("The file %1 is not a capture.").arg(name));
    case SQLITE_CORRUPT:
        return error(Text::tr("The capture %1 is damaged.").arg(name),
                     Text::tr("The command “sqlite3 FILE .recover” may save a part of it."));
    default:
        return error(Text::tr("The capture %1 cannot be read (%2).").arg(name, reason));
    }
}

Error recordingError(int code, const QString &name, const QString &reason)
{
    switch (code) {
    case SQLITE_FULL:
        return error(Text::tr("The disk is full, so nothing can be recorded to %1.").arg(name),
                     Text::tr("Free some space; recording then goes on by itself."));
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
        return error(Text::tr("The capture %1 cannot be written to.").arg(name),
                     Text::tr("Check that its folder exists and that you may write there."));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error(Text::tr("The capture %1 is locked by another program.").arg(name),
                     Text::tr("Close the other program; recording then goes on by itself."));
    case SQLITE_NOTADB:
        return error(Text::tr("The file %1 is not a capture, so nothing is recorded to it.").arg(name),
                     Text::tr("Choose another file."));
    case SQLITE_CORRUPT:
        return error(Text::tr("The capture %1 is damaged, so nothing more can be recorded to it.").arg(name),
                     Text::tr("Set it aside and record to a new file."));
    default:
        return error(Text::tr("Recording to %1 failed (%2).").arg(name, reason),
                     Text::tr("Sonde keeps trying; check the disk."));
    }
}

} // namespace

Error toError(const SQLite::Exception &exception, Access access, const QString &path)
{
    const int code = exception.getErrorCode() & 0xff;
    const QString name = QDir::toNativeSeparators(path);
    const QString reason = QString::fromUtf8(exception.what());
    return access == Access::Reading ? readingError(code, name, reason) : recordingError(code, name, reason);
}

} // namespace sonde
