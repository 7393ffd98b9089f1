// SPDX-License-Identifier: GPL-3.0-or-later
// Environments are renamed and removed; the chosen one follows.
#include "gui/environmentbox.h"
#include "gui/fieldtable.h"
#include "profile/environment.h"
#include "testwindow.h"

#include <QAction>
#include <QDialog>
#include <QDialogButtonBox>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_EnvironmentDialog final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void renames();
    void renamesWithWhatWasTyped();
    void nameThatIsTaken();
    void removesAfterAsking();
    void keepsWhenDeclined();
    void removalIsUndone();
    void defaultAndNewOnesStay();

private:
    [[nodiscard]] QString folder() { return m_sonde->program().values().folder(); }
    [[nodiscard]] QStringList names() { return environmentNames(folder()); }
    [[nodiscard]] QString chosen() { return m_sonde->program().settings().environment; }
    [[nodiscard]] QString shown() { return m_sonde->find<EnvironmentBox>(u"environment"_s)->currentText(); }
    void open();
    void click(const QString &button);
    void rename(const QString &to);
    void answer(bool isYes);
    [[nodiscard]] QString notice() { return m_dialog->findChild<QLabel *>(u"environmentProblem"_s)->text(); }
    [[nodiscard]] QString current() { return m_dialog->findChild<QComboBox *>(u"environmentName"_s)->currentText(); }
    [[nodiscard]] bool isEnabled(const QString &button)
    {
        return m_dialog->findChild<QPushButton *>(button)->isEnabled();
    }

    std::unique_ptr<TestWindow> m_sonde;
    QPointer<QDialog> m_dialog;
};

void tst_EnvironmentDialog::init()
{
    failOnWarnings();
    m_sonde = std::make_unique<TestWindow>();
    m_sonde->start();
    for (const QString &name : {u"dev"_s, u"staging"_s})
        QVERIFY(saveEnvironment(folder(), {name, {{u"host"_s, name}}}));
    m_sonde->window().setEnvironment(u"dev"_s);
    open();
}

void tst_EnvironmentDialog::open()
{
    m_sonde->window().findChild<QAction *>(u"editEnvironments"_s)->trigger();
    m_dialog = openDialog(u"environmentDialog"_s);
}

void tst_EnvironmentDialog::click(const QString &button)
{
    auto *found = m_dialog->findChild<QPushButton *>(button);
    QVERIFY2(found->isVisible() && found->isEnabled(), qPrintable(button));
    QTest::mouseClick(found, Qt::LeftButton);
}

void tst_EnvironmentDialog::rename(const QString &to)
{
    click(u"renameEnvironment"_s);
    const QPointer<QDialog> question = openDialog(u"renameEnvironmentDialog"_s);
    type(to);
    press(Qt::Key_Return);
    m_dialog->activateWindow(); // there is no window manager to do it
    QVERIFY(QTest::qWaitForWindowActive(m_dialog));
}

void tst_EnvironmentDialog::answer(bool isYes)
{
    click(u"removeEnvironment"_s);
    auto *question = qobject_cast<QMessageBox *>(openDialog(u"removeEnvironmentDialog"_s));
    QVERIFY(question->text().contains(u"dev"));
    QPushButton *cancel = question->defaultButton();
    for (QAbstractButton *button : question->buttons()) {
        if ((button == cancel) != isYes) {
            QTest::mouseClick(button, Qt::LeftButton);
            break;
        }
    }
    m_dialog->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog));
}

void tst_EnvironmentDialog::renames()
{
    QCOMPARE(current(), u"dev"_s);
    rename(u"local"_s);
    QCOMPARE(current(), u"local"_s);
    QCOMPARE(names(), (QStringList{u"local"_s, u"staging"_s}));
    QCOMPARE(loadEnvironment(folder(), u"local"_s)->values.first().value, u"dev"_s);
    QCOMPARE(chosen(), u"local"_s);
    acceptDialog(m_dialog);
    QCOMPARE(shown(), u"local"_s);
    m_sonde->restart();
    QCOMPARE(shown(), u"local"_s);
}

void tst_EnvironmentDialog::renamesWithWhatWasTyped()
{
    auto *table = m_dialog->findChild<FieldTable *>(u"environmentValues"_s);
    table->setFields({{u"host"_s, u"new"_s}});
    rename(u"local"_s);
    QCOMPARE(loadEnvironment(folder(), u"local"_s)->values.first().value, u"new"_s);
    QCOMPARE(table->fields(), (QList<Field>{{u"host"_s, u"new"_s}}));
}

void tst_EnvironmentDialog::nameThatIsTaken()
{
    rename(u"Staging"_s);
    QVERIFY2(notice().contains(u"already"), qPrintable(notice()));
    QCOMPARE(current(), u"dev"_s);
    QCOMPARE(names(), (QStringList{u"dev"_s, u"staging"_s}));
    QCOMPARE(chosen(), u"dev"_s);
}

void tst_EnvironmentDialog::removesAfterAsking()
{
    answer(true);
    QCOMPARE(names(), QStringList{u"staging"_s});
    QCOMPARE(current(), u"default"_s);
    QVERIFY(notice().contains(u"\"dev\" was removed"));
    acceptDialog(m_dialog);
    QCOMPARE(chosen(), QString());
    QCOMPARE(shown(), u"No environment"_s);
    QCOMPARE(names(), QStringList{u"staging"_s}); // an empty default one is not written
}

void tst_EnvironmentDialog::keepsWhenDeclined()
{
    answer(false);
    QCOMPARE(current(), u"dev"_s);
    acceptDialog(m_dialog);
    QCOMPARE(names(), (QStringList{u"dev"_s, u"staging"_s}));
    QCOMPARE(chosen(), u"dev"_s);
}

void tst_EnvironmentDialog::removalIsUndone()
{
    answer(true);
    click(u"undoRemoveEnvironment"_s);
    QCOMPARE(current(), u"dev"_s);
    QCOMPARE(loadEnvironment(folder(), u"dev"_s)->values.first().value, u"dev"_s);
    acceptDialog(m_dialog);
    QCOMPARE(chosen(), u"dev"_s);
    QCOMPARE(shown(), u"dev"_s);
}

void tst_EnvironmentDialog::defaultAndNewOnesStay()
{
    QVERIFY(isEnabled(u"removeEnvironment"_s));
    auto *name = m_dialog->findChild<QComboBox *>(u"environmentName"_s);
    for (const QString &other : {u"default"_s, u"new"_s}) {
        name->setFocus();
        press(Qt::Key_A, Qt::ControlModifier);
        type(other);
        press(Qt::Key_Tab);
        QVERIFY(!isEnabled(u"renameEnvironment"_s));
        QVERIFY(!isEnabled(u"removeEnvironment"_s));
    }
}

QTEST_MAIN(tst_EnvironmentDialog)
#include "tst_environmentdialog.moc"
