// SPDX-License-Identifier: GPL-3.0-or-later
#include "testwindow.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QTabWidget>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace sonde {

TestWindow::TestWindow()
    : TestWindow(Places{})
{
}

TestWindow::TestWindow(const Places &places)
    : m_places(places.data.isEmpty() ? Places{m_folder.filePath(u"data"_s), m_folder.filePath(u"config"_s)} : places)
{
}

TestWindow::~TestWindow()
{
    if (m_window)
        m_window->close();
}

void TestWindow::show(const std::function<void()> &start)
{
    m_program = std::make_unique<Program>(m_places);
    m_window = std::make_unique<MainWindow>(*m_program);
    start();
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestWindow::start(const QStringList &addresses)
{
    show([&] { m_window->start(addresses); });
}

void TestWindow::startWith(const Profile &profile)
{
    show([&] {
        TabState tab;
        tab.profile = profile;
        WindowState windowState;
        windowState.tabs = {tab};
        QVERIFY(m_program->saveWindowState(windowState));
        m_window->start({});
    });
}

void TestWindow::restart()
{
    m_window->close();
    m_window.reset();
    m_program.reset();
    start();
}

QString TestWindow::tabText(int index)
{
    return find<QTabWidget>(u"tabs"_s)->tabText(index);
}

QString TestWindow::text(const QString &label)
{
    return find<QLabel>(label)->text();
}

QString TestWindow::detail()
{
    if (!find<QAbstractButton>(u"detailCopy"_s)->isEnabled())
        return {};
    QApplication::clipboard()->clear();
    click(u"detailCopy"_s);
    return QApplication::clipboard()->text();
}

void TestWindow::click(const QString &button)
{
    auto *found = find<QAbstractButton>(button);
    QVERIFY2(found->isVisible() && found->isEnabled(), qPrintable(button));
    QTest::mouseClick(found, Qt::LeftButton);
}

void TestWindow::chooseKind(const QString &kind)
{
    choose(find<QComboBox>(u"composerKind"_s), kind);
}

CaptureModel &TestWindow::log()
{
    return *qobject_cast<CaptureModel *>(find<QTableView>(u"log"_s)->model());
}

QList<Kind> TestWindow::kinds()
{
    QList<Kind> kinds;
    for (int row = 0; row < log().rowCount(); ++row)
        kinds << Kind(log().index(row, 0).data(CaptureModel::KindRole).toInt());
    return kinds;
}

QString TestWindow::preview(int row)
{
    return log().index(row, 0).data(CaptureModel::PreviewRole).toString();
}

void failOnWarnings()
{
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support )"_s));
}

void press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QTest::keyClick(QGuiApplication::focusWindow(), key, modifiers);
}

void type(const QString &text)
{
    for (const uint c : text.toUcs4()) {
        if (c == u'\n')
            press(Qt::Key_Return);
        else
            QTest::sendKeyEvent(QTest::Click, QGuiApplication::focusWindow(), Qt::Key_unknown,
                                QString::fromUcs4(reinterpret_cast<const char32_t *>(&c), 1), {});
    }
}

void choose(QComboBox *box, const QString &text)
{
    const int index = box->findText(text);
    QVERIFY2(index >= 0, qPrintable(text));
    box->setFocus(Qt::TabFocusReason);
    press(Qt::Key_Home);
    for (int i = 0; i < index; ++i)
        press(Qt::Key_Down);
    QCOMPARE(box->currentText(), text);
}

QString focusName()
{
    const QWidget *widget = QApplication::focusWidget();
    return widget ? widget->objectName() : QString();
}

QDialog *openDialog(const QString &name)
{
    QDialog *found = nullptr;
    const bool isOpen = QTest::qWaitFor([&] {
        found = qobject_cast<QDialog *>(QApplication::activeWindow());
        return found && found->objectName() == name;
    });
    if (!isOpen)
        qFatal("There is no dialog named %s.", qPrintable(name));
    return found;
}

void acceptDialog(QDialog *dialog)
{
    QWidget *window = dialog->parentWidget()->window();
    QTest::mouseClick(dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok), Qt::LeftButton);
    window->activateWindow(); // there is no window manager to do it
    QVERIFY(QTest::qWaitForWindowActive(window));
}

} // namespace sonde
