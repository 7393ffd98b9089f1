// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/newcapture.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <filesystem>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Exchange)
};

tl::unexpected<Error> notMade(const QString &path, const QString &reason)
{
    return fail(Texts::tr("The capture %1 can't be made: %2.").arg(QDir::toNativeSeparators(path), reason),
                Texts::tr("Check the free space and the permissions there, or choose another place."));
}

/// What is in the way at `path`.
Result<> checkPlace(const QString &path, NewCapture::Existing existing)
{
    if (existing == NewCapture::Existing::Refuse && QFileInfo::exists(path)) {
        return fail(Texts::tr("The file %1 exists already.").arg(QDir::toNativeSeparators(path)),
                    Texts::tr("Choose another name."));
    }
    if (QFileInfo(path).isDir())
        return fail(Texts::tr("%1 is a folder.").arg(QDir::toNativeSeparators(path)),
                    Texts::tr("Choose another name."));
    // SQLite would take that log for the new file's own.
    if (QFileInfo::exists(path + u"-wal")) {
        return fail(Texts::tr("The capture %1 is in use, or was not closed.").arg(QDir::toNativeSeparators(path)),
                    Texts::tr("Choose another name."));
    }
    return {};
}

} // namespace

NewCapture::NewCapture(const QString &target, Existing existing, std::unique_ptr<QTemporaryDir> folder)
    : m_target(target)
    , m_existing(existing)
    , m_folder(std::move(folder))
{
}

Result<NewCapture> NewCapture::at(const QString &path, Existing existing)
{
    const QString target = QFileInfo(path).absoluteFilePath();
    if (const auto checked = checkPlace(target, existing); !checked)
        return tl::unexpected(checked.error());
    auto folder = std::make_unique<QTemporaryDir>(QFileInfo(target).path() + u"/.sonde-XXXXXX"_s);
    if (!folder->isValid())
        return notMade(target, folder->errorString());
    return NewCapture(target, existing, std::move(folder));
}

Result<> NewCapture::keep()
{
    if (const auto checked = checkPlace(m_target, m_existing); !checked)
        return checked;
    if (const QFileInfo log(path() + u"-wal"); log.size() > 0)
        return notMade(m_target, Texts::tr("not all of it was written"));
    // Replaces what is there in one step.
    std::error_code error;
    std::filesystem::rename(QFile::encodeName(path()).toStdString(), QFile::encodeName(m_target).toStdString(), error);
    if (error)
        return notMade(m_target, QString::fromLocal8Bit(error.message()));
    return {};
}

} // namespace sonde
