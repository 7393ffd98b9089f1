// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "gui/program.h"

#include <QList>
#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>

#include <functional>

namespace sonde::bench {

/// The sender, a process of its own; ends with this object.
class Sender final
{
public:
    [[nodiscard]] static Result<std::unique_ptr<Sender>> start();
    ~Sender();

    /// `count` text messages of `size` bytes, and `more` after a pause of five seconds.
    [[nodiscard]] QUrl flood(qint64 size, qint64 count, qint64 more = 0) const;
    /// Takes `bytes`, then sends a message.
    [[nodiscard]] QUrl sink(qint64 bytes) const;
    /// The same, with permessage-deflate agreed on; each message of the flood is compressed by itself.
    [[nodiscard]] QUrl deflatedFlood(qint64 size, qint64 count) const;
    [[nodiscard]] QUrl deflatedSink(qint64 bytes) const;
    [[nodiscard]] QUrl echo() const;

private:
    QProcess m_process;
    quint16 m_port = 0;
};

/// A folder below the build directory, on the disk where captures would be, that is deleted with this object.
class Folder final
{
public:
    Folder();
    [[nodiscard]] QString path() const { return m_folder.path(); }
    [[nodiscard]] Places places() const { return {path() + u"/data", path() + u"/config"}; }
    [[nodiscard]] QString file(const QString &name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
};

/// How figures name an engine.
[[nodiscard]] QString engineSuffix(Engine engine);

/// Where things are kept from run to run that take long to make.
[[nodiscard]] QString cacheFolder();

/// Runs the event loop until `isDone`, which is asked every 5 ms; false after two minutes.
[[nodiscard]] bool runUntil(const std::function<bool()> &isDone);

/// Runs the event loop until `isDone`, which is asked after each event, as soon as it can be known; false after `limit`.
[[nodiscard]] bool waitFor(const std::function<bool()> &isDone, std::chrono::milliseconds limit);

[[nodiscard]] double median(QList<double> values);
[[nodiscard]] double best(const QList<double> &values, bool largest);

/// Lets the event loop run for so long.
void pause(std::chrono::milliseconds time);

/// A line about how it goes, on standard error.
void tell(const QString &text);

} // namespace sonde::bench
