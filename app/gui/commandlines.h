// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interop/exportprofile.h"
#include "interop/imported.h"

#include <QObject>

class QMenu;

namespace sonde {

class ConnectionTab;
class MainWindow;
class Program;
class Tab;

/// Command lines of other tools: what is pasted as an address becomes a tab's connection, and a connection is copied as
/// one of them.
class CommandLines final : public QObject
{
    Q_OBJECT

public:
    CommandLines(Program &program, MainWindow &window);

    void watch(Tab *tab); ///< Its address, where it has one.
    void addTabActions(QMenu *menu); ///< That copy the current tab's connection.
    void addProfileActions(QMenu *menu); ///< That copy the profile chosen in the sidebar.

private:
    void take(ConnectionTab *tab, const QString &command);
    void show(ConnectionTab *tab, const Imported &imported, const QString &note);
    void copyTab(ExportKind kind);
    void copyProfile(ExportKind kind);
    void copy(ExportKind kind, const Profile &profile, const VariableLayer &own);
    void addActions(QMenu *menu, const QString &prefix, void (CommandLines::*run)(ExportKind kind));

    Program &m_program;
    MainWindow &m_window;
};

} // namespace sonde
