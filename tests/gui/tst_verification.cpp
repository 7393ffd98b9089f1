// SPDX-License-Identifier: GPL-3.0-or-later
// While a profile switches the verification of certificates off, the window says so wherever the profile is seen.
#include "gui/appearance.h"
#include "gui/profilemodel.h"
#include "gui/profiletabs.h"
#include "testwindow.h"

#include <QAccessible>
#include <QCheckBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_Verification final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void tabIsMarked();
    void profileIsMarked();
    void markLeadsToTheSettings();
    void riskIsToldInTheSettings();

private:
    [[nodiscard]] QTabWidget *tabs() { return m_sonde->find<QTabWidget>(u"tabs"_s); }
    [[nodiscard]] QToolButton *mark() { return m_sonde->find<QToolButton>(u"notVerified"_s); }
    [[nodiscard]] QString spokenTab(int index);
    void setVerified(bool isVerified);

    std::unique_ptr<TestWindow> m_sonde;
};

namespace {

/// Whether a part of the widget has the colour of what is bad.
bool isMarkedInRed(QWidget *widget, const QRect &rect)
{
    const QImage image = widget->grab(rect).toImage();
    const QRgb red = toneColor(Tone::Bad, QPalette()).rgb();
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixel(x, y) == red)
                return true;
        }
    }
    return false;
}

} // namespace

void tst_Verification::init()
{
    failOnWarnings();
    m_sonde = std::make_unique<TestWindow>();
    m_sonde->start();
}

QString tst_Verification::spokenTab(int index)
{
    const QAccessibleInterface *bar = QAccessible::queryAccessibleInterface(tabs()->tabBar());
    return bar->child(index)->text(QAccessible::Name);
}

void tst_Verification::setVerified(bool isVerified)
{
    Profile profile = m_sonde->tab().profile();
    profile.options.tls.ignoreErrors = !isVerified;
    m_sonde->tab().takeProfile(profile);
}

void tst_Verification::tabIsMarked()
{
    const QRect rect = tabs()->tabBar()->tabRect(0);
    QVERIFY(!isMarkedInRed(tabs()->tabBar(), rect));
    QVERIFY(!mark()->isVisible());
    const QString spoken = spokenTab(0);
    QVERIFY(!spoken.contains(u"not verified"));

    setVerified(false);
    QTRY_VERIFY(isMarkedInRed(tabs()->tabBar(), tabs()->tabBar()->tabRect(0)));
    QCOMPARE(spokenTab(0), QString(spoken + u", not verified"_s));
    QVERIFY(tabs()->tabToolTip(0).contains(u"not verified"));
    QVERIFY(mark()->isVisible());
    QCOMPARE(mark()->text(), u"not verified"_s);
    QVERIFY(isMarkedInRed(mark(), mark()->rect()));
    const QAccessibleInterface *address = QAccessible::queryAccessibleInterface(m_sonde->find<QLineEdit>(u"address"_s));
    QVERIFY(address->text(QAccessible::Description).contains(u"not verified"));
    m_sonde->restart();
    QVERIFY(mark()->isVisible());
    QCOMPARE(spokenTab(0), QString(spoken + u", not verified"_s));

    setVerified(true);
    QVERIFY(!mark()->isVisible());
    QCOMPARE(spokenTab(0), spoken);
    QTRY_VERIFY(!isMarkedInRed(tabs()->tabBar(), tabs()->tabBar()->tabRect(0)));
}

void tst_Verification::profileIsMarked()
{
    Profile profile;
    profile.address = u"wss://example.invalid/"_s;
    profile.options.tls.ignoreErrors = true;
    Workspace &workspace = m_sonde->program().workspace();
    QVERIFY(workspace.save(u"Loose"_s, profile));
    auto *tree = m_sonde->find<QTreeView>(u"profiles"_s);
    auto *model = qobject_cast<ProfileModel *>(tree->model());
    const QModelIndex index = model->indexOf(u"Loose"_s);
    QCOMPARE(index.data(Qt::AccessibleTextRole).toString(), u"Loose, not verified"_s);
    QVERIFY(index.data(Qt::ToolTipRole).toString().contains(u"not verified"));
    QVERIFY(isMarkedInRed(tree->viewport(), tree->visualRect(index)));
    QVERIFY(!isMarkedInRed(tree->viewport(), tree->visualRect(model->indexOf(u"Examples/Echo"_s))));
    // Beside the state, where it is open.
    m_sonde->window().profileTabs().open(u"Loose"_s, false);
    QCOMPARE(index.data(Qt::AccessibleTextRole).toString(), u"Loose, not verified, Not connected"_s);
    QVERIFY(mark()->isVisible());

    profile.options.tls.ignoreErrors = false;
    QVERIFY(workspace.save(u"Loose"_s, profile));
    QCOMPARE(model->indexOf(u"Loose"_s).data(Qt::AccessibleTextRole).toString(), u"Loose, Not connected"_s);
    tree->setCurrentIndex({});
    QVERIFY(!isMarkedInRed(tree->viewport(), tree->visualRect(index)));
    QVERIFY(!mark()->isVisible()); // the tab took it over
}

void tst_Verification::markLeadsToTheSettings()
{
    setVerified(false);
    m_sonde->click(u"notVerified"_s);
    QDialog *dialog = openDialog(u"connectionSettingsDialog"_s);
    auto *box = dialog->findChild<QCheckBox *>(u"ignoreTlsErrors"_s);
    QVERIFY(box->isVisible());
    box->setFocus();
    press(Qt::Key_Space);
    acceptDialog(dialog);
    QVERIFY(!mark()->isVisible());
}

void tst_Verification::riskIsToldInTheSettings()
{
    setVerified(false);
    m_sonde->click(u"notVerified"_s);
    QDialog *dialog = openDialog(u"connectionSettingsDialog"_s);
    const auto *risk = dialog->findChild<QLabel *>(u"ignoreTlsErrorsRisk"_s);
    QVERIFY(risk->text().startsWith(u"⚠ "));
    QCOMPARE(risk->palette().color(QPalette::WindowText), toneColor(Tone::Bad, QPalette()));
    dialog->findChild<QCheckBox *>(u"ignoreTlsErrors"_s)->setFocus();
    press(Qt::Key_Space);
    QVERIFY(!risk->text().contains(u"⚠"));
    acceptDialog(dialog);
}

QTEST_MAIN(tst_Verification)
#include "tst_verification.moc"
