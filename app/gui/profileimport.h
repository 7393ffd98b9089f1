// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interop/imported.h"

#include <QObject>

namespace sonde {

class MainWindow;
class Program;

/// Profiles of other tools: asks for a file or a folder, shows what is in it, and puts what the person chose into the
/// workspace.
class ProfileImport final : public QObject
{
    Q_OBJECT

public:
    ProfileImport(Program &program, MainWindow &window);

    /// Whether what is dropped is more likely such a file than a capture.
    [[nodiscard]] static bool isLikely(const QString &path);

    void chooseFile();
    void chooseFolder();
    void open(const QString &path); ///< A file or a folder.

private:
    void showFound(const Imported &imported);
    void save(const Imported &imported, const QString &group);
    void showSaved(const QStringList &ids, const QStringList &notes);

    Program &m_program;
    MainWindow &m_window;
    QString m_lastFolder; ///< Where the last file was read from.
};

} // namespace sonde
