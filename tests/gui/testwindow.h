// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capturemodel.h"
#include "gui/mainwindow.h"
#include "gui/program.h"

#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <memory>

class QComboBox;
class QDialog;

namespace sonde {

/// A main window as a person meets it, with the program's files in a folder of its own.
class TestWindow final
{
public:
    TestWindow(); ///< The folder is new, so this is a first start.
    explicit TestWindow(const Places &places);
    ~TestWindow();
    Q_DISABLE_COPY_MOVE(TestWindow)

    /// Shows the window and returns when keys go to it.
    void start(const QStringList &addresses = {});
    /// Like start(), with one tab.
    void startWith(const Profile &profile);
    void restart(); ///< Closes the window, ends the program, and starts it again in the same folder.

    [[nodiscard]] const Places &places() const { return m_places; }
    [[nodiscard]] Program &program() { return *m_program; }
    [[nodiscard]] MainWindow &window() { return *m_window; }
    /// The current tab, which must be a connection's.
    [[nodiscard]] ConnectionTab &tab() { return *m_window->currentConnection(); }
    [[nodiscard]] ConnectionState state() { return tab().session().status().state; }
    [[nodiscard]] QString tabText(int index);

    /// The child of the current tab, or else of the window, with this objectName; ends the test where there is none.
    template <typename T>
    [[nodiscard]] T *find(const QString &name)
    {
        T *found = m_window->currentTab()->findChild<T *>(name);
        if (!found)
            found = m_window->template findChild<T *>(name);
        if (!found)
            qFatal("There is no widget named %s.", qPrintable(name));
        return found;
    }
    [[nodiscard]] QString text(const QString &label); ///< Of the label with this objectName.
    [[nodiscard]] QString detail(); ///< All that the detail pane shows, copied by its button; not while it is reading.
    [[nodiscard]] QString composerHint() { return text(QStringLiteral("composerHint")); }
    void click(const QString &button);
    void chooseKind(const QString &kind); ///< In the composer, by keys; `kind` is as shown.

    [[nodiscard]] CaptureModel &log();
    [[nodiscard]] QList<Kind> kinds(); ///< Of the log's rows.
    [[nodiscard]] QString preview(int row);

private:
    void show(const std::function<void()> &start);

    QTemporaryDir m_folder;
    Places m_places;
    std::unique_ptr<Program> m_program;
    std::unique_ptr<MainWindow> m_window;
};

/// Fails the test function at any warning from now on, but for what the offscreen platform says of itself.
void failOnWarnings();

/// Keys, pressed in the window that has the focus.
void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
void type(const QString &text);
/// Chooses the item `text` by keys.
void choose(QComboBox *box, const QString &text);
[[nodiscard]] QString focusName(); ///< objectName of the widget that has the focus.

/// The open dialog with this objectName, once keys go to it.
[[nodiscard]] QDialog *openDialog(const QString &name);
void acceptDialog(QDialog *dialog); ///< Clicks OK; keys go to the main window then.

} // namespace sonde
