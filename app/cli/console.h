// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QIODevice>
#include <QString>

namespace sonde::cli {

/// Opens what of standard input, output and error is closed, onto nothing: else a file or a socket would take its
/// number, and what we write would end up there. To be called before anything is opened.
void openStandardDescriptors();

/// A line for a person, on standard error.
void say(const QString &line);
/// What went wrong and what to try, on standard error.
void complain(const Error &error);

/// Standard output without a buffer. Knows when nobody reads it any more, which SIGPIPE would otherwise end us with.
class StandardOutput final : public QIODevice
{
    Q_OBJECT

public:
    explicit StandardOutput(QObject *parent = nullptr);

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] bool isTerminal() const;
    /// Whether its reader went away; looks, even where nothing was written.
    [[nodiscard]] bool isBroken();

protected:
    qint64 readData(char *data, qint64 size) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    bool m_isBroken = false;
};

} // namespace sonde::cli
